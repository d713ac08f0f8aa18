#pragma once

#include "api/api.hpp"

// What buyers and storefronts call: a file a resource, named after its address; each declares the
// routes of its file, and add_routes() declares them all.

namespace taraba::api::storefront {

void add_account(Api& api);
void add_account_orders(Api& api);
void add_account_session(Api& api);
void add_companies(Api& api);
void add_delivery_estimate(Api& api);
void add_orders(Api& api);
void add_payments(Api& api);
void add_pickup_points(Api& api);
void add_places(Api& api);
void add_products(Api& api);
void add_quotes(Api& api);
void add_returns(Api& api);
void add_service(Api& api);
void add_unsubscribe(Api& api);

void add_routes(Api& api);

} // namespace taraba::api::storefront
