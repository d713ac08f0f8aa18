#include "shop/reports/order_files.hpp"
#include "api/panel/routes.hpp"
#include "shop/orders/order_list.hpp"

namespace taraba::api::panel {

void add_order_files(Api& api) {
    api.file<orders::OrderFilter>(
        "/api/v1/orders.csv", "text/csv",
        {"All orders that match, as CSV", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return reports::orders_csv(scope, in.query);
        });
    api.file<orders::OrderFilter>(
        "/api/v1/orders.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        {"All orders that match, as a spreadsheet", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return reports::orders_xlsx(scope, in.query);
        });
}

} // namespace taraba::api::panel
