#include "shop/notices/notice.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "jobs/jobs.hpp"
#include "shop/audit/audit.hpp"
#include "shop/notices/telling.hpp"

namespace taraba::notices {

namespace {

const db::Table<Notice>& notice_table() {
    static const db::Table<Notice> notices("notices");
    return notices;
}

constexpr db::Sql raise_sql{"notices.raise", R"sql(
    INSERT INTO notices (shop_id, id, kind, subject, audience, details, order_id, escalate_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql resolve_sql{"notices.resolve", R"sql(
    UPDATE notices SET resolved_at = $4, escalate_at = NULL
     WHERE shop_id = $1 AND subject = $2 AND kind = $3 AND resolved_at IS NULL
)sql"};

constexpr db::Sql resolve_all_sql{"notices.resolve_all", R"sql(
    UPDATE notices SET resolved_at = $3, escalate_at = NULL
     WHERE shop_id = $1 AND kind = $2 AND resolved_at IS NULL
)sql"};

constexpr db::Sql set_sql{"notices.set", R"sql(
    UPDATE notices SET assigned_to = $3, snoozed_until = $4, dismissed_at = $5, escalate_at = $6
     WHERE shop_id = $1 AND id = $2
)sql"};

constexpr db::Sql escalate_sql{"notices.escalate", R"sql(
    UPDATE notices SET audience = 'administrators', escalate_at = NULL, snoozed_until = NULL
     WHERE shop_id = $1 AND id = $2
)sql"};

/// The open notice, changed and stored, with the change on record.
Result<Notice> handle(db::Transaction& tx, const shop::Scope& scope, NoticeId id,
                      const audit::Change& change, const std::string& reason,
                      const std::function<Result<void>(Notice&)>& work) {
    auto notice = notice_table().find(tx, scope.id(), id.value);
    const bool hidden = notice && notice->audience == Audience::administrators &&
                        !scope.principal.may("settings.edit");
    if (!notice || notice->resolved_at || notice->dismissed_at || hidden)
        return refuse(RefusalKind::not_found, "not_found", "There is no such open alert.");
    MUST(work(*notice));
    tx.change(set_sql, {scope.id(), id, notice->assigned_to, notice->snoozed_until,
                        notice->dismissed_at, notice->escalate_at});
    audit::append(tx, scope, {notice->subject, "alert_" + change.field, {change}, reason});
    return std::move(*notice);
}

} // namespace

void tell_administrators(db::Transaction& tx, const shop::Scope& scope, const std::string& about,
                         const std::string& title, const std::string& text) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "tell_administrators",
                  {{"subject", title}, {"text", text}}, about, scope.now);
}

bool raise(db::Transaction& tx, const shop::Scope& scope, const Notice& notice) {
    const bool fresh =
        tx.change(raise_sql, {scope.id(), scope.new_id<NoticeId>(), notice.kind, notice.subject,
                              name_of(notice.audience), notice.details, notice.order_id,
                              notice.escalate_at}) == 1;
    if (fresh) tell_listeners(tx, scope, notice);
    return fresh;
}

void resolve(db::Transaction& tx, const shop::Scope& scope, const std::string& subject,
             const std::string& kind) {
    tx.change(resolve_sql, {scope.id(), subject, kind, scope.now});
}

void resolve_all(db::Transaction& tx, const shop::Scope& scope, const std::string& kind) {
    tx.change(resolve_all_sql, {scope.id(), kind, scope.now});
}

std::vector<Notice> open_notices(db::Transaction& tx, const shop::Scope& scope,
                                 const NoticeFilter& filter, std::int64_t before,
                                 std::int64_t limit) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM notices WHERE shop_id = $1 AND resolved_at IS NULL AND dismissed_at IS NULL AND "
        "(audience = 'operators' OR $2 = 1) AND "
        "(snoozed_until IS NULL OR snoozed_until <= $3 OR $4 = 1) AND "
        "($5 = '' OR assigned_to = $5) AND id < $6 ORDER BY id DESC LIMIT $7";
    return tx.list<Notice>({"notices.open", sql},
                           {scope.id(), filter.administrator, scope.now, filter.snoozed,
                            filter.assigned_to, before, limit});
}

std::vector<Notice> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM notices WHERE shop_id = $1 AND order_id = $2 AND resolved_at IS NULL ORDER BY id";
    return tx.list<Notice>({"notices.of_order", sql}, {shop, id});
}

std::vector<Notice> of_kind(db::Transaction& tx, ShopId shop, const std::string& kind) {
    static const std::string sql =
        "SELECT " + notice_table().columns() +
        " FROM notices WHERE shop_id = $1 AND kind = $2 AND resolved_at IS NULL ORDER BY id";
    return tx.list<Notice>({"notices.of_kind", sql}, {shop, kind});
}

Result<Notice> assign(db::Transaction& tx, const shop::Scope& scope, NoticeId id,
                      const std::string& to) {
    return handle(tx, scope, id, {"assigned", "", to}, "", [&](Notice& notice) -> Result<void> {
        notice.assigned_to = to;
        return {};
    });
}

Result<Notice> snooze(db::Transaction& tx, const shop::Scope& scope, NoticeId id, Instant until) {
    const audit::Change change{"snoozed", "", to_rfc3339(until)};
    return handle(tx, scope, id, change, "", [&](Notice& notice) -> Result<void> {
        if (until <= scope.now || until > scope.now + std::chrono::hours(24 * 366))
            return invalid_field("until",
                                 "An alert is put aside until a later time within a year.");
        notice.snoozed_until = until;
        return {};
    });
}

Result<Notice> dismiss(db::Transaction& tx, const shop::Scope& scope, NoticeId id,
                       const std::string& reason) {
    return handle(tx, scope, id, {"dismissed", "", ""}, reason,
                  [&](Notice& notice) -> Result<void> {
                      if (trimmed(reason).empty())
                          return invalid_field("reason", "Dismissing an alert needs a reason.");
                      notice.dismissed_at = scope.now;
                      notice.escalate_at = {};
                      return {};
                  });
}

void escalate(const shop::Scope& scope) {
    static const std::string due_sql =
        "SELECT " + notice_table().columns() +
        " FROM notices WHERE shop_id = $1 AND escalate_at <= $2 ORDER BY escalate_at LIMIT 100";
    bool escalated = false;
    for (bool more = true; more;) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
            const auto due =
                tx.list<Notice>({"notices.to_escalate", due_sql}, {scope.id(), scope.now});
            for (const auto& notice : due) {
                tx.change(escalate_sql, {scope.id(), notice.id});
                audit::append(tx, scope, {notice.subject, "alert_escalated"});
                tell_administrators(tx, scope, notice.subject, notice.details,
                                    scope.shop->language == "en"
                                        ? "Nobody has dealt with this alert in time."
                                        : "Nimeni nu a rezolvat alerta la timp.");
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
        const bool english = scope.shop->language == "en";
        const std::string why = (english ? "would lose " : "ar ieși în pierdere cu ") +
                                to_people(-order.net_profit, scope.shop->language);
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

} // namespace taraba::notices
