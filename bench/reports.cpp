#include "bench.hpp"

#include "client.hpp"

#include "program/program.hpp"
#include "shop/profit/daily_totals.hpp"
#include "shop/profit/summary.hpp"

#include <fmt/core.h>

namespace taraba::bench {

namespace {

/// What a report costs that reads the orders themselves.
constexpr db::Sql scan_sql{"bench.scan_profit", R"sql(
    SELECT CAST(sum(net_profit) AS BIGINT) FROM
        (SELECT customer_id, sum(net_profit) AS net_profit FROM orders
          WHERE shop_id = $1 AND id >= $2 GROUP BY customer_id) AS by_customer
)sql"};

} // namespace

void reports(const std::string& folder, const std::string& database) {
    program::Settings settings;
    settings.data_dir = folder;
    settings.database = database;
    settings.listen = "127.0.0.1:0";
    settings.job_threads = 0;
    program::Program program(settings);
    const auto id = *program.database().read(
        [](db::Transaction& tx) { return shop::find_shop_by_slug(tx, "demo"); });
    const auto scope =
        *shop::Scope::of(program.installation(), id, {ActorKind::machine, "bench", {"all"}});
    const double start = seconds_now();
    while (!profit::update_daily_totals(scope, 50)) {
    }
    const double folded = seconds_now() - start;
    const auto count = *program.database().read([&](db::Transaction& tx) {
        return tx.number({"count", "SELECT count(*) FROM orders"}, {});
    });
    fmt::print("{} orders, all days summed in {:.1f} s: {:.0f} orders a second\n", count, folded,
               static_cast<double>(count) / folded);

    const auto median_ms = [](int times, const auto& work) {
        std::vector<double> took;
        for (int i = 0; i < times; ++i) {
            const double began = seconds_now();
            work();
            took.push_back((seconds_now() - began) * 1'000);
        }
        return percentile(took, 50);
    };
    const Date last = scope.today();
    const auto one_day = median_ms(5, [&] {
        (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
            auto order = *orders::find(tx, id, *orders::find_by_number(tx, id, count / 2));
            profit::mark_changed(tx, scope, order);
            return true;
        });
        (void)profit::update_daily_totals(scope, 50);
    });
    fmt::print("a day that changed is summed anew in {:.1f} ms\n", one_day);
    for (const auto& period : {std::pair("30 days", last + std::chrono::days(-29)),
                               std::pair("a year", last + std::chrono::days(-364))}) {
        const auto* name = period.first;
        const Date first = period.second;
        const double scan = median_ms(3, [&] {
            (void)scope.read([&](db::Transaction& tx) {
                return tx.number(scan_sql,
                                 {id, first_id_at(scope.shop->time_zone().start_of(first))});
            });
        });
        fmt::print("{}: the orders themselves, by customer {:.0f} ms\n", name, scan);
        for (const auto& choice : {profit::Dimension::total, profit::Dimension::county,
                                   profit::Dimension::channel_position, profit::Dimension::product,
                                   profit::Dimension::customer}) {
            const double took = median_ms(5, [&] {
                (void)scope.read([&](db::Transaction& tx) {
                    return profit::totals_by(tx, scope, choice, first, last,
                                             profit::SortBy::net_profit, false, 100);
                });
            });
            fmt::print("  by {:<18} {:>7.1f} ms, {:.3f} of it\n", name_of(choice), took,
                       took / scan);
        }
        std::fflush(stdout);
    }
}

} // namespace taraba::bench
