#pragma once

#include "shop/books/journal.hpp"

// What was invoiced, paid, remitted and moved in a period, held against each other to the ban.

namespace taraba::books {

enum class MismatchKind {
    receivable,         ///< invoiced, not paid
    advance,            ///< paid, not invoiced
    left_not_invoiced,  ///< goods left the shelf, and no invoice says so
    quantity_differs,   ///< other pieces left than were invoiced
    remittance_odd,     ///< a courier paid out what fits no order
    remittance_differs, ///< what couriers paid out of an order's cash is not what it was paid with
    not_reported,       ///< not accepted by the ministry
    number_missing,     ///< a number of a series that nobody issued
    stock_differs       ///< movements do not add up to what is on the shelf
};
BOOST_DESCRIBE_ENUM(MismatchKind, receivable, advance, left_not_invoiced, quantity_differs,
                    remittance_odd, remittance_differs, not_reported, number_missing, stock_differs)

struct Mismatch {
    MismatchKind kind = MismatchKind::receivable;
    std::optional<OrderId> order_id;
    std::string label; ///< order, invoice, AWB or SKU
    std::string who;
    Money amount;
    std::string details;
};
BOOST_DESCRIBE_STRUCT(Mismatch, (), (kind, order_id, label, who, amount, details))

struct MismatchCount {
    MismatchKind kind = MismatchKind::receivable;
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(MismatchCount, (), (kind, count, amount))

/// opening + invoiced − received − given_back = closing = receivables − advances.
struct Reconciliation {
    Money opening; ///< owed to the shop when the period begins
    Money invoiced;
    Money received;
    Money given_back; ///< negative
    Money closing;
    Money receivables;
    Money advances;
    Money remitted; ///< by couriers, in the period
    std::vector<MismatchCount> counts;
    std::vector<Mismatch> items; ///< at most 100 of each kind, the largest first
};
BOOST_DESCRIBE_STRUCT(Reconciliation, (),
                      (opening, invoiced, received, given_back, closing, receivables, advances,
                       remitted, counts, items))

Reconciliation reconcile(db::Transaction& tx, const shop::Scope& scope, const Period& period);

} // namespace taraba::books
