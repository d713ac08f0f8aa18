#include "shop/alerts/alert.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "jobs/jobs.hpp"
#include "shop/alerts/subscriptions.hpp"
#include "shop/audit/audit.hpp"
#include "texts/alerts.hpp"

namespace taraba::alerts {

namespace {

const db::Table<Alert>& notice_table() {
    static const db::Table<Alert> alerts("alerts");
    return alerts;
}

constexpr db::Sql raise_sql{"alerts.raise", R"sql(
    INSERT INTO alerts (shop_id, id, kind, subject, audience, details, order_id, escalate_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql resolve_sql{"alerts.resolve", R"sql(
    UPDATE alerts SET resolved_at = $4, escalate_at = NULL
     WHERE shop_id = $1 AND subject = $2 AND kind = $3 AND resolved_at IS NULL
)sql"};

constexpr db::Sql resolve_all_sql{"alerts.resolve_all", R"sql(
    UPDATE alerts SET resolved_at = $3, escalate_at = NULL
     WHERE shop_id = $1 AND kind = $2 AND resolved_at IS NULL
)sql"};

constexpr db::Sql set_sql{"alerts.set", R"sql(
    UPDATE alerts SET assigned_to = $3, snoozed_until = $4, dismissed_at = $5, escalate_at = $6
     WHERE shop_id = $1 AND id = $2
)sql"};

constexpr db::Sql escalate_sql{"alerts.escalate", R"sql(
    UPDATE alerts SET audience = 'administrators', escalate_at = NULL, snoozed_until = NULL
     WHERE shop_id = $1 AND id = $2
)sql"};

/// The open alert, changed and stored, with the change on record.
Result<Alert> handle(db::Transaction& tx, const shop::Scope& scope, AlertId id,
                     const audit::Change& change, const std::string& reason,
                     const std::function<Result<void>(Alert&)>& work) {
    auto alert = notice_table().find(tx, scope.id(), id.value);
    const bool hidden = alert && alert->audience == Audience::administrators &&
                        !scope.principal.may("settings.edit");
    if (!alert || alert->resolved_at || alert->dismissed_at || hidden)
        return refuse(RefusalKind::not_found, "not_found", "There is no such open alert.");
    MUST(work(*alert));
    tx.change(set_sql, {scope.id(), id, alert->assigned_to, alert->snoozed_until,
                        alert->dismissed_at, alert->escalate_at});
    audit::append(tx, scope, {alert->subject, "alert_" + change.field, {change}, reason});
    return std::move(*alert);
}

} // namespace

void tell_administrators(db::Transaction& tx, const shop::Scope& scope, const std::string& about,
                         const std::string& title, const std::string& text) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "tell_administrators",
                  {{"subject", title}, {"text", text}}, about, scope.now);
}

bool raise(db::Transaction& tx, const shop::Scope& scope, const Alert& alert) {
    const bool fresh = tx.change(raise_sql, {scope.id(), scope.new_id<AlertId>(), alert.kind,
                                             alert.subject, name_of(alert.audience), alert.details,
                                             alert.order_id, alert.escalate_at}) == 1;
    if (fresh) notify_subscribers(tx, scope, alert);
    return fresh;
}

void resolve(db::Transaction& tx, const shop::Scope& scope, const std::string& subject,
             const std::string& kind) {
    tx.change(resolve_sql, {scope.id(), subject, kind, scope.now});
}

void resolve_all(db::Transaction& tx, const shop::Scope& scope, const std::string& kind) {
    tx.change(resolve_all_sql, {scope.id(), kind, scope.now});
}

std::vector<Alert> open_alerts(db::Transaction& tx, const shop::Scope& scope,
                               const AlertFilter& filter, std::int64_t before, std::int64_t limit) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM alerts WHERE shop_id = $1 AND resolved_at IS NULL AND dismissed_at IS NULL AND "
        "(audience = 'operators' OR $2 = 1) AND "
        "(snoozed_until IS NULL OR snoozed_until <= $3 OR $4 = 1) AND "
        "($5 = '' OR assigned_to = $5) AND id < $6 ORDER BY id DESC LIMIT $7";
    return tx.list<Alert>({"alerts.open", sql},
                          {scope.id(), filter.administrator, scope.now, filter.snoozed,
                           filter.assigned_to, before, limit});
}

