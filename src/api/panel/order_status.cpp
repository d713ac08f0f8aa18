#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::api::panel {

namespace {

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

Result<OrderView> change_status(const Scope& scope, OrderId id, const ChangeStatus& wanted) {
    const auto catalogue = statuses::of(scope);
    const auto* to = catalogue->find(wanted.status);
    const auto changed = scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
        TRY(order, orders::must_find(tx, scope, id));
        if (!to) return invalid_field("status", "There is no such status.");
        return orders::change_status(tx, scope, std::move(order), *to, wanted.reason.value_or(""));
    });
    return order_after(scope, id, alerts::held_at_loss(scope, id, changed));
}

Result<OrderView> undo_status(const Scope& scope, OrderId id, const UndoStatus& wanted) {
    const auto catalogue = statuses::of(scope);
    const auto* set = catalogue->find(wanted.set);
    const auto* before = catalogue->find(wanted.back_to);
    return order_after(scope, id, scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
        MUST(orders::must_find(tx, scope, id));
        if (!set) return invalid_field("set", "There is no such status.");
        if (!before) return invalid_field("back_to", "There is no such status.");
        return orders::undo_status(tx, scope, id, *set, *before);
    }));
}

} // namespace

void add_order_status(Api& api) {
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
}

} // namespace taraba::api::panel
