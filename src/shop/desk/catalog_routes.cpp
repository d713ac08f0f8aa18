#include "shop/catalog/product.hpp"
#include "shop/crud.hpp"
#include "shop/customers/customer.hpp"
#include "shop/desk/routes.hpp"
#include "shop/orders/order.hpp"
#include "shop/pricing/vat.hpp"

namespace taraba::desk {

using catalog::StockedProduct;
using customers::Customer;
using shop::Api;
using shop::In;
using shop::Scope;

namespace {

struct StockMovement {
    Quantity quantity; ///< + in, - out
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(StockMovement, (), (quantity, reason))

} // namespace

void add_catalog_routes(Api& api) {
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
                      return invalid_field("vat_class", "The shop has no VAT class `" +
                                                            product.vat_class + "`.");
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
    add_crud<Customer>(
        api, {"/api/v1/customers", "customers", "customer", "customers.read", "customers.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string& q, std::int64_t before,
                 std::int64_t limit) { return customers::list(tx, scope.id(), q, before, limit); },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return customers::find(tx, scope.id(), CustomerId{id});
              },
              [](db::Transaction& tx, const Scope& scope, Customer customer, bool fresh) {
                  return fresh ? customers::create(tx, scope, std::move(customer))
                               : customers::change(tx, scope, std::move(customer));
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  if (orders::is_customer_used(tx, scope.id(), CustomerId{id}))
                      return refuse(RefusalKind::conflict, "in_use",
                                    "The customer has orders, whose papers must be kept.");
                  return customers::remove(tx, scope, CustomerId{id});
              }});
}

} // namespace taraba::desk
