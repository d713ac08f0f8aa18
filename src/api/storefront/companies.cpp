#include "api/storefront/routes.hpp"
#include "shop/customers/register.hpp"

namespace taraba::api::storefront {

void add_companies(Api& api) {
    api.get<Nothing, customers::RegisteredCompany>(
        "/api/v1/checkout/companies/{cui}",
        {"A company by its CUI, from the public register", "checkout", "checkout"},
        [](const Scope& scope, const In<>& in) {
            return customers::look_up_company(scope, in.request.path_value("cui"));
        });
}

} // namespace taraba::api::storefront
