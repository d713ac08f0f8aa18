#include "api/panel/routes.hpp"
#include "shop/catalog/import.hpp"

namespace taraba::api::panel {

void add_product_imports(Api& api) {
    api.post<Nothing, catalog::ImportPreview>(
        "/api/v1/product-imports/preview",
        {"What a product file would change: the body is the CSV", "products", "products.edit"},
        [](const Scope& scope, const In<>& in) {
            return catalog::preview_catalog(scope, in.request.body);
        },
        200, 20 << 20);
    api.post<Nothing, catalog::ImportReport>(
        "/api/v1/product-imports",
        {"Take a product file in: the body is the CSV of Shopify or WooCommerce", "products",
         "products.edit"},
        [](const Scope& scope, const In<>& in) {
            return catalog::import_catalog(scope, in.request.body);
        },
        200, 20 << 20);
}

} // namespace taraba::api::panel
