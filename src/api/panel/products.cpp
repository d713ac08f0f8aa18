#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/catalog/images.hpp"
#include "shop/catalog/product.hpp"
#include "shop/pricing/vat.hpp"

namespace taraba::api::panel {

using catalog::StockedProduct;

namespace {

struct StockMovement {
    Quantity quantity; ///< + in, - out
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(StockMovement, (), (quantity, reason))

struct ScanQuery {
    std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(ScanQuery, (), (code))

struct Variants {
    std::vector<StockedProduct> items;
};
BOOST_DESCRIBE_STRUCT(Variants, (), (items))

} // namespace

void add_products(Api& api) {
    add_crud<StockedProduct>(
        api, {"/api/v1/products", "products", "product", "products.read", "products.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string& q, std::int64_t before,
                 std::int64_t limit) { return catalog::list(tx, scope.id(), q, before, limit); },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return catalog::find(tx, scope.id(), ProductId{id});
              },
              [](db::Transaction& tx, const Scope& scope, StockedProduct product,
                 bool fresh) -> Result<StockedProduct> {
                  if (!pricing::taxes(scope)->knows_class(product.vat_class))
                      return invalid_field(
                          "vat_class", said("The shop has no VAT class `{}`.", product.vat_class));
                  return fresh ? catalog::create(tx, scope, std::move(product))
                               : catalog::change(tx, scope, std::move(product));
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return catalog::withdraw(tx, scope, ProductId{id});
              }});
    api.post<StockMovement, StockedProduct>(
        "/api/v1/products/{id}/stock-movements",
        {"Move stock in or out", "products", "products.edit"},
        [](const Scope& scope, const In<StockMovement>& in) -> Result<StockedProduct> {
            TRY(id, in.template id<ProductId>());
            return scope.create([&](db::Transaction& tx) {
                return catalog::move_stock(tx, scope, id, in.body.quantity, in.body.reason);
            });
        });
    api.post<Nothing, StockedProduct>(
        "/api/v1/products/{id}/images",
        {"Give a product a picture: the body is the PNG, JPEG or WebP", "products",
         "products.edit"},
        [](const Scope& scope, const In<>& in) -> Result<StockedProduct> {
            TRY(id, in.id<ProductId>());
            return scope.write([&](db::Transaction& tx) {
                return catalog::add_image(tx, scope, id, in.request.body);
            });
        },
        200, 4 << 20);
    api.get<ScanQuery, StockedProduct>(
        "/api/v1/product-scan", {"The product that a scanner read", "products", "orders.read"},
        [](const Scope& scope, const In<Nothing, ScanQuery>& in) -> Result<StockedProduct> {
            if (!in.query.code) return invalid_field("code", "This is required.");
            const auto found = scope.read([&](db::Transaction& tx) {
                return catalog::find_scanned(tx, scope.id(), *in.query.code);
            });
            if (!found) return not_found("No product has this code.");
            return *found;
        });
    api.get<Nothing, Variants>("/api/v1/products/{id}/variants",
                               {"Variants of a product", "products", "products.read"},
                               [](const Scope& scope, const In<>& in) -> Result<Variants> {
                                   TRY(id, in.id<ProductId>());
                                   return scope.read([&](db::Transaction& tx) -> Result<Variants> {
                                       if (!catalog::find(tx, scope.id(), id))
                                           return not_found("There is no such product.");
                                       return Variants{catalog::variants_of(tx, scope.id(), id)};
                                   });
                               });
}

} // namespace taraba::api::panel
