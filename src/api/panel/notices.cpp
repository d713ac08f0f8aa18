#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/notices/notice.hpp"

namespace taraba::api::panel {

using notices::Notice;

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

} // namespace

void add_notices(Api& api) {
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
}

} // namespace taraba::api::panel
