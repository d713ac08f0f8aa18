#include "shop/catalog/product.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/catalog/cost.hpp"
#include "shop/search.hpp"

#include <algorithm>
#include <array>

namespace taraba::catalog {

namespace {

const db::Table<Product>& table() {
    static const db::Table<Product> products("products");
    return products;
}

constexpr db::Sql insert_stock_sql{
    "catalog.insert_stock",
    "INSERT INTO product_stock (shop_id, product_id, on_hand, reserved) VALUES ($1, $2, $3, 0)"};

constexpr db::Sql move_stock_sql{"catalog.move_stock", R"sql(
    UPDATE product_stock SET on_hand = on_hand + $3
     WHERE shop_id = $1 AND product_id = $2 AND on_hand + $3 >= reserved
)sql"};

constexpr db::Sql reserve_sql{"catalog.reserve", R"sql(
    UPDATE product_stock SET reserved = reserved + $3
     WHERE shop_id = $1 AND product_id = $2 AND reserved + $3 <= on_hand
)sql"};

constexpr db::Sql release_sql{"catalog.release", R"sql(
    UPDATE product_stock SET reserved = reserved - $3
     WHERE shop_id = $1 AND product_id = $2 AND reserved >= $3
)sql"};

constexpr db::Sql take_out_sql{"catalog.take_out", R"sql(
    UPDATE product_stock SET reserved = reserved - $3, on_hand = on_hand - $3
     WHERE shop_id = $1 AND product_id = $2 AND reserved >= $3
)sql"};

constexpr db::Sql insert_movement_sql{"catalog.insert_movement", R"sql(
    INSERT INTO stock_movements (shop_id, id, product_id, quantity, reason, subject, actor)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr db::Sql sku_taken_sql{
    "catalog.sku_taken", "SELECT id FROM products WHERE shop_id = $1 AND sku = $2 AND id <> $3"};

void record_movement(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                     const std::string& reason, const std::string& subject) {
    tx.later(insert_movement_sql, {scope.id(), scope.installation.ids.next(scope.now), id, quantity,
                                   reason, subject, scope.principal.name});
}

std::vector<std::string> terms_of(const Product& product) {
    return search_terms(product.sku + " " + product.name + " " + product.name_en + " " +
                        product.category + " " + product.brand + " " + product.barcode + " " +
                        product.variant);
}

/// A variant hangs on a product that is none itself.
Result<void> check_parent(db::Transaction& tx, const shop::Scope& scope, const Product& product) {
    if (!product.variant_of) return {};
    if (trimmed(product.variant).empty())
        return invalid_field("variant", "Say what sets the variant apart.");
    const auto parent = find(tx, scope.id(), *product.variant_of);
    if (!parent || parent->id == product.id || parent->variant_of)
        return invalid_field("variant_of", "This is no product that can have variants.");
    if (product.id.is_set() && !variants_of(tx, scope.id(), product.id).empty())
        return invalid_field("variant_of", "The product has variants of its own.");
    return {};
}

std::string subject_of(ProductId id) { return "product:" + to_text(id); }

} // namespace

const shop::TermTable& product_terms() {
    static const shop::TermTable terms("product_terms", "product_id");
    return terms;
}

Result<void> check(const Product& product, const shop::Scope& scope) {
    if (trimmed(product.sku).empty()) return invalid_field("sku", "A product needs a SKU.");
    if (product.sku.size() > 64) return invalid_field("sku", "A SKU has at most 64 characters.");
    if (trimmed(product.name).empty()) return invalid_field("name", "A product needs a name.");
    if (product.barcode.size() > 64)
        return invalid_field("barcode", "A bar code has at most 64 characters.");
    if (product.brand.size() > 100)
        return invalid_field("brand", "A brand has at most 100 characters.");
    if (product.shelf.size() > 40)
        return invalid_field("shelf", "A shelf has at most 40 characters.");
    if (product.unit.empty()) return invalid_field("unit", "A product needs a unit.");
    // OUG 34/2014 art. 16.
    constexpr std::array exceptions{"",      "made_to_measure", "perishable", "hygiene",
                                    "media", "digital",         "press",      "service"};
    if (std::ranges::find(exceptions, product.no_withdrawal) == exceptions.end())
        return invalid_field("no_withdrawal", "There is no such exception.");
    const struct {
        const char* field;
        Money amount;
    } amounts[]{{"price", product.price},
                {"cost", product.cost},
                {"green_tax", product.green_tax},
                {"delivery_surcharge", product.delivery_surcharge}};
    for (const auto& each : amounts) {
        if (each.amount.currency != scope.currency())
            return invalid_field(std::string(each.field) + ".currency",
                                 said("The shop sells in {}.", scope.shop->currency));
        if (each.amount.minor < 0 || each.amount.minor > 1'000'000'000)
            return invalid_field(each.field, "The amount is 0 to 10000000.00.");
    }
    const struct {
        const char* field;
        std::int64_t value, most;
    } numbers[]{{"weight_g", product.weight_g, 2'000'000},
                {"length_mm", product.length_mm, 20'000},
                {"width_mm", product.width_mm, 20'000},
                {"height_mm", product.height_mm, 20'000},
                {"warranty_months", product.warranty_months, 600}};
    for (const auto& each : numbers)
        if (each.value < 0 || each.value > each.most)
            return invalid_field(each.field, said("The value is 0 to {}.", each.most));
    return {};
}

Result<StockedProduct> create(db::Transaction& tx, const shop::Scope& scope,
                              StockedProduct product) {
    MUST(check(product, scope));
    if (product.stock.thousandths < 0)
        return invalid_field("stock", "The stock is never negative.");
    MUST(check_parent(tx, scope, product));
    product.id = scope.new_id<ProductId>();
    product.created_at = scope.now;
    product.version = 1;
    product.reserved = {};
    if (tx.number(sku_taken_sql, {scope.id(), product.sku, product.id}))
        return invalid_field("sku", said("Another product has the SKU {}.", product.sku));
    table().insert_later(tx, scope.id(), product);
    tx.later(insert_stock_sql, {scope.id(), product.id, product.stock});
    product_terms().put(tx, scope.id(), product.id.value, terms_of(product));
    if (product.stock.thousandths > 0)
        record_movement(tx, scope, product.id, product.stock, "initial", "");
    audit::begin(tx, scope,
                 {subject_of(product.id),
                  "product_created",
                  {{"sku", "", product.sku}, {"price", "", to_decimal(product.price)}}});
    return product;
}

Result<StockedProduct> change(db::Transaction& tx, const shop::Scope& scope,
                              StockedProduct product) {
    MUST(check(product, scope));
    const auto before = find(tx, scope.id(), product.id);
    if (!before) return not_found("There is no such product.");
    MUST(check_parent(tx, scope, product));
    if (tx.number(sku_taken_sql, {scope.id(), product.sku, product.id}))
        return invalid_field("sku", said("Another product has the SKU {}.", product.sku));
    product.stock = before->stock;
    product.reserved = before->reserved;
    product.created_at = before->created_at;
    ++product.version;
    if (!table().update(tx, scope.id(), product))
        return refuse(RefusalKind::conflict, "version_conflict",
                      "Somebody else has just changed this product; look again.");
    product_terms().clear(tx, scope.id(), product.id.value, terms_of(*before));
    product_terms().put(tx, scope.id(), product.id.value, terms_of(product));
    std::vector<audit::Change> changes;
    const auto compare = [&](const char* field, const std::string& from, const std::string& to) {
        if (from != to) changes.push_back({field, from, to});
    };
    compare("sku", before->sku, product.sku);
    compare("name", before->name, product.name);
    compare("price", to_decimal(before->price), to_decimal(product.price));
    compare("cost", to_decimal(before->cost), to_decimal(product.cost));
    compare("vat_class", before->vat_class, product.vat_class);
    compare("weight_g", std::to_string(before->weight_g), std::to_string(product.weight_g));
    compare("active", before->active ? "yes" : "no", product.active ? "yes" : "no");
    audit::append(tx, scope, {subject_of(product.id), "product_changed", changes});
    return product;
}

Result<void> withdraw(db::Transaction& tx, const shop::Scope& scope, ProductId id) {
    auto product = find(tx, scope.id(), id);
    if (!product) return not_found("There is no such product.");
    product->active = false;
    MUST(change(tx, scope, *product));
    return {};
}

Result<StockedProduct> move_stock(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                                  Quantity quantity, const std::string& reason) {
    if (trimmed(reason).empty()) return invalid_field("reason", "A stock movement needs a reason.");
    if (quantity.thousandths == 0) return invalid_field("quantity", "The quantity is not zero.");
    const auto before = find(tx, scope.id(), id);
    if (!before) return not_found("There is no such product.");
    if (before->stock.thousandths + quantity.thousandths > quantity_max)
        return invalid_field("quantity", "No stock is larger than a million units.");
    if (tx.change(move_stock_sql, {scope.id(), id, quantity}) != 1)
        return refuse(RefusalKind::conflict, "out_of_stock",
                      said("There is not that much: {} are free.",
                           to_decimal(before->stock - before->reserved)),
                      "quantity");
    record_movement(tx, scope, id, quantity, reason, "");
    if (quantity.thousandths > 0)
        restore(tx, scope, id, quantity, before->cost, "moved");
    else
        (void)consume(tx, scope, id, {-quantity.thousandths});
    audit::append(tx, scope,
                  {subject_of(id),
                   "stock_moved",
                   {{"stock", to_decimal(before->stock), to_decimal(before->stock + quantity)}},
                   reason});
    return *find(tx, scope.id(), id);
}

void reserve_later(db::Transaction& tx, ShopId shop, ProductId id, Quantity quantity,
                   const std::string& sku, const std::string& field) {
    tx.later(reserve_sql, {shop, id, quantity},
             {RefusalKind::conflict, "out_of_stock", said("There is not enough of {} left.", sku),
              field});
}

void release(db::Transaction& tx, ShopId shop, ProductId id, Quantity quantity) {
    expects(tx.change(release_sql, {shop, id, quantity}) == 1);
}

std::optional<Money> take_out(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                              Quantity quantity, const std::string& subject) {
    expects(tx.change(take_out_sql, {scope.id(), id, quantity}) == 1);
    record_movement(tx, scope, id, {-quantity.thousandths}, "shipped", subject);
    return consume(tx, scope, id, quantity);
}

void put_back(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
              Money unit_cost, const std::string& subject) {
    put_on_shelf(tx, scope, id, quantity, "returned", subject);
    restore(tx, scope, id, quantity, unit_cost, subject);
}

void put_on_shelf(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                  const std::string& reason, const std::string& subject) {
    expects(tx.change(move_stock_sql, {scope.id(), id, quantity}) == 1);
    record_movement(tx, scope, id, quantity, reason, subject);
}

bool take_off_shelf(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                    const std::string& reason, const std::string& subject) {
    if (tx.change(move_stock_sql, {scope.id(), id, {-quantity.thousandths}}) != 1) return false;
    record_movement(tx, scope, id, {-quantity.thousandths}, reason, subject);
    return true;
}

} // namespace taraba::catalog
