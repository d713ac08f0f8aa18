#include "shop/catalog/images.hpp"

namespace taraba::catalog {

namespace {

constexpr db::Sql insert_sql{"catalog.insert_image", R"sql(
    INSERT INTO product_images (shop_id, id, product_id, position, type, bytes)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr db::Sql count_sql{
    "catalog.count_images",
    "SELECT count(*) FROM product_images WHERE shop_id = $1 AND product_id = $2"};

constexpr db::Sql find_sql{"catalog.find_image",
                           "SELECT type, bytes FROM product_images WHERE shop_id = $1 AND id = $2"};

} // namespace

std::optional<std::string> picture_type(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
        return "image/webp";
    return std::nullopt;
}

std::string image_path(ShopId shop, std::int64_t image) {
    return "/media/" + to_text(shop) + "/" + std::to_string(image);
}

Result<StockedProduct> add_image(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                                 const std::string& bytes) {
    auto product = find(tx, scope.id(), id);
    if (!product) return not_found("There is no such product.");
    const auto type = picture_type(bytes);
    if (!type) return invalid_field("image", "A picture is PNG, JPEG or WebP.");
    if (bytes.size() > 3'000'000) return invalid_field("image", "A picture has at most 3 MB.");
    const std::int64_t image = scope.installation.ids.next(scope.now);
    const auto position = tx.number(count_sql, {scope.id(), id}).value_or(0);
    tx.change(insert_sql, {scope.id(), image, id, position, *type, db::Bytes{bytes}});
    product->image_url = image_path(scope.id(), image); // the newest is shown
    return change(tx, scope, std::move(*product));
}

std::optional<ProductImage> find_image(db::Transaction& tx, ShopId shop, std::int64_t image) {
    std::optional<ProductImage> found;
    tx.run(find_sql, std::initializer_list<db::Param>{shop, image}, [&](const db::Row& row) {
        found = ProductImage{std::string(row.text(0)), std::string(row.text(1))};
    });
    return found;
}

} // namespace taraba::catalog
