#include "shop/crud.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/messages/sms.hpp"
#include "shop/notices/telling.hpp"
#include "shop/notices/watch.hpp"

#include <algorithm>

namespace taraba::desk {

using notices::Listening;
using notices::Notice;
using notices::WatchRule;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct NoticeQuery {
    std::optional<bool> snoozed; ///< those put aside as well
    std::optional<bool> mine;    ///< only those that the caller has taken on
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit; ///< 200 when not given
};
BOOST_DESCRIBE_STRUCT(NoticeQuery, (), (snoozed, mine, cursor, limit))

struct Assign {
    std::string to; ///< a person's name; empty: nobody
};
BOOST_DESCRIBE_STRUCT(Assign, (), (to))

struct Snooze {
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(Snooze, (), (until))

struct Dismiss {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Dismiss, (), (reason))

struct Jobs {
    std::vector<JobView> items;
};
BOOST_DESCRIBE_STRUCT(Jobs, (), (items))

/// A route that does something with one open alert.
template <class Body, class Work>
void handle(Api& api, const std::string& action, const std::string& summary, Work work) {
    api.post<Body, Notice>("/api/v1/notices/{id}/" + action, {summary, "notices", "orders.edit"},
                           [work](const Scope& scope, const In<Body>& in) -> Result<Notice> {
                               TRY(id, in.template id<NoticeId>());
                               auto done = scope.write([&](db::Transaction& tx) {
                                   return work(tx, scope, id, in.body);
                               });
                               if (done) scope.announce("notice", done->subject);
                               return done;
                           });
}

void add_rule_routes(Api& api) {
    shop::add_crud<WatchRule>(
        api, {"/api/v1/watch-rules", "watch rules", "watch rule", "settings.read", "settings.edit",
              [](db::Transaction&, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return shop::cut(*notices::written_rules(scope), before, limit);
              },
              [](db::Transaction&, const Scope& scope, std::int64_t id) {
                  const auto rules = notices::written_rules(scope);
                  const auto found = std::ranges::find(*rules, RuleId{id}, &WatchRule::id);
                  return found == rules->end() ? std::nullopt : std::optional(*found);
              },
              [](db::Transaction& tx, const Scope& scope, WatchRule rule, bool fresh) {
                  return notices::save(tx, scope, std::move(rule), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return notices::remove(tx, scope, RuleId{id});
              }});
    api.create<WatchRule, notices::Tried>(
        "/api/v1/watch-rules/try",
        {"What a rule would have raised, from the records of the last 90 days", "watch rules",
         "settings.read"},
        [](const Scope& scope, const In<>& in) -> Result<notices::Tried> {
            WatchRule rule;
            MUST(overlay_json(in.raw, shape_of<WatchRule>(), &rule));
            return notices::try_on_history(scope, rule, scope.now - std::chrono::hours(24 * 90));
        });
}

Result<StaffId> person_of(const Scope& scope) {
    if (scope.principal.kind == ActorKind::operator_ && scope.principal.id != 0)
        return StaffId{scope.principal.id};
    return refuse(RefusalKind::conflict, "no_person", "Only people of the shop listen to alerts.");
}

void add_listening_routes(Api& api) {
    api.get<Nothing, Listening>(
        "/api/v1/me/alerts", {"How one hears of alerts", "notices", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Listening> {
            TRY(person, person_of(scope));
            return scope.read([&](db::Transaction& tx) -> Result<Listening> {
                return notices::listening_of(tx, scope.id(), person);
            });
        });
    api.post<Listening, Listening>(
        "/api/v1/me/alerts", {"Choose how one hears of alerts", "notices", "orders.read"},
        [](const Scope& scope, const In<Listening>& in) -> Result<Listening> {
            TRY(person, person_of(scope));
            if (!in.body.phone.empty() && !messages::mobile_number(in.body.phone))
                return invalid_field("phone", "This is no mobile number.");
            return scope.write([&](db::Transaction& tx) -> Result<Listening> {
                notices::listen(tx, scope, person, in.body);
                return in.body;
            });
        });
}

} // namespace

void add_notice_routes(Api& api) {
    add_listening_routes(api);
    add_rule_routes(api);
    handle<Assign>(api, "assign", "Give an alert to a person, or back to everybody",
                   [](db::Transaction& tx, const Scope& scope, NoticeId id, const Assign& body) {
                       return notices::assign(tx, scope, id, body.to);
                   });
    handle<Snooze>(api, "snooze", "Put an alert aside until later",
                   [](db::Transaction& tx, const Scope& scope, NoticeId id, const Snooze& body) {
                       return notices::snooze(tx, scope, id, body.until);
                   });
    handle<Dismiss>(api, "dismiss", "Put an alert away for good, with a reason",
                    [](db::Transaction& tx, const Scope& scope, NoticeId id, const Dismiss& body) {
                        return notices::dismiss(tx, scope, id, body.reason);
                    });
    api.get<NoticeQuery, shop::Page<Notice>>(
        "/api/v1/notices", {"Open alerts, newest first", "notices", "orders.read"},
        [](const Scope& scope, const In<Nothing, NoticeQuery>& in) -> Result<shop::Page<Notice>> {
            TRY(before, shop::cursor_id(in.query.cursor));
            TRY(limit, shop::list_limit(in.query.limit.value_or(200)));
            notices::NoticeFilter filter;
            filter.administrator = scope.principal.may("settings.edit");
            filter.snoozed = in.query.snoozed.value_or(false);
            if (in.query.mine.value_or(false)) filter.assigned_to = scope.principal.name;
            return scope.read([&](db::Transaction& tx) -> Result<shop::Page<Notice>> {
                return shop::page_of(notices::open_notices(tx, scope, filter, before, limit + 1),
                                     static_cast<std::size_t>(limit),
                                     [](const Notice& each) { return each.id.value; });
            });
        });
    api.get<Nothing, Jobs>("/api/v1/jobs", {"Jobs that failed for good", "notices", "orders.read"},
                           [](const Scope& scope, const In<>&) -> Result<Jobs> {
                               return scope.read([&](db::Transaction& tx) -> Result<Jobs> {
                                   Jobs failed;
                                   for (const auto& job : jobs::dead_jobs(tx, scope.id()))
                                       failed.items.push_back({job.id, job.kind, job.state,
                                                               job.attempts, job.last_error,
                                                               job.subject, job.run_at});
                                   return failed;
                               });
                           });
    api.post<Nothing, Nothing>(
        "/api/v1/jobs/{id}/retry", {"Try a failed job again", "notices", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<void> {
            TRY(id, in.id<JobId>());
            const auto revived = scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(jobs::retry_dead(tx, scope.id(), id, scope.now));
                return true;
            });
            if (!revived) return Failure(revived.error());
            return {};
        },
        204);
}

} // namespace taraba::desk
