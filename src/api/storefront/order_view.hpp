#pragma once

#include "api/invoice_view.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/orders/status_ref.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::storefront {

struct BuyerStep {
    Instant at{};
    std::string text;
};
BOOST_DESCRIBE_STRUCT(BuyerStep, (), (at, text))

/// A payment as its buyer sees it.
struct BuyerPayment {
    PaymentId id;
    std::string method; ///< code
    std::string method_name;
    payments::PaymentState state = payments::PaymentState::pending;
    Money amount;
    Money refunded;
    std::string error; ///< the processor's words, when it was refused
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(BuyerPayment, (),
                      (id, method, method_name, state, amount, refunded, error, created_at))

/// The order as its buyer sees it: no costs, no names of operators.
struct BuyerOrder {
    std::string shop;
    std::int64_t number = 0;
    Instant placed_at{};
    orders::Statuses statuses;
    orders::Contact customer;
    shop::Address delivery_address;
    std::optional<orders::ChosenPoint> pickup_point;
    std::string delivery_method;
    std::string payment_method;
    pricing::PaymentKind payment_kind = pricing::PaymentKind::bank_transfer;
    std::string payment_reference;
    std::string iban;
    std::string bank;
    std::vector<BuyerPayment> payments;              ///< through a processor
    std::vector<pricing::PaymentOption> ways_to_pay; ///< what is due; empty: nothing to choose
    std::vector<pricing::QuoteLine> lines;
    checkout::Totals totals;
    Money due;
    std::vector<std::string> awb_numbers;
    std::vector<InvoiceView> invoices;
    std::vector<BuyerStep> steps;
};
BOOST_DESCRIBE_STRUCT(BuyerOrder, (),
                      (shop, number, placed_at, statuses, customer, delivery_address, pickup_point,
                       delivery_method, payment_method, payment_kind, payment_reference, iban, bank,
                       payments, ways_to_pay, lines, totals, due, awb_numbers, invoices, steps))

/// Refuses with `not_found`.
Result<BuyerOrder> buyer_order(db::Transaction& tx, const Scope& scope, OrderId id);

} // namespace taraba::api::storefront
