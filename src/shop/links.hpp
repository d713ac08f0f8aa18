#pragma once

#include "shop/scope.hpp"

namespace taraba::shop {

/// A page of the shop as its buyers reach it.
std::string shop_link(const Scope& scope, const std::string& path);
/// The signed link to an order's page.
std::string order_link(const Scope& scope, OrderId id);
/// The same page by an address short enough for a text message; it leads on to order_link().
std::string short_link(const Scope& scope, OrderId id);
std::optional<OrderId> order_of_short_link(const Scope& scope, std::string_view code);
std::string order_token(const Installation& installation, ShopId shop, OrderId id);

/// Where a customer says that there shall be no more offers: GET is a page, one POST does it.
std::string unsubscribe_link(const Scope& scope, CustomerId id);
bool is_unsubscribe_token(const Scope& scope, CustomerId id, std::string_view token);

} // namespace taraba::shop
