#include "shop/profit/summary.hpp"

#include <algorithm>
#include <map>

namespace taraba::profit {

namespace {

/// `sum(orders), sum(returned), …`, as they stand in ProfitTotals.
std::string summed_columns() {
    std::string text;
    for (const auto& field : shape_of<ProfitTotals>().fields) {
        const std::string name(field.name);
        text += (text.empty() ? "" : ", ") + ("CAST(sum(" + name + ") AS BIGINT) AS " + name);
    }
    return text;
}

/// Many days of the customers are read from their own index, for which the dimension has to stand
/// in the text as it is; a few days, and all else, by the day.
std::string of_days(Dimension dimension, Date first, Date last) {
    constexpr std::chrono::days many{120};
    const std::string name = "'" + std::string(name_of(dimension)) + "'";
    return " FROM profit_days WHERE shop_id = $1 AND dimension = " +
           (first + many < last ? name : "CAST(" + name + " AS TEXT)") +
           " AND day >= $2 AND day <= $3";
}

/// What is given as `key` is an expression of the table's columns; `rows` are those of of_days().
std::string grouped_by(const std::string& key, const std::string& rows) {
    return "SELECT " + summed_columns() + ", " + key + " AS key, '' AS label" + rows +
           " GROUP BY " + key;
}

std::vector<TotalsRow> listed(db::Transaction& tx, const shop::Scope& scope, Date first, Date last,
                              const char* name, const std::string& sql, std::int64_t limit) {
    return tx.list<TotalsRow>({name, sql}, {scope.id(), to_text(first), to_text(last), limit});
}

} // namespace

std::vector<TotalsRow> totals_by(db::Transaction& tx, const shop::Scope& scope, Dimension dimension,
                                 Date first, Date last, SortBy by, bool ascending,
                                 std::int64_t limit) {
    const std::string first_ones = " ORDER BY sum(" + std::string(name_of(by)) + ")" +
                                   (ascending ? "" : " DESC") + ", key LIMIT $4";
    // Of many keys, such as a year's customers, first who they are and then all their sums: half
    // the time of grouping everything by everything.
    constexpr std::int64_t few = 1'000;
    const std::string rows = of_days(dimension, first, last);
    const std::string narrowed =
        limit > few ? "" : " AND key IN (SELECT key" + rows + " GROUP BY key" + first_ones + ")";
    return listed(tx, scope, first, last, "profit.totals_by",
                  grouped_by("key", rows + narrowed) + first_ones, limit);
}

ProfitTotals totals_between(db::Transaction& tx, const shop::Scope& scope, Date first, Date last) {
    const std::string sql = grouped_by("key", of_days(Dimension::total, first, last)) + " LIMIT $4";
    const auto rows = listed(tx, scope, first, last, "profit.totals_between", sql, 1);
    return rows.empty() ? no_totals(scope.currency()) : ProfitTotals(rows.front());
}

std::vector<TotalsRow> totals_over_time(db::Transaction& tx, const shop::Scope& scope, Date first,
                                        Date last, bool months) {
    const std::string key = months ? "substr(day, 1, 7)" : "day";
    const std::string sql =
        grouped_by(key, of_days(Dimension::total, first, last)) + " ORDER BY " + key + " LIMIT $4";
    return listed(tx, scope, first, last, "profit.over_time", sql, 4'000);
}

std::vector<Attribution> attributions(db::Transaction& tx, const shop::Scope& scope, bool campaigns,
                                      Date first, Date last) {
    const auto of = [&](Dimension channel, Dimension campaign) {
        return totals_by(tx, scope, campaigns ? campaign : channel, first, last, SortBy::sales,
                         false, 500);
    };
    std::map<std::string, Attribution> all;
    const auto take = [&](const std::vector<TotalsRow>& rows, ProfitTotals Attribution::*way) {
        const auto none = no_totals(scope.currency());
        for (const auto& row : rows)
            all.try_emplace(row.key, Attribution{row.key, none, none, none, none}).first->second.*
                way = row;
    };
    take(of(Dimension::channel_first, Dimension::campaign_first), &Attribution::first);
    take(of(Dimension::channel_last, Dimension::campaign_last), &Attribution::last);
    take(of(Dimension::channel_linear, Dimension::campaign_linear), &Attribution::linear);
    take(of(Dimension::channel_position, Dimension::campaign_position), &Attribution::position);
    std::vector<Attribution> list;
    for (auto& [key, each] : all)
        list.push_back(std::move(each));
    std::ranges::stable_sort(list, std::greater{},
                             [](const Attribution& each) { return each.last.sales.minor; });
    if (list.size() > 500) list.resize(500);
    return list;
}

} // namespace taraba::profit
