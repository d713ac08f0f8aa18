#pragma once

#include "shop/orders/order.hpp"

namespace taraba::orders {

/// The serial numbers of the pieces of one product in an order.
struct ProductSerials {
    std::string sku;
    std::vector<std::string> serials;
};
BOOST_DESCRIBE_STRUCT(ProductSerials, (), (sku, serials))

/// Writes which pieces were sold, in the place of those known before; the order is found by them
/// from now on. Refuses with `invalid_field` more than were bought, twice the same, and a product
/// that the order does not have.
Result<Order> put_serials(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                          const ProductSerials& wanted);

using SerialsByProduct = std::map<ProductId, std::vector<std::string>>;
SerialsByProduct serials_of(db::Transaction& tx, ShopId shop, OrderId id);

} // namespace taraba::orders
