#pragma once

#include "shop/profit/profit_totals.hpp"
#include "shop/scope.hpp"

namespace taraba::profit {

enum class SortBy { net_profit, sales, orders, returned };
BOOST_DESCRIBE_ENUM(SortBy, net_profit, sales, orders, returned)

struct TotalsRow : ProfitTotals {
    std::string key;   ///< id, code or name; empty: not known
    std::string label; ///< for people, where it is not the key
};
BOOST_DESCRIBE_STRUCT(TotalsRow, (ProfitTotals), (key, label))

/// The largest first, or the smallest; at most `limit`. Labels are not filled in.
std::vector<TotalsRow> totals_by(db::Transaction& tx, const shop::Scope& scope, Dimension dimension,
                                 Date first, Date last, SortBy by, bool ascending,
                                 std::int64_t limit);

/// Of all orders of the days.
ProfitTotals totals_between(db::Transaction& tx, const shop::Scope& scope, Date first, Date last);

/// Of each day, or each month (`YYYY-MM`), that had orders, oldest first.
std::vector<TotalsRow> totals_over_time(db::Transaction& tx, const shop::Scope& scope, Date first,
                                        Date last, bool months);

/// A channel, or a campaign, as each way of giving orders to touches sees it.
struct Attribution {
    std::string key;
    ProfitTotals first;
    ProfitTotals last;
    ProfitTotals linear;
    ProfitTotals position;
};
BOOST_DESCRIBE_STRUCT(Attribution, (), (key, first, last, linear, position))

/// The most sales by the last touch first; at most 500.
std::vector<Attribution> attributions(db::Transaction& tx, const shop::Scope& scope, bool campaigns,
                                      Date first, Date last);

} // namespace taraba::profit
