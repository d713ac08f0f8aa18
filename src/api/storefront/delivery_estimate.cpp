#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "base/decimal.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::api::storefront {

namespace {

struct EstimateQuery {
    std::string sku;
    std::optional<std::string> quantity; ///< 1 when not given
    std::string county;                  ///< code or name
    std::string locality;
};
BOOST_DESCRIBE_STRUCT(EstimateQuery, (), (sku, quantity, county, locality))

struct DeliveryEstimate {
    std::vector<pricing::DeliveryOption> items;
};
BOOST_DESCRIBE_STRUCT(DeliveryEstimate, (), (items))

Result<DeliveryEstimate> estimate(const Scope& scope, const EstimateQuery& query) {
    checkout::QuoteIn in;
    const auto thousandths = parse_decimal(query.quantity.value_or("1"), 3);
    if (!thousandths || *thousandths <= 0)
        return invalid_field("quantity", "A quantity is more than nothing.");
    orders::WantedLine line;
    line.sku = query.sku;
    line.quantity = Quantity{*thousandths};
    in.lines = {line};
    in.delivery_address = shop::Address{0, query.county, query.locality, "", ""};
    TRY(quote, checkout::quote(scope, in));
    return DeliveryEstimate{quote.delivery_methods};
}

} // namespace

void add_delivery_estimate(Api& api) {
    api.get<EstimateQuery, DeliveryEstimate>(
        "/api/v1/checkout/delivery-estimate",
        {"What delivery of one product to a place would cost, and when it would be there: for a "
         "storefront's product page",
         "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, EstimateQuery>& in) {
            return estimate(scope, in.query);
        });
}

} // namespace taraba::api::storefront
