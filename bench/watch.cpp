#include "bench.hpp"

#include "client.hpp"

#include "program/program.hpp"
#include "shop/alerts/watch.hpp"

#include <fmt/core.h>

namespace taraba::bench {

namespace {

constexpr db::Sql scan_sql{"bench.scan", R"sql(
    SELECT count(*) FROM orders WHERE shop_id = $1 AND status_since <= $2 AND order_status_id = $3
)sql"};
constexpr db::Sql make_due_sql{"bench.make_due", R"sql(
    UPDATE alert_deadlines SET due_at = $2 WHERE shop_id = $1 AND order_id IN
        (SELECT order_id FROM alert_deadlines WHERE shop_id = $1 ORDER BY due_at DESC LIMIT 500)
)sql"};

double median_ms(int times, const std::function<void()>& work) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const double start = seconds_now();
        work();
        took.push_back((seconds_now() - start) * 1'000);
    }
    return percentile(took, 50);
}

} // namespace

void watch(const std::string& folder, const std::string& database) {
    program::Settings settings;
    settings.data_dir = folder;
    settings.database = database;
    settings.listen = "127.0.0.1:0";
    settings.job_threads = 0;
    program::Program program(settings);
    const auto id = *program.database().read(
        [](db::Transaction& tx) { return shop::find_shop_by_slug(tx, "demo"); });
    const auto scope = [&] {
        return *shop::Scope::of(program.installation(), id, {ActorKind::machine, "bench", {"all"}});
    };
    const auto number = [&](const char* sql) {
        return *program.database().read([&](db::Transaction& tx) {
            return tx.number({"bench.number", sql}, {});
        });
    };
    const double start = seconds_now();
    alerts::check_terms(scope());
    fmt::print("{} orders; the first look {:.1f} s, {} terms, {} alerts\n",
               number("SELECT count(*) FROM orders"), seconds_now() - start,
               number("SELECT count(*) FROM alert_deadlines"),
               number("SELECT count(*) FROM alerts WHERE resolved_at IS NULL"));

    const auto here = scope();
    const auto* fresh = statuses::of(here)->find("new");
    const double idle = median_ms(50, [&] { alerts::check_terms(scope()); });
    const double scan = median_ms(5, [&] {
        (void)here.read([&](db::Transaction& tx) {
            return tx.number(scan_sql, {id, here.now, fresh->id});
        });
    });
    fmt::print("a look with nothing due {:.2f} ms; reading the orders themselves {:.1f} ms: {:.0f} "
               "times as long\n",
               idle, scan, scan / idle);
    (void)here.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(make_due_sql, {id, here.now});
        return true;
    });
    const auto before = number("SELECT count(*) FROM alert_deadlines");
    const double began = seconds_now();
    alerts::check_terms(scope());
    fmt::print("{} due at once {:.0f} ms\n",
               before - number("SELECT count(*) FROM alert_deadlines"),
               (seconds_now() - began) * 1'000);
}

} // namespace taraba::bench
