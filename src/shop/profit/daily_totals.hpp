#pragma once

#include "shop/orders/order.hpp"
#include "shop/profit/profit_totals.hpp"

namespace taraba::profit {

/// Keeps the sums of each day current (table profit_days): a day is summed anew when orders were
/// placed on it or changed since. A change costs one row, a placement nothing: placed orders are
/// found by their ids.

/// In the transaction that changes the order.
void mark_changed(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order);

/// Sums up at most `days_max` days that are out of date, those with changes first, then on from
/// the oldest order that is not in the sums. True when all days are up to date.
bool update_daily_totals(const shop::Scope& scope, int days_max);

} // namespace taraba::profit
