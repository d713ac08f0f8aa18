#pragma once

#include "shop/orders/order_list.hpp"

namespace taraba::desk {

/// A filter as it stands in an address: `order_status=new&period=today`.
/// Refuses with `invalid_field`.
Result<orders::OrderFilter> filter_from(const std::string& query);

} // namespace taraba::desk
