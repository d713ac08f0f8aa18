#include "shop/audit/audit.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/notices/notice.hpp"
#include "shop/profit/profit.hpp"

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
    api.post<ChangeStatus, OrderView>(
        "/api/v1/orders/{id}/status",
        {"Change one of the three statuses", "orders", "orders.status"},
        [](const Scope& scope, const In<ChangeStatus>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return change_status(scope, id, in.body);
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
        "/api/v1/orders/{id}/payments", {"Record money received", "payments", "payments.edit"},
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
    api.get<Nothing, profit::Report>(
        "/api/v1/orders/{id}/profit",
        {"Net profit after every tax, line by line", "orders", "profit.read"},
        [](const Scope& scope, const In<>& in) -> Result<profit::Report> {
            TRY(id, in.id<OrderId>());
            return scope.read(
                [&](db::Transaction& tx) { return profit::find(tx, scope.id(), id); });
        });
}

} // namespace taraba::desk
