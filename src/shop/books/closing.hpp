#pragma once

#include "shop/books/reconciliation.hpp"

namespace taraba::books {

/// A month whose books are closed, with what they said then.
struct ClosedMonth {
    std::string month; ///< 2026-11
    Date ends_on{};
    Reconciliation totals;
    Instant closed_at{};
    std::string closed_by;
};
BOOST_DESCRIBE_STRUCT(ClosedMonth, (), (month, ends_on, totals, closed_at, closed_by))

/// Newest first; without the items of their reconciliations.
std::vector<ClosedMonth> closed_months(db::Transaction& tx, ShopId shop);

/// From now on nothing is dated into the month, or into one before it. What does not match is kept
/// with it, and does not stop it. Refuses with `invalid_field` a month that has not ended, and with
/// `already_closed`.
Result<ClosedMonth> close_month(db::Transaction& tx, const shop::Scope& scope,
                                const std::string& month);
/// Opens the last closed month again. Refuses with `invalid_field` without a reason, `not_found`,
/// and `not_the_last`.
Result<void> reopen_month(db::Transaction& tx, const shop::Scope& scope, const std::string& month,
                          const std::string& reason);

} // namespace taraba::books
