#include "bench.hpp"

#include "client.hpp"

#include "base/json.hpp"
#include "program/program.hpp"
#include "seed/people.hpp"
#include "shop/audit/audit.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/number.hpp"
#include "shop/orders/order_draft.hpp"
#include "shop/profit/profit.hpp"
#include "shop/staff/staff.hpp"

#include <atomic>
#include <fmt/core.h>
#include <functional>
#include <thread>

namespace taraba::bench {

namespace {

constexpr double seconds = 4;

program::Settings settings_for(const std::string& folder, const std::string& database) {
    program::Settings settings;
    settings.data_dir = folder;
    settings.database = database;
    settings.listen = "127.0.0.1:0";
    settings.job_threads = 0; // mails are measured elsewhere
    settings.connections = 64;
    return settings;
}

shop::Scope scope_of(program::Program& program) {
    const auto id = *program.database().read(
        [](db::Transaction& tx) { return shop::find_shop_by_slug(tx, "demo"); });
    return *shop::Scope::of(program.installation(), id, {ActorKind::machine, "bench", {"all"}});
}

/// So much stock that none runs out while it is measured.
std::vector<std::string> stocked(const shop::Scope& scope) {
    std::vector<std::string> skus;
    const auto filled = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& product : catalog::list(tx, scope.id(), "", INT64_MAX, 40)) {
            const Quantity missing = units(1'000'000) - product.stock;
            if (missing.thousandths > 0)
                MUST(catalog::move_stock(tx, scope, product.id, missing, "bench"));
            skus.push_back(product.sku);
        }
        return true;
    });
    expects(static_cast<bool>(filled));
    return skus;
}

checkout::PlaceOrder wanted(const std::vector<std::string>& skus, seed::Dice& dice) {
    checkout::PlaceOrder order;
    const auto person = seed::townsman(dice.below(400)); // who mostly has bought before
    for (int i = 0; i < 2; ++i)
        order.lines.push_back(
            {skus[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(skus.size())))],
             units(1)});
    order.customer = person.contact;
    order.delivery_address = person.address;
    order.delivery_method = "courier";
    order.payment_method = "cash_on_delivery";
    order.referrers = seed::touches(dice, system_now());
    return order;
}

/// Runs `work(thread)` on as many threads for some seconds; gives runs a second and their
/// durations.
struct Pace {
    double per_second = 0;
    double p50_ms = 0, p99_ms = 0;
};

Pace pace(int threads, const std::function<std::function<void()>(int)>& prepare) {
    std::atomic<bool> stop{false};
    std::vector<std::vector<double>> took(static_cast<std::size_t>(threads));
    std::vector<std::function<void()>> works;
    for (int t = 0; t < threads; ++t)
        works.push_back(prepare(t));
    std::vector<std::thread> all;
    const double start = seconds_now();
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            while (!stop) {
                const double before = seconds_now();
                works[static_cast<std::size_t>(t)]();
                took[static_cast<std::size_t>(t)].push_back((seconds_now() - before) * 1'000);
            }
        });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    stop = true;
    for (auto& thread : all)
        thread.join();
    const double spent = seconds_now() - start;
    std::vector<double> every;
    for (const auto& each : took)
        every.insert(every.end(), each.begin(), each.end());
    return {static_cast<double>(every.size()) / spent, percentile(every, 50),
            percentile(every, 99)};
}

/// The rows of a placed order, worked out once and written again and again under new ids: what the
/// database alone can do.
class Straight {
public:
    Straight(const shop::Scope& scope, const checkout::PlaceOrder& wanted) : scope_(scope) {
        const auto placed = checkout::place(scope, wanted);
        expects(static_cast<bool>(placed));
        scope.read([&](db::Transaction& tx) {
            order_ = *orders::find(tx, scope.id(), placed->id);
            lines_ = orders::lines_of(tx, scope.id(), placed->id);
            referrers_ = orders::referrers_of(tx, scope.id(), placed->id);
            report_ = *profit::find(tx, scope.id(), placed->id);
            return true;
        });
    }

    void write() {
        const Instant now = system_now();
        order_.id = scope_.installation.ids.make<OrderId>(now);
        order_.number = orders::next_number(scope_);
        const auto done =
            scope_.installation.database.write([&](db::Transaction& tx) -> Result<bool> {
                for (const auto i : orders::stock_order(lines_))
                    catalog::reserve_later(tx, scope_.id(), lines_[i].product_id,
                                           lines_[i].quantity, lines_[i].sku, "");
                orders::insert_later(tx, scope_.id(), order_, lines_, referrers_);
                profit::insert_later(tx, scope_, order_.id, report_);
                audit::begin(tx, scope_, {shop::order_subject(order_.id), "order_placed", {}});
                messages::send_later(tx, scope_, order_.id, "order_placed");
                return true;
            });
        expects(static_cast<bool>(done));
    }

private:
    shop::Scope scope_;
    orders::Order order_;
    std::vector<orders::OrderLine> lines_;
    std::vector<referrers::Referrer> referrers_;
    profit::Report report_;
};

} // namespace

void placement(const std::string& folder, const std::string& database) {
    program::Program program(settings_for(folder, database));
    program.migrate();
    program.start();
    const auto scope = scope_of(program);
    const auto skus = stocked(scope);
    const auto key = scope.write([&](db::Transaction& tx) {
        staff::ApiKey wanted;
        wanted.name = "bench";
        wanted.scopes = {"all"};
        return staff::create_key(tx, scope, wanted);
    });
    fmt::print("{:>8} {:>12} {:>9} {:>9} {:>12} {:>7}\n", "clients", "HTTP/s", "p50 ms", "p99 ms",
               "straight/s", "ratio");
    for (const int clients : {1, 8, 64}) {
        const auto http = pace(clients, [&](int t) -> std::function<void()> {
            auto client = std::make_shared<Client>(program.port());
            auto dice = std::make_shared<seed::Dice>(static_cast<std::uint64_t>(clients * 100 + t));
            std::vector<std::string> bodies;
            for (int i = 0; i < 300; ++i)
                bodies.push_back(to_json(wanted(skus, *dice)));
            return [client, bodies, key, i = std::size_t{0}]() mutable {
                if (client->call("POST", "/api/v1/checkout/orders", *key->key,
                                 bodies[i++ % bodies.size()]) != 201)
                    throw std::runtime_error("an order was refused: " + client->body());
            };
        });
        const auto straight = pace(clients, [&](int t) -> std::function<void()> {
            seed::Dice dice(static_cast<std::uint64_t>(clients * 100 + t + 7));
            auto writers = std::make_shared<std::vector<Straight>>();
            for (int i = 0; i < 20; ++i)
                writers->emplace_back(scope, wanted(skus, dice));
            return [writers, i = std::size_t{0}]() mutable {
                (*writers)[i++ % writers->size()].write();
            };
        });
        fmt::print("{:>8} {:>12.0f} {:>9.2f} {:>9.2f} {:>12.0f} {:>7.2f}\n", clients,
                   http.per_second, http.p50_ms, http.p99_ms, straight.per_second,
                   http.per_second / straight.per_second);
        std::fflush(stdout);
    }
    program.stop();
}

} // namespace taraba::bench
