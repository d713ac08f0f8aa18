#include "shop/desk/routes.hpp"

#include "base/log.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/account.hpp"
#include "shop/customers/register.hpp"
#include "shop/desk/bulk.hpp"
#include "shop/documents/document.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/messages/message.hpp"
#include "shop/notices/telling.hpp"
#include "shop/notices/trail_check.hpp"
#include "shop/notices/watch.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/transfer.hpp"
#include "shop/profit/fold.hpp"
#include "shop/profit/profit.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/case.hpp"
#include "shop/shipping/pickup_points.hpp"
#include "shop/shipping/remittance.hpp"
#include "shop/shipping/shipment.hpp"
#include "shop/staff/staff.hpp"
#include "shop/webhooks/webhook.hpp"

namespace taraba::desk {

namespace {

constexpr db::Sql forget_keys_sql{"idempotency.forget",
                                  "DELETE FROM idempotency_keys WHERE created_at < $1"};
constexpr db::Sql forget_sessions_sql{"staff.forget_sessions",
                                      "DELETE FROM sessions WHERE expires_at < $1"};

constexpr db::Sql forget_watchers_sql{"desk.forget_watchers",
                                      "DELETE FROM order_watchers WHERE seen_at < $1"};

std::optional<std::string> paper_of(const shop::Scope& scope, OrderId id,
                                    messages::AttachedPaper paper) {
    const auto wanted = paper == messages::AttachedPaper::invoice
                            ? invoicing::InvoiceKind::invoice
                            : invoicing::InvoiceKind::proforma;
    std::optional<std::string> pdf;
    for (const auto& invoice :
         scope.read([&](db::Transaction& tx) { return invoicing::of_order(tx, scope.id(), id); }))
        if (invoice.kind == wanted) pdf = documents::invoice_pdf(scope, invoice.content);
    return pdf;
}

void for_each_shop(shop::Installation& house, const char* name,
                   const std::function<void(const shop::Scope&)>& work) {
    const auto shops = house.database.read([](db::Transaction& tx) { return shop::all_shops(tx); });
    for (const auto id : shops)
        if (const auto scope = shop::Scope::of(house, id, {ActorKind::job, name, {"all"}}))
            work(*scope);
}

} // namespace

Result<shop::Scope> authenticate(shop::Installation& house, const http::Request& request) {
    TRY(scope, staff::authenticate(house, request));
    if (scope.principal.kind != ActorKind::buyer) return scope;
    return customers::with_account(std::move(scope), request);
}

void add_routes(http::Router& router, shop::Installation& house, shop::Api& api) {
    add_session_routes(router, house);
    add_checkout_routes(api);
    add_order_routes(api);
    add_list_routes(api);
    add_paper_routes(api);
    add_print_routes(api);
    add_efactura_routes(api);
    add_book_routes(api);
    add_receipt_routes(api);
    add_shipment_routes(api);
    add_courier_routes(api);
    add_payment_routes(api);
    add_processor_routes(api);
    add_credit_routes(api);
    add_bank_routes(api);
    add_catalog_routes(api);
    add_customer_routes(api);
    add_account_session_routes(router, house);
    add_account_routes(api);
    add_dashboard_routes(api);
    add_profit_routes(api);
    add_settings_routes(api);
    add_delivery_routes(api);
    add_road_routes(api);
    add_return_routes(api);
    add_service_routes(api);
    add_replacement_routes(api);
    add_unsubscribe_routes(api);
    add_set_up_routes(api);
    add_shop_routes(api);
    add_staff_routes(api);
    add_notice_routes(api);
    add_activity_routes(api);
    add_message_routes(api);
    add_system_routes(router, house);
}

orders::Workflow make_workflow() {
    orders::Workflow workflow;
    payments::register_steps(workflow);
    payments::register_credit_steps(workflow);
    shipping::register_steps(workflow);
    invoicing::register_steps(workflow);
    profit::register_steps(workflow);
    returns::register_steps(workflow);
    service::register_steps(workflow);
    notices::register_steps(workflow);
    efactura::register_steps(workflow);
    workflow.alert = [](db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                        const std::string& kind, const std::string& details) {
        const std::string subject = shop::order_subject(order.id);
        if (details.empty())
            notices::resolve(tx, scope, subject, kind);
        else
            notices::raise(
                tx, scope,
                {{}, kind, subject, notices::Audience::operators, details, order.id, {}});
    };
    workflow.send_message = [](db::Transaction& tx, const shop::Scope& scope,
                               const orders::Order& order, const std::string& code) {
        messages::send_later(tx, scope, order.id, code);
    };
    workflow.confirm = [](db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                          const std::string& code) {
        messages::send_later(tx, scope, order.id, code, messages::AskedBy::person);
    };
    return workflow;
}

void register_jobs(jobs::Runner& runner, shop::Installation& house) {
    customers::register_jobs(runner, house);
    shipping::register_jobs(runner, house);
    efactura::register_jobs(runner, house);
    payments::register_jobs(runner, house);
    messages::register_jobs(runner, house, paper_of);
    register_bulk(runner, house);
    webhooks::register_jobs(runner, house);
    notices::register_trail_jobs(runner, house);
    house.on_event = webhooks::on_event;
    runner.every("terms", Millis(60'000), [&house](Instant) {
        for_each_shop(house, "terms", [](const shop::Scope& scope) { notices::look(scope); });
    });
    runner.every("profit", Millis(60'000), [&house](Instant) {
        for_each_shop(house, "profit", [](const shop::Scope& scope) { profit::fold(scope, 200); });
    });
    runner.every("payment_terms", Millis(3'600'000), [&house](Instant) {
        for_each_shop(house, "payment_terms", [](const shop::Scope& scope) {
            payments::remind(scope);
            returns::check_terms(scope);
            service::watch(scope);
            payments::watch_transfers(scope);
            shipping::watch_remittances(scope);
            notices::send_daily_lists(scope);
            efactura::watch(scope);
        });
    });
    runner.every("pickup_points", Millis(86'400'000), [&house](Instant) {
        for_each_shop(house, "pickup_points", [](const shop::Scope& scope) {
            for (const auto& method : *pricing::delivery_methods(scope))
                if (method.active && method.formula.to_points)
                    // A courier that is down keeps the points of yesterday in use.
                    (void)shipping::sync_points(scope, method.courier);
        });
    });
    runner.every("daily", Millis(3'600'000), [&house](Instant now) {
        for_each_shop(house, "daily", [](const shop::Scope& scope) {
            (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
                // Yesterday is sealed in the first hour of today.
                const Date yesterday = scope.today() + std::chrono::days(-1);
                audit::seal_day(tx, scope.id(), yesterday,
                                scope.shop->time_zone().start_of(scope.today()));
                webhooks::forget(tx, scope.id(), scope.now - std::chrono::hours(24 * 30));
                return true;
            });
            notices::begin_nightly_check(scope);
        });
        (void)house.database.write([&](db::Transaction& tx) -> Result<bool> {
            tx.change(forget_keys_sql, {now - std::chrono::hours(48)});
            tx.change(forget_sessions_sql, {now});
            customers::forget_old_sessions(tx, now);
            forget_papers(tx, now - std::chrono::hours(24));
            tx.change(forget_watchers_sql, {now - std::chrono::minutes(5)});
            return true;
        });
    });
}

} // namespace taraba::desk
