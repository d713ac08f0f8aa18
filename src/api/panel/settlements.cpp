#include "api/panel/routes.hpp"
#include "shop/payments/settlement.hpp"

namespace taraba::api::panel {

void add_settlements(Api& api) {
    api.post<Nothing, payments::SettlementReport>(
        "/api/v1/settlements/{processor}",
        {"Take a processor's settlement in: the body is its CSV; commissions go into the profit",
         "payments", "payments.edit"},
        [](const Scope& scope, const In<>& in) {
            return payments::take_settlement(scope, in.request.path_value("processor"),
                                             in.request.body);
        },
        200, 20 << 20);
}

} // namespace taraba::api::panel
