#pragma once

#include "shop/orders/order.hpp"

namespace taraba::documents {

/// What has to be taken from one shelf for several orders.
struct Pick {
    std::string shelf;
    std::string sku;
    std::string name;
    std::string unit;
    Quantity quantity;
    std::vector<std::pair<std::int64_t, Quantity>> orders; ///< numbers of the orders, and how many
};

/// The walk through the store: by shelf, then SKU; goods without a shelf at the end.
std::vector<Pick> picks_of(db::Transaction& tx, const shop::Scope& scope,
                           const std::vector<OrderId>& orders);

/// Orders as they are packed along that walk: by the first shelf of their goods.
std::vector<OrderId> in_picking_order(db::Transaction& tx, const shop::Scope& scope,
                                      const std::vector<OrderId>& orders);

/// The walk on paper, A4, with a box to tick a line.
std::string pick_list_pdf(const shop::Scope& scope, const std::vector<Pick>& picks,
                          std::size_t orders);

} // namespace taraba::documents
