#include "shop/catalog/movements.hpp"

namespace taraba::catalog {

namespace {

struct Row {
    std::int64_t id = 0;
    ProductId product_id;
    Quantity quantity;
    std::string reason;
    std::string subject;
    std::string actor;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, product_id, quantity, reason, subject, actor))

constexpr db::Sql between_sql{"catalog.movements_between", R"sql(
    SELECT id, product_id, quantity, reason, subject, actor FROM stock_movements
     WHERE shop_id = $1 AND id >= $2 AND id < $3 ORDER BY id
)sql"};
constexpr db::Sql of_subject_sql{"catalog.movements_of", R"sql(
    SELECT id, product_id, quantity, reason, subject, actor FROM stock_movements
     WHERE shop_id = $1 AND subject = $2 ORDER BY id
)sql"};
constexpr db::Sql differences_sql{"catalog.stock_differences", R"sql(
    SELECT p.sku AS sku, p.name AS name, s.on_hand AS on_hand,
           CAST(COALESCE(m.moved, 0) AS BIGINT) AS moved
      FROM product_stock s
      JOIN products p ON p.shop_id = s.shop_id AND p.id = s.product_id
      LEFT JOIN (SELECT product_id, SUM(quantity) AS moved FROM stock_movements
                  WHERE shop_id = $1 GROUP BY product_id) m ON m.product_id = s.product_id
     WHERE s.shop_id = $1 AND s.on_hand <> COALESCE(m.moved, 0)
     ORDER BY p.sku LIMIT 1000
)sql"};

std::vector<Movement> movements(std::vector<Row> rows) {
    std::vector<Movement> all;
    for (auto& row : rows) {
        Movement move{
            instant_of_id(row.id), row.product_id, row.quantity, std::move(row.reason), {},
            std::move(row.actor)};
        if (row.subject.starts_with("order:"))
            if (const auto order = parse_id(row.subject.substr(6))) move.order_id = OrderId{*order};
        all.push_back(std::move(move));
    }
    return all;
}

} // namespace

std::vector<Movement> movements_between(db::Transaction& tx, ShopId shop, Instant from,
                                        Instant to) {
    return movements(tx.list<Row>(between_sql, {shop, first_id_at(from), first_id_at(to)}));
}

std::vector<Movement> movements_of(db::Transaction& tx, ShopId shop, OrderId order) {
    return movements(tx.list<Row>(of_subject_sql, {shop, shop::order_subject(order)}));
}

std::vector<StockDifference> stock_differences(db::Transaction& tx, ShopId shop) {
    return tx.list<StockDifference>(differences_sql, {shop});
}

} // namespace taraba::catalog
