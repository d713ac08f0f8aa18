#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::checkout {

/// What the checkout knows so far; everything but the lines may still be missing.
struct QuoteIn {
    std::vector<orders::WantedLine> lines;
    std::optional<shop::Address> delivery_address;
    std::optional<orders::Billing> billing;
    std::optional<std::string> delivery_method; ///< id or code
    std::optional<std::string> payment_method;
    std::optional<std::string> coupon;
    std::optional<std::string> pickup_point; ///< code, for a method that delivers to points
    std::optional<std::string> email;        ///< of the buyer, where somebody of the shop asks
};
BOOST_DESCRIBE_STRUCT(QuoteIn, (),
                      (lines, delivery_address, billing, delivery_method, payment_method, coupon,
                       pickup_point, email))

struct PlaceOrder {
    std::vector<orders::WantedLine> lines;
    orders::Contact customer;
    std::optional<shop::Address> delivery_address; ///< may miss when the buyer comes for the goods
    std::optional<orders::Billing> billing; ///< a person with the customer's name when missing
    std::string delivery_method;
    std::string payment_method;
    std::vector<referrers::Touch> referrers;
    std::optional<Money> expected_total; ///< what the buyer saw
    std::optional<LongText> note;
    std::optional<std::string> language;
    std::optional<std::string> coupon;
    std::optional<std::string> pickup_point; ///< code, for a method that delivers to points
};
BOOST_DESCRIBE_STRUCT(PlaceOrder, (),
                      (lines, customer, delivery_address, billing, delivery_method, payment_method,
                       referrers, expected_total, note, language, coupon, pickup_point))

struct Totals {
    Money goods;
    Money discount;
    Money delivery;
    Money fees;
    Money vat;
    Money total;
};
BOOST_DESCRIBE_STRUCT(Totals, (), (goods, discount, delivery, fees, vat, total))

struct Links {
    std::string order; ///< the buyer's page, signed
    std::string self;
};
BOOST_DESCRIBE_STRUCT(Links, (), (order, self))

struct PlacedOrder {
    OrderId id;
    std::int64_t number = 0;
    Totals totals;
    std::string payment_reference;
    Links links;
};
BOOST_DESCRIBE_STRUCT(PlacedOrder, (), (id, number, totals, payment_reference, links))

/// Every cost before the buyer commits. Refuses with `invalid_field`, `method_not_available`,
/// and a coupon like pricing::discount_for().
Result<pricing::Quote> quote(const shop::Scope& scope, const QuoteIn& in);

/// Places the order in one transaction: stock reserved, lines frozen, referrers kept, the first
/// event, the jobs. Repeating with the same idempotency key gives the same order.
/// Refuses with `price_changed` when the total is not the expected one, `out_of_stock`,
/// `invalid_field`, `method_not_available`.
Result<PlacedOrder> place(const shop::Scope& scope, const PlaceOrder& in);

} // namespace taraba::checkout
