#include "api/panel/routes.hpp"
#include "shop/orders/viewers.hpp"

namespace taraba::api::panel {

void add_order_watch(Api& api) {
    api.post<Nothing, orders::Watchers>(
        "/api/v1/orders/{id}/watch",
        {"Say that one looks at the order, and hear who else does", "orders", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<orders::Watchers> {
            TRY(id, in.id<OrderId>());
            return orders::watch(scope, id);
        });
}

} // namespace taraba::api::panel
