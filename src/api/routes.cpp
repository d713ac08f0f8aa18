#include "api/routes.hpp"

#include "api/callbacks/routes.hpp"
#include "api/panel/routes.hpp"
#include "api/storefront/routes.hpp"

namespace taraba::api {

void add_routes(Api& api) {
    panel::add_routes(api);
    storefront::add_routes(api);
    callbacks::add_routes(api);
    add_system_routes(api);
}

} // namespace taraba::api
