#include "shop/payments/transfer.hpp"

#include "base/text.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/pricing/payment_method.hpp"
#include "texts/payments.hpp"

namespace taraba::payments {

namespace {

using statuses::Axis;
using statuses::Stage;

constexpr db::Sql remember_sql{"payments.remember_reminder", R"sql(
    INSERT INTO payment_reminders (shop_id, order_id, kind, sent_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql reminded_sql{"payments.reminded", R"sql(
    SELECT sent_at FROM payment_reminders WHERE shop_id = $1 AND order_id = $2 AND kind = 'due'
)sql"};

/// True the first time that it is asked about an order.
bool first_time(db::Transaction& tx, const shop::Scope& scope, OrderId id, const char* kind) {
    return tx.change(remember_sql, {scope.id(), id, kind, scope.now}) == 1;
}

orders::OrderFilter waiting_for_transfer(const shop::Scope& scope) {
    orders::OrderFilter filter;
    for (const auto& status : statuses::of(scope)->all())
        if (status.axis == Axis::payment &&
            (status.stage == Stage::pending || status.stage == Stage::none))
            filter.payment_status.push_back(status.code);
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.kind == pricing::PaymentKind::bank_transfer)
            filter.payment_method.push_back(method.code);
    // What is older was reminded and alerted long ago.
    filter.placed_from = to_text(scope.today() + std::chrono::days(-90));
    filter.limit = 200;
    return filter;
}

/// Whether anything may have to be done today; most orders have had it all, or have time.
bool has_work(const shop::Scope& scope, const orders::Order& order) {
    const auto& settings = scope.shop->settings;
    const Date due = transfer_due(scope, order);
    if (scope.today() < due + std::chrono::days(-settings.transfer_remind_days)) return false;
    if (scope.today() < due || settings.transfer_cancel_days > 0) return true;
    return scope.read([&](db::Transaction& tx) {
        return !tx.number(reminded_sql, {scope.id(), order.id});
    });
}

Result<void> watch(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    TRY(order, orders::must_find(tx, scope, id));
    const auto now = orders::standing(scope, order);
    const bool closed = now.order.stage == Stage::cancelled || now.order.stage == Stage::completed;
    if (closed || orders::still_due(scope, order).minor == 0) return {};
    const auto& settings = scope.shop->settings;
    const Date today = scope.today(), due = transfer_due(scope, order);
    const Date ahead = due + std::chrono::days(-settings.transfer_remind_days);
    const bool remind = settings.transfer_remind_days > 0;
    const auto& workflow = *scope.installation.workflow;
    if (remind && ahead <= today && today < due && first_time(tx, scope, id, "before"))
        workflow.send_message(tx, scope, order, "payment_reminder");
    if (today < due) return {};
    if (first_time(tx, scope, id, "due")) {
        if (remind) workflow.send_message(tx, scope, order, "payment_reminder");
        workflow.alert(tx, scope, order, "payment_due",
                       texts::payments::transfer::term(scope.shop->language,
                                                       std::to_string(order.number),
                                                       to_people(due, scope.shop->language)));
    }
    if (settings.transfer_cancel_days == 0 || order.paid.minor > 0) return {};
    const Date last =
        shop::add_working_days(*scope.shop, due, static_cast<int>(settings.transfer_cancel_days));
    if (last < today && order.stock == orders::StockState::reserved)
        MUST(orders::cancel(
            tx, scope, id, std::string(texts::payments::transfer::not_paid(scope.shop->language))));
    return {};
}

} // namespace

Date transfer_due(const shop::Scope& scope, const orders::Order& order) {
    return shop::add_working_days(*scope.shop, scope.shop->time_zone().day_of(order.placed_at),
                                  static_cast<int>(scope.shop->settings.payment_days));
}

void watch_transfers(const shop::Scope& scope) {
    auto filter = waiting_for_transfer(scope);
    if (filter.payment_method.empty() || filter.payment_status.empty()) return;
    for (bool more = true; more;) {
        const auto found =
            scope.read([&](db::Transaction& tx) { return orders::search(tx, scope, filter); });
        if (!found) return;
        for (const auto& order : found->orders)
            if (has_work(scope, order))
                (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
                    MUST(watch(tx, scope, order.id));
                    return true;
                });
        more = found->cursor.has_value();
        if (more) filter.cursor = std::to_string(*found->cursor);
    }
}

std::string transfer_qr(const shop::Seller& seller, Money amount, const std::string& reference) {
    if (seller.iban.empty()) return "";
    return "BCD\n002\n1\nSCT\n\n" + shortened(seller.name, 70) + "\n" + seller.iban + "\n" +
           std::string(amount.currency.code()) + to_decimal(amount) + "\n\n\n" +
           shortened(reference, 140);
}

} // namespace taraba::payments
