#include "shop/audit/audit.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/notices/notice.hpp"
#include "shop/orders/serials.hpp"
#include "shop/profit/loss.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct OrderPage {
    std::vector<OrderSummary> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OrderPage, (), (items, next_cursor))

struct ChangeStatus {
    std::string status; ///< id or code
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ChangeStatus, (), (status, reason))

/// A change of status to take back.
struct UndoStatus {
    std::string set;     ///< where the order is
    std::string back_to; ///< where it was
};
BOOST_DESCRIBE_STRUCT(UndoStatus, (), (set, back_to))

struct Tag {
    std::string tag;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (tag))

/// Who else has the order open.
struct Watcher {
    std::string name;
    Instant seen_at{};
};
BOOST_DESCRIBE_STRUCT(Watcher, (), (name, seen_at))

struct Watchers {
    std::vector<Watcher> items;
};
BOOST_DESCRIBE_STRUCT(Watchers, (), (items))

struct WithReason {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithReason, (), (reason))

struct ReceivePayment {
    Money amount;
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(ReceivePayment, (), (amount, reference))

struct EventPage {
    std::vector<audit::Event> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(EventPage, (), (items, next_cursor))

struct Counter {
    StatusId status_id;
    std::string code;
    std::int64_t count = 0; ///< up to 1000
};
BOOST_DESCRIBE_STRUCT(Counter, (), (status_id, code, count))

struct Counters {
    std::vector<Counter> items;
};
BOOST_DESCRIBE_STRUCT(Counters, (), (items))

Result<OrderView> shown(const Scope& scope, OrderId id) {
    return scope.read([&](db::Transaction& tx) { return view_of(tx, scope, id); });
}

/// The answer after a change: the order as it is now.
Result<OrderView> after(const Scope& scope, OrderId id, const Result<orders::Order>& changed) {
    if (!changed) return Failure(changed.error());
    scope.announce("order_changed", shop::order_subject(id));
    return shown(scope, id);
}

Result<OrderPage> list(const Scope& scope, const orders::OrderFilter& filter) {
    return scope.read([&](db::Transaction& tx) -> Result<OrderPage> {
        TRY(found, orders::search(tx, scope, filter));
        OrderPage page{summaries(tx, scope, found.orders), {}};
        if (found.cursor) page.next_cursor = std::to_string(*found.cursor);
        return page;
    });
}

Result<OrderView> change_status(const Scope& scope, OrderId id, const ChangeStatus& wanted) {
    const auto catalogue = statuses::of(scope);
    const auto* to = catalogue->find(wanted.status);
    const auto changed = scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
        TRY(order, orders::must_find(tx, scope, id));
        if (!to) return invalid_field("status", "There is no such status.");
        return orders::change_status(tx, scope, std::move(order), *to, wanted.reason.value_or(""));
    });
    if (!changed && changed.error().code == "order_at_loss") MUST(notices::hold_loss(scope, id));
    return after(scope, id, changed);
}

Result<OrderView> undo_status(const Scope& scope, OrderId id, const UndoStatus& wanted) {
    const auto catalogue = statuses::of(scope);
    const auto* set = catalogue->find(wanted.set);
    const auto* before = catalogue->find(wanted.back_to);
    return after(scope, id, scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
        MUST(orders::must_find(tx, scope, id));
        if (!set) return invalid_field("set", "There is no such status.");
        if (!before) return invalid_field("back_to", "There is no such status.");
        return orders::undo_status(tx, scope, id, *set, *before);
    }));
}

