#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/order.hpp"

namespace taraba::orders {

namespace {

constexpr db::Sql insert_tag_sql{
    "orders.tag",
    "INSERT INTO order_tags (shop_id, tag, order_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};

constexpr db::Sql delete_tag_sql{
    "orders.untag", "DELETE FROM order_tags WHERE shop_id = $1 AND tag = $2 AND order_id = $3"};

constexpr db::Sql list_tags_sql{
    "orders.tags", "SELECT tag FROM order_tags WHERE shop_id = $1 AND order_id = $2 ORDER BY tag"};

struct TagRow {
    std::string tag;
};
BOOST_DESCRIBE_STRUCT(TagRow, (), (tag))

/// Tags are compared as they are searched: `Fragil` and `fragil` are one.
Result<std::string> checked_tag(const std::string& text) {
    const std::string tag = folded(text);
    if (tag.empty()) return invalid_field("tag", "A tag has at least one letter.");
    if (tag.size() > 40) return invalid_field("tag", "A tag has at most 40 letters.");
    if (tag.find(',') != tag.npos) return invalid_field("tag", "A tag has no comma.");
    return tag;
}

Result<Order> change(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                     const std::string& text, const db::Sql& sql, const char* event) {
    TRY(order, must_find(tx, scope, id));
    TRY(tag, checked_tag(text));
    if (tx.change(sql, {scope.id(), tag, id}) == 0) return order;
    audit::append(tx, scope, {shop::order_subject(id), event, {{"tag", "", tag}}});
    return order;
}

} // namespace

Result<Order> tag(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                  const std::string& text) {
    return change(tx, scope, id, text, insert_tag_sql, "tag_added");
}

Result<Order> untag(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                    const std::string& text) {
    return change(tx, scope, id, text, delete_tag_sql, "tag_removed");
}

std::vector<std::string> tags_of(db::Transaction& tx, ShopId shop, OrderId id) {
    std::vector<std::string> tags;
    for (auto& row : tx.list<TagRow>(list_tags_sql, {shop, id}))
        tags.push_back(std::move(row.tag));
    return tags;
}

} // namespace taraba::orders
