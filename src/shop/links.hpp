#pragma once

#include "shop/scope.hpp"

namespace taraba::shop {

/// A page of the shop as its buyers reach it.
std::string shop_link(const Scope& scope, const std::string& path);
/// The signed link to an order's page.
std::string order_link(const Scope& scope, OrderId id);
std::string order_token(const Installation& house, ShopId shop, OrderId id);

} // namespace taraba::shop
