#include "api/storefront/routes.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::api::storefront {

void add_quotes(Api& api) {
    api.post<checkout::QuoteIn, pricing::Quote>(
        "/api/v1/checkout/quotes", {"Every cost before the buyer commits", "checkout", "checkout"},
        [](const Scope& scope, const In<checkout::QuoteIn>& in) {
            return checkout::quote(scope, in.body);
        });
}

} // namespace taraba::api::storefront
