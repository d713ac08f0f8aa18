#include "api/panel/routes.hpp"
#include "shop/pricing/presets.hpp"

namespace taraba::api::panel {

namespace {

struct Presets {
    std::vector<pricing::DeliveryPreset> items;
};
BOOST_DESCRIBE_STRUCT(Presets, (), (items))

} // namespace

void add_delivery_presets(Api& api) {
    api.get<Nothing, Presets>(
        "/api/v1/delivery-presets",
        {"Published price lists of couriers as formulas to start from, with source and date",
         "delivery methods", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<Presets> {
            return Presets{pricing::delivery_presets(scope)};
        });
}

} // namespace taraba::api::panel
