#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/staff/saved_view.hpp"

namespace taraba::api::panel {

void add_order_views(Api& api) {
    add_crud<staff::SavedView>(
        api, {"/api/v1/order-views", "order views", "view", "orders.read", "orders.read",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return cut(staff::views_for(tx, scope), before, limit); },
              staff::find_view, staff::save_view, staff::remove_view});
}

} // namespace taraba::api::panel
