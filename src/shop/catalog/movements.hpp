#pragma once

#include "shop/catalog/product.hpp"

// What moved on the shelves, as the books want it.

namespace taraba::catalog {

struct Movement {
    Instant at{};
    ProductId product_id;
    Quantity quantity; ///< in; negative when it went out
    std::string reason;
    std::optional<OrderId> order_id;
    std::string actor;
};

/// Of a period, the earliest first.
std::vector<Movement> movements_between(db::Transaction& tx, ShopId shop, Instant from, Instant to);
std::vector<Movement> movements_of(db::Transaction& tx, ShopId shop, OrderId order);

/// A product whose movements do not add up to what is on the shelf.
struct StockDifference {
    std::string sku;
    std::string name;
    Quantity on_hand;
    Quantity moved;
};
BOOST_DESCRIBE_STRUCT(StockDifference, (), (sku, name, on_hand, moved))
std::vector<StockDifference> stock_differences(db::Transaction& tx, ShopId shop);

} // namespace taraba::catalog
