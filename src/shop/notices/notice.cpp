#include "shop/notices/notice.hpp"

#include "db/table.hpp"
#include "jobs/jobs.hpp"
#include "shop/orders/order_list.hpp"

namespace taraba::notices {

namespace {

const db::Table<Notice>& table() {
    static const db::Table<Notice> notices("notices");
    return notices;
}

constexpr db::Sql raise_sql{"notices.raise", R"sql(
    INSERT INTO notices (shop_id, id, kind, subject, audience, details, order_id, resolved_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql resolve_sql{"notices.resolve", R"sql(
    UPDATE notices SET resolved_at = $4
     WHERE shop_id = $1 AND subject = $2 AND kind = $3 AND resolved_at IS NULL
)sql"};

} // namespace

bool raise(db::Transaction& tx, const shop::Scope& scope, const Notice& notice) {
    return tx.change(raise_sql, {scope.id(), scope.new_id<NoticeId>(), notice.kind, notice.subject,
                                 name_of(notice.audience), notice.details, notice.order_id}) == 1;
}

void resolve(db::Transaction& tx, const shop::Scope& scope, const std::string& subject,
             const std::string& kind) {
    tx.change(resolve_sql, {scope.id(), subject, kind, scope.now});
}

std::vector<Notice> open_notices(db::Transaction& tx, ShopId shop, bool administrator) {
    static const std::string sql = "SELECT " + table().columns() +
                                   " FROM notices WHERE shop_id = $1 AND resolved_at IS NULL AND "
                                   "(audience = 'operators' OR $2 = 1) ORDER BY id DESC LIMIT 200";
    return tx.list<Notice>({"notices.open", sql}, {shop, administrator});
}

std::vector<Notice> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + table().columns() +
        " FROM notices WHERE shop_id = $1 AND order_id = $2 AND resolved_at IS NULL ORDER BY id";
    return tx.list<Notice>({"notices.of_order", sql}, {shop, id});
}

Result<void> hold_loss(const shop::Scope& scope, OrderId id) {
    const auto held = scope.write([&](db::Transaction& tx) -> Result<bool> {
        TRY(order, orders::hold(tx, scope, id));
        // Kept and mailed, so in the language of the shop and not of who pressed the button.
        const bool english = scope.shop->language == "en";
        const std::string why = (english ? "would lose " : "ar ieși în pierdere cu ") +
                                to_people(-order.net_profit, scope.shop->language);
        const std::string subject = shop::order_subject(id);
        if (raise(tx, scope,
                  {{},
                   "order_at_loss",
                   subject,
                   Audience::administrators,
                   "#" + std::to_string(order.number) + ": " + why,
                   id,
                   {}}))
            jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "tell_administrators",
                          {{"subject", "#" + std::to_string(order.number)}, {"text", why}}, subject,
                          scope.now);
        return true;
    });
    if (!held) return Failure(held.error());
    scope.announce("notice", shop::order_subject(id));
    return {};
}

void check_terms(const shop::Scope& scope) {
    for (const auto& status : statuses::of(scope)->all()) {
        if (status.alert_hours == 0) continue;
        const Instant late = scope.now - std::chrono::hours(status.alert_hours);
        orders::OrderFilter filter;
        (status.axis == statuses::Axis::order     ? filter.order_status
         : status.axis == statuses::Axis::payment ? filter.payment_status
                                                  : filter.delivery_status) = {status.code};
        filter.placed_to = to_rfc3339(late);
        filter.limit = 200;
        (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
            TRY(found, orders::search(tx, scope, filter));
            for (const auto& order : found.orders) {
                const auto now = orders::standing(scope, order);
                const bool closed = now.order.stage == statuses::Stage::cancelled ||
                                    now.order.stage == statuses::Stage::completed;
                if (closed || order.status_since > late) continue;
                raise(tx, scope,
                      {{},
                       "term_passed",
                       shop::order_subject(order.id),
                       Audience::operators,
                       "#" + std::to_string(order.number) + ": " + status.name,
                       order.id,
                       {}});
            }
            return true;
        });
    }
}

} // namespace taraba::notices
