#pragma once

#include "api/api.hpp"

namespace taraba::api {

/// Health, metrics, the API's description, pages and live events.
void add_system_routes(Api& api);

/// All routes of the program.
void add_routes(Api& api);

} // namespace taraba::api