constexpr db::Sql watch_sql{"desk.watch", R"sql(
    INSERT INTO order_watchers (shop_id, order_id, name, seen_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (shop_id, order_id, name) DO UPDATE SET seen_at = $4
)sql"};

constexpr db::Sql watching_sql{"desk.watching", R"sql(
    SELECT 1 FROM order_watchers
     WHERE shop_id = $1 AND order_id = $2 AND name = $3 AND seen_at > $4
)sql"};

constexpr db::Sql watchers_sql{"desk.watchers", R"sql(
    SELECT name, seen_at FROM order_watchers
     WHERE shop_id = $1 AND order_id = $2 AND name <> $3 AND seen_at > $4 ORDER BY name
)sql"};

/// A page that is open says so every 20 s; who was silent for 45 s has gone.
Result<Watchers> watch(const Scope& scope, OrderId id) {
    const auto& me = scope.principal.name;
    const Instant gone = scope.now - std::chrono::seconds(45);
    bool arrives = false;
    const auto others = scope.write([&](db::Transaction& tx) -> Result<Watchers> {
        MUST(orders::must_find(tx, scope, id));
        arrives = !tx.number(watching_sql, {scope.id(), id, me, gone});
        Watchers watchers{tx.list<Watcher>(watchers_sql, {scope.id(), id, me, gone})};
        tx.change(watch_sql, {scope.id(), id, me, scope.now});
        return watchers;
    });
    // Who is there already hears at once of who arrives, and only then: they look again themselves.
    if (others && arrives && !others->items.empty())
        scope.announce("watchers", shop::order_subject(id));
    return others;
}

} // namespace

