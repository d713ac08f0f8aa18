#include "api/panel/routes.hpp"
#include "shop/profit/loss.hpp"

namespace taraba::api::panel {

void add_order_profit(Api& api) {
    api.get<Nothing, profit::ExplainedReport>(
        "/api/v1/orders/{id}/profit",
        {"Net profit after every tax, line by line", "orders", "profit.read"},
        [](const Scope& scope, const In<>& in) -> Result<profit::ExplainedReport> {
            TRY(id, in.id<OrderId>());
            return scope.read(
                [&](db::Transaction& tx) { return profit::explained(tx, scope, id); });
        });
}

} // namespace taraba::api::panel
