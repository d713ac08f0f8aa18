#pragma once

#include "shop/orders/order.hpp"

namespace taraba::orders {

/// An order with all that was frozen when it was placed.
struct OrderSnapshot {
    Order order;
    std::vector<OrderLine> lines;
    std::vector<referrers::Referrer> referrers;
};

/// The orders with ids of `from` and above, below `before`, oldest first, at most `limit`: three
/// statements however many there are.
std::vector<OrderSnapshot> order_snapshots(db::Transaction& tx, ShopId shop, OrderId from,
                                           OrderId before, std::int64_t limit);

/// The first order with an id above `after`; nothing when there is none.
std::optional<OrderId> next_order(db::Transaction& tx, ShopId shop, OrderId after);

} // namespace taraba::orders
