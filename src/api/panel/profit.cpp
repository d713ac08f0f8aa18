#include "api/panel/routes.hpp"
#include "base/csv.hpp"
#include "base/decimal.hpp"
#include "shop/catalog/product.hpp"
#include "shop/customers/customer.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/profit/daily_totals.hpp"
#include "shop/profit/profit_totals.hpp"
#include "shop/profit/summary.hpp"
#include "shop/referrers/spend.hpp"
#include "texts/api.hpp"

#include <algorithm>

namespace taraba::api::panel {

using profit::Dimension;
using profit::ProfitTotals;
using profit::TotalsRow;

namespace {

/// A report first sums what is out of date, up to so many days; more is left to the clock.
constexpr int days_at_once = 31;
constexpr std::int64_t rows_of_file = 50'000;

/// Days of the shop, first and last included: a period, or from one day to another.
struct DaysQuery {
    std::optional<orders::Period> period; ///< this_month when nothing is given
    std::optional<Date> from;
    std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(DaysQuery, (), (period, from, to))

struct BreakdownQuery : DaysQuery {
    std::optional<Dimension> by; ///< product when not given
    std::optional<profit::SortBy> sort;
    std::optional<bool> ascending;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(BreakdownQuery, (DaysQuery), (by, sort, ascending, limit))

struct Breakdown {
    std::string first_day;
    std::string last_day;
    bool up_to_date = true; ///< false while sums of days long past are being made
    ProfitTotals total;     ///< of all orders of the days
    std::vector<TotalsRow> items;
};
BOOST_DESCRIBE_STRUCT(Breakdown, (), (first_day, last_day, up_to_date, total, items))

struct TimeQuery : DaysQuery {
    std::optional<bool> months; ///< a row a month, not a day
};
BOOST_DESCRIBE_STRUCT(TimeQuery, (DaysQuery), (months))

struct AttributionQuery : DaysQuery {
    std::optional<bool> campaigns; ///< campaigns, not channels
};
BOOST_DESCRIBE_STRUCT(AttributionQuery, (DaysQuery), (campaigns))

/// A channel or campaign beside what was paid for it.
struct PaidAttribution : profit::Attribution {
    Money spent; ///< on advertising, without VAT, as it was imported
};
BOOST_DESCRIBE_STRUCT(PaidAttribution, (profit::Attribution), (spent))

struct Attributions {
    std::string first_day;
    std::string last_day;
    bool up_to_date = true;
    std::vector<PaidAttribution> items;
};
BOOST_DESCRIBE_STRUCT(Attributions, (), (first_day, last_day, up_to_date, items))

Result<orders::Days> days_of(const Scope& scope, const DaysQuery& query) {
    if (!query.from && !query.to)
        return orders::days_of(query.period.value_or(orders::Period::this_month), scope.today());
    const Date last = query.to.value_or(scope.today());
    const Date first = query.from.value_or(last);
    if (last < first) return invalid_field("from", "The first day is not after the last one.");
    if (last.day - first.day > std::chrono::days(3'700))
        return invalid_field("from", "A report covers ten years at most.");
    return orders::Days{first, last};
}

template <class Methods>
std::string method_name(const Methods& methods, const std::string& code) {
    const auto found =
        std::ranges::find_if(methods, [&](const auto& each) { return each.code == code; });
    return found == methods.end() ? "" : found->name;
}

void label_products(db::Transaction& tx, const Scope& scope, std::vector<TotalsRow>& rows) {
    constexpr std::size_t batch = 500;
    for (std::size_t from = 0; from < rows.size(); from += batch) {
        std::vector<ProductId> ids;
        for (std::size_t i = from; i < std::min(rows.size(), from + batch); ++i)
            ids.push_back(ProductId{parse_id(rows[i].key).value_or(0)});
        std::map<std::string, std::string> names;
        for (const auto& product : catalog::find_several(tx, scope.id(), ids))
            names[to_text(product.id)] = product.sku + " · " + product.name;
        for (std::size_t i = from; i < std::min(rows.size(), from + batch); ++i)
            rows[i].label = names[rows[i].key];
    }
}

std::string label_of(db::Transaction& tx, const Scope& scope, Dimension by,
                     const std::string& key) {
    switch (by) {
    case Dimension::customer: {
        const auto customer =
            customers::find(tx, scope.id(), CustomerId{parse_id(key).value_or(0)});
        return customer ? customer->name : "";
    }
    case Dimension::county: {
        const auto* county = places::find_county(key);
        return county ? county->name : "";
    }
    case Dimension::delivery_method: return method_name(*pricing::delivery_methods(scope), key);
    case Dimension::payment_method: return method_name(*pricing::payment_methods(scope), key);
    default: return "";
    }
}

Result<Breakdown> breakdown(const Scope& scope, const BreakdownQuery& query, std::int64_t limit) {
    TRY(days, days_of(scope, query));
    const auto by = query.by.value_or(Dimension::product);
    Breakdown shown;
    shown.first_day = to_text(days.first);
    shown.last_day = to_text(days.last);
    shown.up_to_date = profit::update_daily_totals(scope, days_at_once);
    return scope.read([&](db::Transaction& tx) -> Result<Breakdown> {
        shown.total = profit::totals_between(tx, scope, days.first, days.last);
        shown.items = profit::totals_by(tx, scope, by, days.first, days.last,
                                        query.sort.value_or(profit::SortBy::net_profit),
                                        query.ascending.value_or(false), limit);
        if (by == Dimension::product)
            label_products(tx, scope, shown.items);
        else
            for (auto& row : shown.items)
                row.label = label_of(tx, scope, by, row.key);
        return std::move(shown);
    });
}

std::string line_of(const TotalsRow& row) {
    std::vector<std::string> cells{row.key, row.label, to_decimal(row.orders),
                                   to_decimal(row.returned), to_decimal(row.pieces)};
    for (const auto amount : {row.sales, row.revenue, row.goods, row.courier, row.commission,
                              row.advertising, row.other, row.tax, row.net_profit})
        cells.push_back(to_decimal(amount));
    return csv_line(cells);
}

std::string csv_of(const std::vector<TotalsRow>& rows, const std::string& language) {
    namespace words = texts::api::profit;
    std::vector<std::string> titles;
    for (const auto title :
         {words::key, words::name, words::orders, words::returned, words::pieces, words::sales,
          words::revenue, words::goods, words::courier, words::commission, words::advertising,
          words::other, words::tax, words::net_profit})
        titles.emplace_back(title(language));
    std::string text = "\xef\xbb\xbf" + csv_line(titles);
    for (const auto& row : rows)
        text += line_of(row);
    return text;
}

Result<Breakdown> over_time(const Scope& scope, const TimeQuery& query) {
    TRY(days, days_of(scope, query));
    Breakdown shown;
    shown.first_day = to_text(days.first);
    shown.last_day = to_text(days.last);
    shown.up_to_date = profit::update_daily_totals(scope, days_at_once);
    return scope.read([&](db::Transaction& tx) -> Result<Breakdown> {
        shown.total = profit::totals_between(tx, scope, days.first, days.last);
        shown.items = profit::totals_over_time(tx, scope, days.first, days.last,
                                               query.months.value_or(false));
        return std::move(shown);
    });
}

Result<Attributions> attributions(const Scope& scope, const AttributionQuery& query) {
    TRY(days, days_of(scope, query));
    Attributions shown{to_text(days.first), to_text(days.last), true, {}};
    shown.up_to_date = profit::update_daily_totals(scope, days_at_once);
    return scope.read([&](db::Transaction& tx) -> Result<Attributions> {
        const bool campaigns = query.campaigns.value_or(false);
        auto spent = referrers::spent_between(tx, scope, campaigns, days.first, days.last);
        const auto spent_on = [&](const std::string& key) {
            const auto found = std::ranges::find(spent, key, &referrers::Spent::key);
            return found == spent.end() ? Money{0, scope.currency()} : found->amount;
        };
        for (auto& each : profit::attributions(tx, scope, campaigns, days.first, days.last))
            shown.items.push_back({each, spent_on(each.key)});
        // Money that brought nobody is a row as well.
        const auto none = profit::no_totals(scope.currency());
        for (const auto& each : spent)
            if (std::ranges::find(shown.items, each.key, &PaidAttribution::key) ==
                shown.items.end())
                shown.items.push_back({{each.key, none, none, none, none}, each.amount});
        return std::move(shown);
    });
}

} // namespace

void add_profit(Api& api) {
    api.get<BreakdownQuery, Breakdown>(
        "/api/v1/profit",
        {"Profit of a period by product, customer, county, channel and so on", "profit",
         "profit.read"},
        [](const Scope& scope, const In<Nothing, BreakdownQuery>& in) -> Result<Breakdown> {
            TRY(limit, shop::list_limit(in.query.limit));
            return breakdown(scope, in.query, limit);
        });
    api.file<BreakdownQuery>(
        "/api/v1/profit.csv", "text/csv", {"The same as CSV, all rows", "profit", "profit.read"},
        [](const Scope& scope, const In<Nothing, BreakdownQuery>& in) -> Result<File> {
            TRY(all, breakdown(scope, in.query, rows_of_file));
            return File{
                "text/csv; charset=utf-8", "profit.csv", csv_of(all.items, scope.language), {}};
        });
    api.get<TimeQuery, Breakdown>(
        "/api/v1/profit/over-time",
        {"Profit of each day or month of a period", "profit", "profit.read"},
        [](const Scope& scope, const In<Nothing, TimeQuery>& in) {
            return over_time(scope, in.query);
        });
    api.get<AttributionQuery, Attributions>(
        "/api/v1/profit/attribution",
        {"Channels or campaigns by first, last, linear and position attribution, side by side",
         "profit", "profit.read"},
        [](const Scope& scope, const In<Nothing, AttributionQuery>& in) {
            return attributions(scope, in.query);
        });
}

} // namespace taraba::api::panel
