#pragma once

#include "api/api.hpp"

// What processors, gateways and ANAF call: a file a resource, named after its address; each
// declares the routes of its file, and add_routes() declares them all.

namespace taraba::api::callbacks {

void add_efactura(Api& api);
void add_processors(Api& api);
void add_sms(Api& api);

void add_routes(Api& api);

} // namespace taraba::api::callbacks
