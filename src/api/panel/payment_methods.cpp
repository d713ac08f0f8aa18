#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/pricing/payment_method.hpp"

namespace taraba::api::panel {

using pricing::PaymentMethod;

void add_payment_methods(Api& api) {
    add_crud<PaymentMethod>(
        api, {"/api/v1/payment-methods", "payment methods", "payment method", "settings.read",
              "settings.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return cut(pricing::payment_methods(tx, scope.id()), before, limit);
              },
              [](db::Transaction& tx, const Scope& scope,
                 std::int64_t id) -> std::optional<PaymentMethod> {
                  for (auto& method : pricing::payment_methods(tx, scope.id()))
                      if (method.id.value == id) return std::move(method);
                  return std::nullopt;
              },
              [](db::Transaction& tx, const Scope& scope, PaymentMethod method, bool fresh) {
                  return pricing::save(tx, scope, std::move(method), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  for (auto& method : pricing::payment_methods(tx, scope.id())) {
                      if (method.id.value != id) continue;
                      method.active = false;
                      MUST(pricing::save(tx, scope, method, false));
                      return {};
                  }
                  return not_found("There is no such payment method.");
              }});
}

} // namespace taraba::api::panel
