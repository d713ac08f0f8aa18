#pragma once

#include "shop/orders/order.hpp"
#include "shop/service/case.hpp"

namespace taraba::service {

/// The guarantee of pieces that were sold: of one with a number, or of all of a line without.
struct Warranty {
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string customer;
    std::int64_t line_no = 0;
    std::string sku;
    std::string name;
    Quantity quantity;
    std::string maker_serial;         ///< empty: not written down
    std::optional<Date> delivered_on; ///< nothing: not there yet
    std::int64_t months = 0;
    std::int64_t extended_days = 0; ///< by repairs (OUG 140/2021)
    std::optional<Date> until;      ///< last day
    bool covered = false;           ///< today
    std::vector<CaseId> cases;
};
BOOST_DESCRIBE_STRUCT(Warranty, (),
                      (order_id, order_number, customer, line_no, sku, name, quantity, maker_serial,
                       delivered_on, months, extended_days, until, covered, cases))

/// Of an order's lines that have one, in their order. A piece that was replaced begins anew on the
/// day it was handed over (OUG 140/2021).
std::vector<Warranty> warranties_of(db::Transaction& tx, const shop::Scope& scope,
                                    const orders::Order& order);
/// Of the orders that words find: a serial number, an order's number, a customer, a company. At
/// most those of 20 orders, the newest first. Refuses with `invalid_field` without a word.
Result<std::vector<Warranty>> find_warranties(db::Transaction& tx, const shop::Scope& scope,
                                              const std::string& words);
/// Whether a piece has its guarantee on a day; what has not arrived yet has it.
bool is_covered(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                const orders::OrderLine& line, const std::string& serial, Date day);

} // namespace taraba::service
