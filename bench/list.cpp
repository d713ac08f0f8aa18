#include "bench.hpp"

#include "client.hpp"

#include "program/program.hpp"
#include "shop/staff/staff.hpp"

#include <fmt/core.h>

namespace taraba::bench {

void list(const std::string& folder, const std::string& database) {
    program::Settings settings;
    settings.data_dir = folder;
    settings.database = database;
    settings.listen = "127.0.0.1:0";
    settings.job_threads = 0;
    program::Program program(settings);
    program.start();
    const auto id = *program.database().read(
        [](db::Transaction& tx) { return shop::find_shop_by_slug(tx, "demo"); });
    const auto scope =
        *shop::Scope::of(program.installation(), id, {ActorKind::machine, "bench", {"all"}});
    const auto key = scope.write([&](db::Transaction& tx) {
        staff::ApiKey wanted;
        wanted.name = "bench";
        wanted.scopes = {"all"};
        return staff::create_key(tx, scope, wanted);
    });
    const auto count = program.database().read([](db::Transaction& tx) {
        return tx.number({"count", "SELECT count(*) FROM orders"}, {});
    });
    fmt::print("{} orders\n{:<74} {:>8} {:>8} {:>6}\n", *count, "filter", "p50 ms", "p99 ms",
               "rows");

    Client client(program.port());
    const auto measure = [&](const std::string& query) {
        std::vector<double> took;
        std::size_t rows = 0;
        for (int i = 0; i < 220; ++i) {
            const double start = seconds_now();
            if (client.call("GET", "/api/v1/orders?" + query, *key->key) != 200)
                throw std::runtime_error(query + ": " + client.body());
            if (i >= 20) took.push_back((seconds_now() - start) * 1'000);
            rows = 0;
            for (std::size_t at = 0;
                 (at = client.body().find("\"placed_at\"", at)) != std::string::npos; ++at)
                ++rows;
        }
        fmt::print("{:<74} {:>8.2f} {:>8.2f} {:>6}\n", query.empty() ? "(none)" : query,
                   percentile(took, 50), percentile(took, 99), rows);
        std::fflush(stdout);
    };
    for (const char* query :
         {"",
          "limit=200",
          "order_status=new",
          "order_status=completed",
          "order_status=cancelled",
          "payment_status=payment_pending",
          "delivery_status=in_transit",
          "order_status=taken&payment_status=payment_pending",
          "order_status=completed&delivery_status=returned",
          "order_status=cancelled&payment_status=paid",
          "referrer=google+adwords",
          "referrer=google+adwords&referrer_match=first",
          "referrer=google+adwords&referrer_match=only&placed_from=2026-01-01&placed_to=2026-01-31",
          "referrer=youtube&order_status=cancelled",
          "placed_from=2025-06-01&placed_to=2025-06-30",
          "placed_from=2025-06-01&placed_to=2025-06-30&order_status=completed&payment_status=paid",
          "q=popescu",
          "q=ana+popescu",
          "q=pop",
          "q=500000",
          "q=07",
          "q=nimeniaici",
          "held=true",
          "order_status=waiting&referrer=facebook+ads"})
        measure(query);
    const auto far =
        client.call("GET", "/api/v1/orders?placed_to=2025-06-30&limit=1", *key->key) == 200
            ? client.body()
            : "";
    const auto at = far.find("\"next_cursor\":\"");
    if (at != far.npos) measure("cursor=" + far.substr(at + 15, far.find('"', at + 15) - at - 15));
    program.stop();
}

} // namespace taraba::bench
