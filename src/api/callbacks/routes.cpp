#include "api/callbacks/routes.hpp"

namespace taraba::api::callbacks {

void add_routes(Api& api) {
    add_efactura(api);
    add_processors(api);
    add_sms(api);
}

} // namespace taraba::api::callbacks
