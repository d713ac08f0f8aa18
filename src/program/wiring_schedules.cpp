#include "program/wiring.hpp"

#include "db/statistics.hpp"
#include "shop/alerts/subscriptions.hpp"
#include "shop/alerts/trail_check.hpp"
#include "shop/alerts/watch.hpp"
#include "shop/audit/audit.hpp"
#include "shop/bulk/bulk.hpp"
#include "shop/customers/account.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/orders/viewers.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/transfer.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/profit/daily_totals.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/case.hpp"
#include "shop/shipping/pickup_points.hpp"
#include "shop/shipping/remittance.hpp"
#include "shop/staff/staff.hpp"
#include "shop/webhooks/webhook.hpp"

namespace taraba::program {

namespace {

void for_each_shop(shop::Installation& installation, const char* name,
                   const std::function<void(const shop::Scope&)>& work) {
    const auto shops =
        installation.database.read([](db::Transaction& tx) { return shop::all_shops(tx); });
    for (const auto id : shops)
        if (const auto scope = shop::Scope::of(installation, id, {ActorKind::job, name, {"all"}}))
            work(*scope);
}

} // namespace

void register_schedules(jobs::Runner& runner, shop::Installation& installation) {
    runner.every("terms", Millis(60'000), [&installation](Instant) {
        for_each_shop(installation, "terms",
                      [](const shop::Scope& scope) { alerts::check_terms(scope); });
    });
    runner.every("profit", Millis(60'000), [&installation](Instant) {
        for_each_shop(installation, "profit",
                      [](const shop::Scope& scope) { profit::update_daily_totals(scope, 200); });
    });
    runner.every("payment_terms", Millis(3'600'000), [&installation](Instant) {
        for_each_shop(installation, "payment_terms", [](const shop::Scope& scope) {
            payments::remind(scope);
            returns::check_terms(scope);
            service::watch(scope);
            payments::watch_transfers(scope);
            shipping::watch_remittances(scope);
            alerts::send_daily_digests(scope);
            efactura::watch(scope);
        });
    });
    runner.every("pickup_points", Millis(86'400'000), [&installation](Instant) {
        for_each_shop(installation, "pickup_points", [](const shop::Scope& scope) {
            for (const auto& method : *pricing::delivery_methods(scope))
                if (method.active && method.formula.to_points)
                    // A courier that is down keeps the points of yesterday in use.
                    (void)shipping::sync_points(scope, method.courier);
        });
    });
    runner.every("statistics", std::chrono::hours(24),
                 [&installation](Instant) { db::refresh_statistics(installation.database); });
    runner.every("daily", Millis(3'600'000), [&installation](Instant now) {
        for_each_shop(installation, "daily", [](const shop::Scope& scope) {
            (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
                // Yesterday is sealed in the first hour of today.
                const Date yesterday = scope.today() + std::chrono::days(-1);
                audit::seal_day(tx, scope.id(), yesterday,
                                scope.shop->time_zone().start_of(scope.today()));
                webhooks::forget(tx, scope.id(), scope.now - std::chrono::hours(24 * 30));
                return true;
            });
            alerts::begin_nightly_check(scope);
        });
        (void)installation.database.write([&](db::Transaction& tx) -> Result<bool> {
            shop::forget_answers(tx, now - std::chrono::hours(48));
            staff::forget_sessions(tx, now);
            customers::forget_old_sessions(tx, now);
            bulk::forget_papers(tx, now - std::chrono::hours(24));
            orders::forget_watchers(tx, now - std::chrono::minutes(5));
            return true;
        });
    });
}

} // namespace taraba::program
