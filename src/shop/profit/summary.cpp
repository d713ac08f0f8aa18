#include "shop/profit/summary.hpp"

#include <algorithm>
#include <map>

namespace taraba::profit {

namespace {

/// `sum(orders), sum(returned), …`, as they stand in Sums.
std::string summed_columns() {
    std::string text;
    for (const auto& field : shape_of<Sums>().fields) {
        const std::string name(field.name);
        text += (text.empty() ? "" : ", ") + ("CAST(sum(" + name + ") AS BIGINT) AS " + name);
    }
    return text;
}

constexpr const char* of_days =
    " FROM profit_days WHERE shop_id = $1 AND dimension = $2 AND day >= $3 AND day <= $4";

/// What is given as `key` is an expression of the table's columns; `more` narrows the rows.
std::string grouped_by(const std::string& key, const std::string& more = "") {
    return "SELECT " + summed_columns() + ", " + key + " AS key, '' AS label" + of_days + more +
           " GROUP BY " + key;
}

std::vector<SumRow> listed(db::Transaction& tx, const shop::Scope& scope, Dimension dimension,
                           Date first, Date last, const char* name, const std::string& sql,
                           std::int64_t limit) {
    return tx.list<SumRow>({name, sql},
                           {scope.id(), name_of(dimension), to_text(first), to_text(last), limit});
}

} // namespace

std::vector<SumRow> sums_by(db::Transaction& tx, const shop::Scope& scope, Dimension dimension,
                            Date first, Date last, SortBy by, bool ascending, std::int64_t limit) {
    const std::string first_ones = " ORDER BY sum(" + std::string(name_of(by)) + ")" +
                                   (ascending ? "" : " DESC") + ", key LIMIT $5";
    // Of many keys, such as a year's customers, first who they are and then all their sums: half
    // the time of grouping everything by everything.
    constexpr std::int64_t few = 1'000;
    const std::string narrowed = limit > few ? ""
                                             : " AND key IN (SELECT key" + std::string(of_days) +
                                                   " GROUP BY key" + first_ones + ")";
    return listed(tx, scope, dimension, first, last, "profit.sums_by",
                  grouped_by("key", narrowed) + first_ones, limit);
}

Sums sums_between(db::Transaction& tx, const shop::Scope& scope, Date first, Date last) {
    static const std::string sql = grouped_by("key") + " LIMIT $5";
    const auto rows =
        listed(tx, scope, Dimension::total, first, last, "profit.sums_between", sql, 1);
    return rows.empty() ? no_sums(scope.currency()) : Sums(rows.front());
}

std::vector<SumRow> sums_over_time(db::Transaction& tx, const shop::Scope& scope, Date first,
                                   Date last, bool months) {
    static const std::string by_day = grouped_by("day") + " ORDER BY day LIMIT $5";
    static const std::string by_month =
        grouped_by("substr(day, 1, 7)") + " ORDER BY substr(day, 1, 7) LIMIT $5";
    return listed(tx, scope, Dimension::total, first, last,
                  months ? "profit.by_month" : "profit.by_day", months ? by_month : by_day, 4'000);
}

std::vector<Attribution> attributions(db::Transaction& tx, const shop::Scope& scope, bool campaigns,
                                      Date first, Date last) {
    const auto of = [&](Dimension channel, Dimension campaign) {
        return sums_by(tx, scope, campaigns ? campaign : channel, first, last, SortBy::sales, false,
                       500);
    };
    std::map<std::string, Attribution> all;
    const auto take = [&](const std::vector<SumRow>& rows, Sums Attribution::*way) {
        const auto none = no_sums(scope.currency());
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
