#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/alert.hpp"

namespace taraba::api::panel {

using alerts::Alert;

namespace {

struct AlertQuery {
    std::optional<bool> snoozed; ///< those put aside as well
    std::optional<bool> mine;    ///< only those that the caller has taken on
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit; ///< 200 when not given
};
BOOST_DESCRIBE_STRUCT(AlertQuery, (), (snoozed, mine, cursor, limit))

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

/// A route that does something with one open alert.
template <class Body, class Work>
void handle(Api& api, const std::string& action, const std::string& summary, Work work) {
    api.post<Body, Alert>("/api/v1/notices/{id}/" + action, {summary, "notices", "orders.edit"},
                          [work](const Scope& scope, const In<Body>& in) -> Result<Alert> {
                              TRY(id, in.template id<AlertId>());
                              auto done = scope.write([&](db::Transaction& tx) {
                                  return work(tx, scope, id, in.body);
                              });
                              if (done) scope.announce("notice", done->subject);
                              return done;
                          });
}

} // namespace

void add_notices(Api& api) {
    handle<Assign>(api, "assign", "Give an alert to a person, or back to everybody",
                   [](db::Transaction& tx, const Scope& scope, AlertId id, const Assign& body) {
                       return alerts::assign(tx, scope, id, body.to);
                   });
    handle<Snooze>(api, "snooze", "Put an alert aside until later",
                   [](db::Transaction& tx, const Scope& scope, AlertId id, const Snooze& body) {
                       return alerts::snooze(tx, scope, id, body.until);
                   });
    handle<Dismiss>(api, "dismiss", "Put an alert away for good, with a reason",
                    [](db::Transaction& tx, const Scope& scope, AlertId id, const Dismiss& body) {
                        return alerts::dismiss(tx, scope, id, body.reason);
                    });
    api.get<AlertQuery, shop::Page<Alert>>(
        "/api/v1/notices", {"Open alerts, newest first", "notices", "orders.read"},
        [](const Scope& scope, const In<Nothing, AlertQuery>& in) -> Result<shop::Page<Alert>> {
            TRY(before, shop::cursor_id(in.query.cursor));
            TRY(limit, shop::list_limit(in.query.limit.value_or(200)));
            alerts::AlertFilter filter;
            filter.administrator = scope.principal.may("settings.edit");
            filter.snoozed = in.query.snoozed.value_or(false);
            if (in.query.mine.value_or(false)) filter.assigned_to = scope.principal.name;
            return scope.read([&](db::Transaction& tx) -> Result<shop::Page<Alert>> {
                return shop::page_of(alerts::open_alerts(tx, scope, filter, before, limit + 1),
                                     static_cast<std::size_t>(limit),
                                     [](const Alert& each) { return each.id.value; });
            });
        });
}

} // namespace taraba::api::panel