void add_order_routes(Api& api) {
    api.get<orders::OrderFilter, OrderPage>(
        "/api/v1/orders", {"Orders, newest first", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return list(scope, in.query);
        });
    api.get<Nothing, Counters>(
        "/api/v1/order-counters",
        {"Orders in each status, counted up to 1000", "orders", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Counters> {
            return scope.read([&](db::Transaction& tx) -> Result<Counters> {
                Counters counters;
                for (const auto& status : statuses::of(scope)->all()) {
                    orders::OrderFilter filter;
                    (status.axis == statuses::Axis::order ? filter.order_status
                     : status.axis == statuses::Axis::payment
                         ? filter.payment_status
                         : filter.delivery_status) = {status.code};
                    TRY(number, orders::count(tx, scope, filter, 1'000));
                    counters.items.push_back({status.id, status.code, number});
                }
                return counters;
            });
        });
    api.get<Nothing, OrderView>("/api/v1/orders/{id}", {"One order", "orders", "orders.read"},
                                [](const Scope& scope, const In<>& in) -> Result<OrderView> {
                                    TRY(id, in.id<OrderId>());
                                    return shown(scope, id);
                                });
    api.patch<orders::Edit, OrderView>(
        "/api/v1/orders/{id}",
        {"Edit an order before shipping; it is repriced", "orders", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<OrderView> {
            TRY(id, in.id<OrderId>());
            orders::Edit edit;
            MUST(overlay_json(in.raw, shape_of<orders::Edit>(), &edit));
            return after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::edit(tx, scope, id, edit, in.version());
            }));
        });
    api.create<orders::Edit, orders::EditPreview>(
        "/api/v1/orders/{id}/preview",
        {"What an edit would cost, with nothing changed", "orders", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<orders::EditPreview> {
            TRY(id, in.id<OrderId>());
            orders::Edit edit;
            MUST(overlay_json(in.raw, shape_of<orders::Edit>(), &edit));
            TRY(preview, orders::preview_edit(scope, id, edit));
            if (!scope.principal.may("profit.read")) {
                preview.net_profit = {0, scope.currency()};
                for (auto& line : preview.lines)
                    line.unit_cost = {0, scope.currency()};
            }
            return preview;
        });
    api.post<Nothing, Watchers>(
        "/api/v1/orders/{id}/watch",
        {"Say that one looks at the order, and hear who else does", "orders", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<Watchers> {
            TRY(id, in.id<OrderId>());
            return watch(scope, id);
        });
    api.post<ChangeStatus, OrderView>(
        "/api/v1/orders/{id}/status",
        {"Change one of the three statuses", "orders", "orders.status"},
        [](const Scope& scope, const In<ChangeStatus>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return change_status(scope, id, in.body);
        });
    api.post<UndoStatus, OrderView>(
        "/api/v1/orders/{id}/undo-status",
        {"Take back a change of status that has set off nothing", "orders", "orders.status"},
        [](const Scope& scope, const In<UndoStatus>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return undo_status(scope, id, in.body);
        });
    api.post<Tag, OrderView>("/api/v1/orders/{id}/tags",
                             {"Hang a tag on an order", "orders", "orders.edit"},
                             [](const Scope& scope, const In<Tag>& in) -> Result<OrderView> {
                                 TRY(id, in.template id<OrderId>());
                                 return after(scope, id, scope.write([&](db::Transaction& tx) {
                                     return orders::tag(tx, scope, id, in.body.tag);
                                 }));
                             });
    api.post<Tag, OrderView>("/api/v1/orders/{id}/tags/remove",
                             {"Take a tag off an order", "orders", "orders.edit"},
                             [](const Scope& scope, const In<Tag>& in) -> Result<OrderView> {
                                 TRY(id, in.template id<OrderId>());
                                 return after(scope, id, scope.write([&](db::Transaction& tx) {
                                     return orders::untag(tx, scope, id, in.body.tag);
                                 }));
                             });
    api.put<orders::ProductSerials, OrderView>(
        "/api/v1/orders/{id}/serials",
        {"Say which pieces of a product were sold, by serial number", "orders", "shipments.send"},
        [](const Scope& scope, const In<orders::ProductSerials>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::put_serials(tx, scope, id, in.body);
            }));
        });
    api.post<WithReason, OrderView>(
        "/api/v1/orders/{id}/cancel",
        {"Cancel an order; its goods are free again", "orders", "orders.edit"},
        [](const Scope& scope, const In<WithReason>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::cancel(tx, scope, id, in.body.reason);
            }));
        });
    api.post<WithReason, OrderView>(
        "/api/v1/orders/{id}/release",
        {"Let an order be completed at a loss", "orders", "orders.release_loss"},
        [](const Scope& scope, const In<WithReason>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return after(scope, id, scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
                TRY(order, orders::release_loss(tx, scope, id, in.body.reason));
                notices::resolve(tx, scope, shop::order_subject(id), "order_at_loss");
                return order;
            }));
        });
    api.post<ReceivePayment, OrderView>(
        "/api/v1/orders/{id}/receipts", {"Record money received", "payments", "payments.edit"},
        [](const Scope& scope, const In<ReceivePayment>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            const auto received = scope.create([&](db::Transaction& tx) -> Result<orders::Order> {
                return payments::receive(tx, scope, id, in.body.amount,
                                         in.body.reference.value_or(""));
            });
            return after(scope, id, received);
        });
    api.get<shop::ListQuery, EventPage>(
        "/api/v1/orders/{id}/events",
        {"Everything that was done with the order", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) -> Result<EventPage> {
            TRY(id, in.template id<OrderId>());
            TRY(limit, shop::list_limit(in.query.limit ? in.query.limit
                                                       : std::optional<std::int64_t>(200)));
            const auto after_seq =
                in.query.cursor ? parse_id(*in.query.cursor) : std::optional<std::int64_t>(0);
            if (!after_seq)
                return invalid_field("cursor", "This is not a cursor that a list has given.");
            return scope.read([&](db::Transaction& tx) -> Result<EventPage> {
                MUST(orders::must_find(tx, scope, id));
                auto events =
                    audit::trail(tx, scope.id(), shop::order_subject(id), *after_seq, limit + 1);
                EventPage page;
                if (events.size() > static_cast<std::size_t>(limit)) {
                    events.resize(static_cast<std::size_t>(limit));
                    page.next_cursor = std::to_string(events.back().seq);
                }
                page.items = std::move(events);
                return page;
            });
        });
    api.get<Nothing, profit::ExplainedReport>(
        "/api/v1/orders/{id}/profit",
        {"Net profit after every tax, line by line", "orders", "profit.read"},
        [](const Scope& scope, const In<>& in) -> Result<profit::ExplainedReport> {
            TRY(id, in.id<OrderId>());
            return scope.read(
                [&](db::Transaction& tx) { return profit::explained(tx, scope, id); });
        });
}

} // namespace taraba::desk
