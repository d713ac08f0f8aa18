#pragma once

#include "shop/books/journal.hpp"
#include "shop/payments/cash_movements.hpp"

// Receipts: the money of a period by the day, with the order and invoice it belongs to.

namespace taraba::books {

struct MoneyRow {
    Date day{};
    payments::CashMovementKind kind = payments::CashMovementKind::received;
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string buyer;
    std::string invoice; ///< series and number; empty: not invoiced
    std::string tax_id;
    std::string method;      ///< code
    std::string method_name; ///< as the shop calls it
    std::string processor;
    std::string reference;
    Money amount;
    Money commission;
    /// What of it is VAT, by rate, in the proportions of the invoice: what falls due with the money
    /// under VAT at cash receipt (Cod fiscal art. 282 (3), (8)). Empty when it is not invoiced.
    std::vector<VatPart> vat;
};
BOOST_DESCRIBE_STRUCT(MoneyRow, (),
                      (day, kind, order_id, order_number, buyer, invoice, tax_id, method,
                       method_name, processor, reference, amount, commission, vat))

struct MoneyOfMethod {
    std::string method;
    std::string method_name;
    std::string processor;
    Money received;
    Money given_back; ///< negative
    Money commission;
};
BOOST_DESCRIBE_STRUCT(MoneyOfMethod, (),
                      (method, method_name, processor, received, given_back, commission))

std::vector<MoneyRow> money_of(db::Transaction& tx, const shop::Scope& scope, const Period& period);
/// The VAT of all of them, highest rate first.
std::vector<VatPart> vat_of(const std::vector<MoneyRow>& rows);
std::vector<MoneyOfMethod> by_method(const std::vector<MoneyRow>& rows, Currency currency);

} // namespace taraba::books
