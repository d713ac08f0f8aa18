// Products with what there is of them, by every way they are looked for.

#include "base/text.hpp"
#include "shop/catalog/product.hpp"

namespace taraba::catalog {

namespace {

constexpr std::string_view stocked_columns =
    "p.id AS id, p.sku AS sku, p.name AS name, p.name_en AS name_en, p.description AS description, "
    "p.category AS category, p.brand AS brand, p.unit AS unit, p.price AS price, p.cost AS cost, "
    "p.vat_class AS vat_class, p.weight_g AS weight_g, p.length_mm AS length_mm, "
    "p.width_mm AS width_mm, p.height_mm AS height_mm, p.green_tax AS green_tax, "
    "p.delivery_surcharge AS delivery_surcharge, "
    "p.warranty_months AS warranty_months, p.image_url AS image_url, p.barcode AS barcode, "
    "p.shelf AS shelf, p.no_withdrawal AS no_withdrawal, p.variant_of AS variant_of, p.variant AS "
    "variant, p.active AS active, "
    "p.created_at AS created_at, p.version AS version, s.on_hand AS stock, s.reserved AS reserved "
    "FROM products p JOIN product_stock s ON s.shop_id = p.shop_id AND s.product_id = p.id ";

std::string select(const std::string& rest) {
    return "SELECT " + std::string(stocked_columns) + rest;
}

} // namespace

std::optional<StockedProduct> find(db::Transaction& tx, ShopId shop, ProductId id) {
    static const std::string sql =
        "SELECT " + std::string(stocked_columns) + "WHERE p.shop_id = $1 AND p.id = $2";
    return tx.find<StockedProduct>({"catalog.find", sql}, {shop, id});
}

std::vector<StockedProduct> find_by_skus(db::Transaction& tx, ShopId shop,
                                         const std::vector<std::string>& skus) {
    if (skus.empty()) return {};
    std::vector<db::Param> params{shop};
    for (const auto& sku : skus)
        params.emplace_back(sku);
    const std::string sql = "SELECT " + std::string(stocked_columns) +
                            "WHERE p.shop_id = $1 AND p.sku IN " +
                            db::values_list(1, skus.size(), 2);
    return tx.list<StockedProduct>({"catalog.by_skus", sql}, db::Params(params));
}

std::vector<StockedProduct> list(db::Transaction& tx, ShopId shop, const std::string& text,
                                 std::int64_t before, std::int64_t limit) {
    static const std::string page =
        "SELECT " + std::string(stocked_columns) +
        "WHERE p.shop_id = $1 AND p.id < $2 ORDER BY p.id DESC LIMIT $3";
    const auto words = search_terms(text);
    if (words.empty())
        return tx.list<StockedProduct>({"catalog.page", page}, {shop, before, limit});

    std::vector<StockedProduct> found;
    for (const auto id : product_terms().matching(tx, shop, words, before, 2'000).ids) {
        found.push_back(*find(tx, shop, ProductId{id}));
        if (found.size() == static_cast<std::size_t>(limit)) break;
    }
    return found;
}

std::vector<StockedProduct> find_several(db::Transaction& tx, ShopId shop,
                                         const std::vector<ProductId>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Param> params{shop};
    for (const auto id : ids)
        params.emplace_back(id);
    const std::string sql =
        select("WHERE p.shop_id = $1 AND p.id IN " + db::values_list(1, ids.size(), 2));
    return tx.list<StockedProduct>({"catalog.several", sql}, db::Params(params));
}

std::optional<StockedProduct> find_scanned(db::Transaction& tx, ShopId shop,
                                           const std::string& code) {
    static const std::string sql =
        select("WHERE p.shop_id = $1 AND p.barcode = $2 AND p.barcode <> '' ORDER BY p.id LIMIT 1");
    if (auto found = tx.find<StockedProduct>({"catalog.by_barcode", sql}, {shop, code}))
        return found;
    auto by_sku = find_by_skus(tx, shop, {code});
    return by_sku.empty() ? std::nullopt : std::optional(std::move(by_sku.front()));
}

std::vector<StockedProduct> variants_of(db::Transaction& tx, ShopId shop, ProductId parent) {
    static const std::string sql =
        select("WHERE p.shop_id = $1 AND p.variant_of = $2 ORDER BY p.id");
    return tx.list<StockedProduct>({"catalog.variants", sql}, {shop, parent});
}

std::vector<StockedProduct> below(db::Transaction& tx, ShopId shop, Quantity quantity,
                                  std::int64_t limit) {
    static const std::string sql = select(
        "WHERE p.shop_id = $1 AND p.active = 1 AND s.on_hand - s.reserved < $2 AND NOT EXISTS "
        "(SELECT 1 FROM products v WHERE v.shop_id = p.shop_id AND v.variant_of = p.id) "
        "ORDER BY s.on_hand - s.reserved, p.id LIMIT $3");
    return tx.list<StockedProduct>({"catalog.below", sql}, {shop, quantity, limit});
}

} // namespace taraba::catalog
