#include "shop/orders/serials.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

constexpr db::Sql list_serials_sql{
    "orders.serials",
    "SELECT product_id, number AS serial FROM order_serials WHERE shop_id = $1 AND order_id = $2 "
    "ORDER BY product_id, number"};

constexpr db::Sql delete_serials_sql{
    "orders.delete_serials",
    "DELETE FROM order_serials WHERE shop_id = $1 AND order_id = $2 AND product_id = $3"};

constexpr db::Sql insert_serial_sql{
    "orders.insert_serial",
    "INSERT INTO order_serials (shop_id, order_id, product_id, number) VALUES ($1, $2, $3, $4)"};

struct SerialRow {
    ProductId product_id;
    std::string serial;
};
BOOST_DESCRIBE_STRUCT(SerialRow, (), (product_id, serial))

std::string listed(const std::vector<std::string>& serials) {
    std::string text;
    for (const auto& each : serials)
        text += (text.empty() ? "" : ", ") + each;
    return text;
}

/// The words that people type to find a piece.
std::vector<std::string> words_of(const std::vector<std::string>& serials) {
    return search_terms(listed(serials));
}

Result<std::vector<std::string>> checked(const std::vector<std::string>& wanted, Quantity bought) {
    std::vector<std::string> serials;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string field = "serials[" + std::to_string(i) + "]";
        const std::string serial(trimmed(wanted[i]));
        if (serial.empty() || serial.size() > 60)
            return invalid_field(field, "A serial number has 1 to 60 characters.");
        if (std::ranges::find(serials, serial) != serials.end())
            return invalid_field(field, "This number is there already.");
        serials.push_back(serial);
    }
    if (units(static_cast<std::int64_t>(serials.size())) > bought)
        return invalid_field("serials", "There are more numbers than pieces.");
    std::ranges::sort(serials);
    return serials;
}

} // namespace

Result<Order> put_serials(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                          const ProductSerials& wanted) {
    TRY(order, must_find(tx, scope, id));
    std::optional<ProductId> product;
    Quantity bought{};
    for (const auto& line : lines_of(tx, scope.id(), id)) {
        if (line.sku != wanted.sku) continue;
        product = line.product_id;
        bought = bought + line.quantity;
    }
    if (!product) return invalid_field("sku", "The order has no such product.");
    TRY(serials, checked(wanted.serials, bought));
    const auto before = serials_of(tx, scope.id(), id)[*product];
    if (before == serials) return order;
    tx.change(delete_serials_sql, {scope.id(), id, *product});
    for (const auto& serial : serials)
        tx.change(insert_serial_sql, {scope.id(), id, *product, serial});
    remove_terms(tx, scope.id(), order, words_of(before));
    add_terms(tx, scope.id(), id, words_of(serials));
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "serials_changed",
                   {{wanted.sku, listed(before), listed(serials)}}});
    return order;
}

SerialsByProduct serials_of(db::Transaction& tx, ShopId shop, OrderId id) {
    SerialsByProduct all;
    for (auto& row : tx.list<SerialRow>(list_serials_sql, {shop, id}))
        all[row.product_id].push_back(std::move(row.serial));
    return all;
}

} // namespace taraba::orders
