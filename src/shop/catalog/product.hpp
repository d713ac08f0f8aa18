#pragma once

#include "shop/scope.hpp"
#include "shop/search.hpp"

namespace taraba::catalog {

/// What the shop sells. Prices include VAT, costs don't.
struct Product {
    ProductId id;
    std::string sku;
    std::string name;
    std::string name_en;
    LongText description;
    std::string category;
    std::string brand; ///< who makes it
    std::string unit = "buc";
    Money price;
    Money cost;
    std::string vat_class = "standard";
    std::int64_t weight_g = 0;
    std::int64_t length_mm = 0;
    std::int64_t width_mm = 0;
    std::int64_t height_mm = 0;
    Money green_tax;          ///< per piece, without VAT
    Money delivery_surcharge; ///< of a bulky product, per piece, with VAT
    std::int64_t warranty_months = 24;
    std::string image_url;
    std::string barcode;       ///< as a scanner reads it: EAN-13 and the like
    std::string shelf;         ///< where it lies; parcels are picked in this order
    std::string no_withdrawal; ///< why it cannot be sent back without a reason; empty: it can
    std::optional<ProductId> variant_of;
    std::string variant; ///< what sets it apart from its siblings: `M / roșu`
    bool active = true;
    Instant created_at{};
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, sku, name, name_en, description, category, brand, unit, price, cost,
                       vat_class, weight_g, length_mm, width_mm, height_mm, green_tax,
                       delivery_surcharge, warranty_months, image_url, barcode, shelf,
                       no_withdrawal, variant_of, variant, active, created_at, version))

/// A product with what there is of it: free = stock − reserved.
struct StockedProduct : Product {
    Quantity stock;
    Quantity reserved;
};
BOOST_DESCRIBE_STRUCT(StockedProduct, (Product), (stock, reserved))

/// Refuses with `invalid_field`.
Result<void> check(const Product& product, const shop::Scope& scope);

Result<StockedProduct> create(db::Transaction& tx, const shop::Scope& scope,
                              StockedProduct product);
/// `product.version` is the version that was read. Refuses with `version_conflict`.
Result<StockedProduct> change(db::Transaction& tx, const shop::Scope& scope,
                              StockedProduct product);
/// A product that was sold stays for its orders; it is only no longer offered.
Result<void> withdraw(db::Transaction& tx, const shop::Scope& scope, ProductId id);

std::optional<StockedProduct> find(db::Transaction& tx, ShopId shop, ProductId id);
std::vector<StockedProduct> find_several(db::Transaction& tx, ShopId shop,
                                         const std::vector<ProductId>& ids);
/// What a scanner read: a bar code or a SKU, exactly.
std::optional<StockedProduct> find_scanned(db::Transaction& tx, ShopId shop,
                                           const std::string& code);
std::vector<StockedProduct> variants_of(db::Transaction& tx, ShopId shop, ProductId parent);
std::vector<StockedProduct> find_by_skus(db::Transaction& tx, ShopId shop,
                                         const std::vector<std::string>& skus);
/// The words products are found by.
const shop::TermTable& product_terms();
std::vector<StockedProduct> list(db::Transaction& tx, ShopId shop, const std::string& text,
                                 std::int64_t before, std::int64_t limit);

/// Active products of which less than `quantity` is free, the scarcest first. Products that are
/// only the head of their variants have no stock of their own.
std::vector<StockedProduct> below(db::Transaction& tx, ShopId shop, Quantity quantity,
                                  std::int64_t limit);

/// Moves stock in or out by hand. Refuses with `out_of_stock` below what orders have reserved.
Result<StockedProduct> move_stock(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                                  Quantity quantity, const std::string& reason);

// What orders do with stock. Each statement is guarded by the row itself, so concurrent orders
// can't take the same piece twice; the refusal `out_of_stock` comes at settle().
void reserve_later(db::Transaction& tx, ShopId shop, ProductId id, Quantity quantity,
                   const std::string& sku, const std::string& field);
void release(db::Transaction& tx, ShopId shop, ProductId id, Quantity quantity);
/// Reserved goods have left: they are no longer on hand. What a piece of them has cost, where lots
/// of it were received (cost.hpp).
std::optional<Money> take_out(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                              Quantity quantity, const std::string& subject);
/// Goods that had left are back; a piece of them had cost so much.
void put_back(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
              Money unit_cost, const std::string& subject);

// The shelf alone, on record.
void put_on_shelf(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                  const std::string& reason, const std::string& subject);
/// False when so much is not free.
bool take_off_shelf(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                    const std::string& reason, const std::string& subject);

} // namespace taraba::catalog
