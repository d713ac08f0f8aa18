#pragma once

#include "shop/scope.hpp"

namespace taraba::shipping {

/// The shop's warehouses: each has a name of its own, a place, and is known to couriers by values
/// of the shop's accounts. Refuses with `invalid_field`, naming the field below `settings`.
Result<void> check(const std::vector<shop::Warehouse>& warehouses);

} // namespace taraba::shipping
