#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/reports/delivery_simulation.hpp"
#include "shop/shipping/courier_localities.hpp"

namespace taraba::api::panel {

using pricing::DeliveryMethod;

namespace {

struct FormulaIn {
    pricing::DeliveryFormula formula;
};
BOOST_DESCRIBE_STRUCT(FormulaIn, (), (formula))

/// A parcel to try a formula on, saved or not.
struct TryFormula {
    pricing::DeliveryFormula formula;
    std::int64_t weight_g = 0;
    std::int64_t volume_cm3 = 0;
    std::int64_t pieces = 1;
    Money goods;
    std::int64_t siruta = 0;            ///< of the destination
    std::optional<std::string> courier; ///< whose list of far places the formula takes, if it does
};
BOOST_DESCRIBE_STRUCT(TryFormula, (),
                      (formula, weight_g, volume_cm3, pieces, goods, siruta, courier))

Result<pricing::DeliveryPrice> try_formula(const Scope& scope, const TryFormula& in) {
    constexpr std::int64_t most = 1'000'000'000;
    for (const auto& [field, value] :
         {std::pair{"weight_g", in.weight_g}, std::pair{"volume_cm3", in.volume_cm3},
          std::pair{"pieces", in.pieces}})
        if (value < 0 || value > most) return invalid_field(field, "This is 0 to 1000000000.");
    if (in.goods.currency != scope.currency())
        return invalid_field("goods.currency", said("The shop sells in {}.", scope.shop->currency));
    const auto* place = places::find_locality(in.siruta);
    if (!place) return invalid_field("siruta", "There is no locality with this code.");
    MUST(pricing::check(in.formula, scope.currency()));
    pricing::DeliveryMethod method;
    method.formula = in.formula;
    pricing::Load load{in.weight_g, in.volume_cm3, in.pieces, in.goods, place->county,
                       0,           in.siruta};
    pricing::leave_from_nearest(scope, load);
    load.far_km = shipping::extra_km(scope, in.courier.value_or(""), in.siruta);
    return pricing::delivery_price(method, load);
}

} // namespace

void add_delivery_methods(Api& api) {
    add_crud<DeliveryMethod>(
        api, {"/api/v1/delivery-methods", "delivery methods", "delivery method", "settings.read",
              "settings.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return cut(pricing::delivery_methods(tx, scope.id()), before, limit);
              },
              [](db::Transaction& tx, const Scope& scope,
                 std::int64_t id) -> std::optional<DeliveryMethod> {
                  for (auto& method : pricing::delivery_methods(tx, scope.id()))
                      if (method.id.value == id) return std::move(method);
                  return std::nullopt;
              },
              [](db::Transaction& tx, const Scope& scope, DeliveryMethod method, bool fresh) {
                  return pricing::save(tx, scope, std::move(method), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  for (auto& method : pricing::delivery_methods(tx, scope.id())) {
                      if (method.id.value != id) continue;
                      method.active = false; // orders name it, so it only stops being offered
                      MUST(pricing::save(tx, scope, method, false));
                      return {};
                  }
                  return not_found("There is no such delivery method.");
              }});
    api.post<FormulaIn, pricing::Curves>(
        "/api/v1/delivery-methods/curves",
        {"What a formula asks by weight and by distance, for a chart", "delivery methods",
         "settings.read"},
        [](const Scope& scope, const In<FormulaIn>& in) -> Result<pricing::Curves> {
            MUST(pricing::check(in.body.formula, scope.currency()));
            return pricing::curves_of(in.body.formula, scope.currency());
        });
    api.post<TryFormula, pricing::DeliveryPrice>(
        "/api/v1/delivery-methods/price",
        {"What a formula asks for a parcel", "delivery methods", "settings.read"},
        [](const Scope& scope, const In<TryFormula>& in) { return try_formula(scope, in.body); });
    api.post<reports::SimulateFormula, reports::Simulation>(
        "/api/v1/delivery-methods/{id}/simulate",
        {"What a changed formula would have asked of the orders of the last days",
         "delivery methods", "settings.read"},
        [](const Scope& scope,
           const In<reports::SimulateFormula>& in) -> Result<reports::Simulation> {
            TRY(id, in.template id<DeliveryMethodId>());
            return reports::simulate(scope, id, in.body);
        });
}

} // namespace taraba::api::panel
