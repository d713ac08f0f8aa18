#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/serials.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/reports/order_row.hpp"

namespace taraba::api::panel {

namespace {

struct OrderPage {
    std::vector<reports::OrderSummary> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OrderPage, (), (items, next_cursor))

struct Tag {
    std::string tag;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (tag))

struct WithReason {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithReason, (), (reason))

Result<OrderPage> list(const Scope& scope, const orders::OrderFilter& filter) {
    return scope.read([&](db::Transaction& tx) -> Result<OrderPage> {
        TRY(found, orders::search(tx, scope, filter));
        OrderPage page{reports::summaries(tx, scope, found.orders), {}};
        if (found.cursor) page.next_cursor = std::to_string(*found.cursor);
        return page;
    });
}

} // namespace

void add_orders(Api& api) {
    api.get<orders::OrderFilter, OrderPage>(
        "/api/v1/orders", {"Orders, newest first", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return list(scope, in.query);
        });
    api.get<Nothing, OrderView>("/api/v1/orders/{id}", {"One order", "orders", "orders.read"},
                                [](const Scope& scope, const In<>& in) -> Result<OrderView> {
                                    TRY(id, in.id<OrderId>());
                                    return order_view(scope, id);
                                });
    api.patch<orders::Edit, OrderView>(
        "/api/v1/orders/{id}",
        {"Edit an order before shipping; it is repriced", "orders", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<OrderView> {
            TRY(id, in.id<OrderId>());
            orders::Edit edit;
            MUST(overlay_json(in.raw, shape_of<orders::Edit>(), &edit));
            return order_after(scope, id, scope.write([&](db::Transaction& tx) {
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
    api.post<Tag, OrderView>(
        "/api/v1/orders/{id}/tags", {"Hang a tag on an order", "orders", "orders.edit"},
        [](const Scope& scope, const In<Tag>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return order_after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::tag(tx, scope, id, in.body.tag);
            }));
        });
    api.post<Tag, OrderView>(
        "/api/v1/orders/{id}/tags/remove", {"Take a tag off an order", "orders", "orders.edit"},
        [](const Scope& scope, const In<Tag>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return order_after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::untag(tx, scope, id, in.body.tag);
            }));
        });
    api.put<orders::ProductSerials, OrderView>(
        "/api/v1/orders/{id}/serials",
        {"Say which pieces of a product were sold, by serial number", "orders", "shipments.send"},
        [](const Scope& scope, const In<orders::ProductSerials>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return order_after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::put_serials(tx, scope, id, in.body);
            }));
        });
    api.post<WithReason, OrderView>(
        "/api/v1/orders/{id}/cancel",
        {"Cancel an order; its goods are free again", "orders", "orders.edit"},
        [](const Scope& scope, const In<WithReason>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return order_after(scope, id, scope.write([&](db::Transaction& tx) {
                return orders::cancel(tx, scope, id, in.body.reason);
            }));
        });
    api.post<WithReason, OrderView>(
        "/api/v1/orders/{id}/release",
        {"Let an order be completed at a loss", "orders", "orders.release_loss"},
        [](const Scope& scope, const In<WithReason>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            return order_after(
                scope, id, scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
                    TRY(order, orders::release_loss(tx, scope, id, in.body.reason));
                    alerts::resolve(tx, scope, shop::order_subject(id), "order_at_loss");
                    return order;
                }));
        });
}

} // namespace taraba::api::panel
