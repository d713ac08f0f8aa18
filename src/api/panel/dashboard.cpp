#include "api/panel/routes.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/order_statistics.hpp"
#include "shop/reports/stage_times.hpp"

namespace taraba::api::panel {

namespace {

struct DashboardQuery {
    std::optional<orders::Period> period; ///< this_month when not given
};
BOOST_DESCRIBE_STRUCT(DashboardQuery, (), (period))

/// Something that waits for somebody, with the list behind it.
struct Waiting {
    std::string key;
    std::string query;      ///< of the order list
    std::int64_t count = 0; ///< up to 1000
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (key, query, count))

/// How much more or less than before, in whole percent; missing where there was nothing before.
struct Changes {
    std::optional<std::int64_t> orders;
    std::optional<std::int64_t> sales;
    std::optional<std::int64_t> net_profit;
    std::optional<std::int64_t> average;
};
BOOST_DESCRIBE_STRUCT(Changes, (), (orders, sales, net_profit, average))

struct Dashboard {
    std::vector<Waiting> today;
    orders::PeriodStatistics current;
    orders::PeriodStatistics before; ///< as many days, just before
    Changes changes;
    reports::StageTimes times; ///< of orders of the period
};
BOOST_DESCRIBE_STRUCT(Dashboard, (), (today, current, before, changes, times))

constexpr std::pair<const char*, const char*> waiting_lists[]{
    {"new", "order_status=new"},
    {"to_send", "order_status=new,in_progress&delivery_status=none,preparing"},
    {"unpaid", "order_status=new,in_progress,waiting&payment_status=pending,failed"},
    {"late", "alert=true"},
    {"held", "held=true"},
    {"to_complete", "order_status=new,in_progress&payment_status=paid&delivery_status=delivered"}};

orders::Days before_of(const orders::Days& days) {
    const auto length = days.last.day - days.first.day + std::chrono::days(1);
    return {days.first + -length, days.first + std::chrono::days(-1)};
}

void hide_profit(orders::PeriodStatistics& figures, Currency currency) {
    figures.net_profit = {0, currency};
    for (auto* groups : {&figures.days, &figures.channels, &figures.counties,
                         &figures.delivery_methods, &figures.payment_methods})
        for (auto& group : *groups)
            group.net_profit = {0, currency};
}

std::optional<std::int64_t> percent(std::int64_t now, std::int64_t before) {
    if (before <= 0) return std::nullopt;
    return divide_half_up(Wide{now - before} * 100, before);
}

Changes changes_of(const orders::PeriodStatistics& now, const orders::PeriodStatistics& before) {
    return {percent(now.orders, before.orders), percent(now.sales.minor, before.sales.minor),
            percent(now.net_profit.minor, before.net_profit.minor),
            percent(now.average.minor, before.average.minor)};
}

Result<Dashboard> dashboard(const Scope& scope, const DashboardQuery& query) {
    const auto days =
        orders::days_of(query.period.value_or(orders::Period::this_month), scope.today());
    return scope.read([&](db::Transaction& tx) -> Result<Dashboard> {
        Dashboard shown;
        for (const auto& [key, list] : waiting_lists) {
            TRY(filter, orders::filter_from(list));
            TRY(count, orders::count(tx, scope, filter, 1'000));
            shown.today.push_back({key, list, count});
        }
        shown.current = orders::period_statistics(tx, scope, days);
        shown.before = orders::period_statistics(tx, scope, before_of(days));
        shown.times = reports::stage_times(tx, scope, days);
        if (!scope.principal.may("profit.read")) {
            hide_profit(shown.current, scope.currency());
            hide_profit(shown.before, scope.currency());
        }
        shown.changes = changes_of(shown.current, shown.before);
        return shown;
    });
}

} // namespace

void add_dashboard(Api& api) {
    api.get<DashboardQuery, Dashboard>(
        "/api/v1/dashboard",
        {"What waits today, and a period's sales and profit beside the one before", "dashboard",
         "orders.read"},
        [](const Scope& scope, const In<Nothing, DashboardQuery>& in) {
            return dashboard(scope, in.query);
        });
}

} // namespace taraba::api::panel