std::vector<Alert> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM alerts WHERE shop_id = $1 AND order_id = $2 AND resolved_at IS NULL ORDER BY id";
    return tx.list<Alert>({"alerts.of_order", sql}, {shop, id});
}

std::vector<Alert> of_kind(db::Transaction& tx, ShopId shop, const std::string& kind) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM alerts WHERE shop_id = $1 AND kind = $2 AND resolved_at IS NULL ORDER BY id";
    return tx.list<Alert>({"alerts.of_kind", sql}, {shop, kind});
}

Result<Alert> assign(db::Transaction& tx, const shop::Scope& scope, AlertId id,
                     const std::string& to) {
    return handle(tx, scope, id, {"assigned", "", to}, "", [&](Alert& alert) -> Result<void> {
        alert.assigned_to = to;
        return {};
    });
}

Result<Alert> snooze(db::Transaction& tx, const shop::Scope& scope, AlertId id, Instant until) {
    const audit::Change change{"snoozed", "", to_rfc3339(until)};
    return handle(tx, scope, id, change, "", [&](Alert& alert) -> Result<void> {
        if (until <= scope.now || until > scope.now + std::chrono::hours(24 * 366))
            return invalid_field("until",
                                 "An alert is put aside until a later time within a year.");
        alert.snoozed_until = until;
        return {};
    });
}

Result<Alert> dismiss(db::Transaction& tx, const shop::Scope& scope, AlertId id,
                      const std::string& reason) {
    return handle(tx, scope, id, {"dismissed", "", ""}, reason, [&](Alert& alert) -> Result<void> {
        if (trimmed(reason).empty())
            return invalid_field("reason", "Dismissing an alert needs a reason.");
        alert.dismissed_at = scope.now;
        alert.escalate_at = {};
        return {};
    });
}

void escalate(const shop::Scope& scope) {
    static const std::string due_sql =
        "SELECT " + notice_table().columns() +
        " FROM alerts WHERE shop_id = $1 AND escalate_at <= $2 ORDER BY escalate_at LIMIT 100";
    bool escalated = false;
    for (bool more = true; more;) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
            const auto due =
                tx.list<Alert>({"alerts.to_escalate", due_sql}, {scope.id(), scope.now});
            for (const auto& alert : due) {
                tx.change(escalate_sql, {scope.id(), alert.id});
                audit::append(tx, scope, {alert.subject, "alert_escalated"});
                tell_administrators(
                    tx, scope, alert.subject, alert.details,
                    std::string(texts::alerts::alert::nobody_in_time(scope.shop->language)));
            }
            escalated = escalated || !due.empty();
            return due.size() == 100;
        });
        more = done && *done;
    }
    if (escalated) scope.announce("notice", "");
}

Result<void> hold_loss(const shop::Scope& scope, OrderId id) {
    const auto held = scope.write([&](db::Transaction& tx) -> Result<bool> {
        TRY(order, orders::hold(tx, scope, id));
        // Kept and mailed, so in the language of the shop and not of who pressed the button.
        const std::string& language = scope.shop->language;
        const std::string why =
            texts::alerts::alert::would_lose(language, to_people(-order.net_profit, language));
        const std::string subject = shop::order_subject(id);
        resolve(tx, scope, subject, "may_lose");
        if (raise(tx, scope,
                  {{},
                   "order_at_loss",
                   subject,
                   Audience::administrators,
                   "#" + std::to_string(order.number) + ": " + why,
                   id,
                   {}}))
            tell_administrators(tx, scope, subject, "#" + std::to_string(order.number), why);
        return true;
    });
    if (!held) return Failure(held.error());
    scope.announce("notice", shop::order_subject(id));
    return {};
}

} // namespace taraba::alerts
