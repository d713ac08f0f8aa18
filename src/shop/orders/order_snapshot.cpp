#include "shop/orders/order_snapshot.hpp"

#include "db/table.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

struct LineOfOrder : OrderLine {
    OrderId order_id;
};
BOOST_DESCRIBE_STRUCT(LineOfOrder, (OrderLine), (order_id))

struct ReferrerOfOrder : referrers::Referrer {
    OrderId order_id;
};
BOOST_DESCRIBE_STRUCT(ReferrerOfOrder, (referrers::Referrer), (order_id))

constexpr db::Sql next_sql{
    "orders.next", "SELECT id FROM orders WHERE shop_id = $1 AND id > $2 ORDER BY id LIMIT 1"};

constexpr db::Sql lines_between_sql{"orders.lines_between", R"sql(
    SELECT line_no, product_id, sku, name, unit, quantity, unit_price, total, unit_cost, green_tax,
           vat_class, vat_rate, weight_g, warranty_months, order_id
      FROM order_lines WHERE shop_id = $1 AND order_id >= $2 AND order_id <= $3
     ORDER BY order_id, line_no
)sql"};

constexpr db::Sql referrers_between_sql{"orders.referrers_between", R"sql(
    SELECT position, url, landing_url, at, channel, campaign, order_id
      FROM order_referrers WHERE shop_id = $1 AND order_id >= $2 AND order_id <= $3
     ORDER BY order_id, position
)sql"};

OrderSnapshot* of(std::vector<OrderSnapshot>& orders, OrderId id) {
    const auto found =
        std::ranges::lower_bound(orders, id, {}, [](const auto& each) { return each.order.id; });
    return found != orders.end() && found->order.id == id ? &*found : nullptr;
}

} // namespace

std::vector<OrderSnapshot> order_snapshots(db::Transaction& tx, ShopId shop, OrderId from,
                                           OrderId before, std::int64_t limit) {
    static const std::string sql =
        "SELECT " + db::Table<Order>("orders").columns() +
        " FROM orders WHERE shop_id = $1 AND id >= $2 AND id < $3 ORDER BY id LIMIT $4";
    std::vector<OrderSnapshot> all;
    for (auto& order : tx.list<Order>({"orders.between", sql}, {shop, from, before, limit}))
        all.push_back({std::move(order), {}, {}});
    if (all.empty()) return all;
    const OrderId first = all.front().order.id, last = all.back().order.id;
    for (auto& line : tx.list<LineOfOrder>(lines_between_sql, {shop, first, last}))
        if (auto* order = of(all, line.order_id)) order->lines.push_back(std::move(line));
    for (auto& touch : tx.list<ReferrerOfOrder>(referrers_between_sql, {shop, first, last}))
        if (auto* order = of(all, touch.order_id)) order->referrers.push_back(std::move(touch));
    return all;
}

std::optional<OrderId> next_order(db::Transaction& tx, ShopId shop, OrderId after) {
    const auto id = tx.number(next_sql, {shop, after});
    return id ? std::optional(OrderId{*id}) : std::nullopt;
}

} // namespace taraba::orders
