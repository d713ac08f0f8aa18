#include "api/storefront/routes.hpp"

namespace taraba::api::storefront {

void add_routes(Api& api) {
    add_account(api);
    add_account_orders(api);
    add_account_session(api);
    add_companies(api);
    add_delivery_estimate(api);
    add_orders(api);
    add_payments(api);
    add_pickup_points(api);
    add_places(api);
    add_products(api);
    add_quotes(api);
    add_returns(api);
    add_service(api);
    add_unsubscribe(api);
}

} // namespace taraba::api::storefront
