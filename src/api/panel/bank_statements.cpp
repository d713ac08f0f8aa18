#include "api/panel/routes.hpp"
#include "shop/payments/bank.hpp"

namespace taraba::api::panel {

void add_bank_statements(Api& api) {
    api.post<Nothing, payments::StatementReport>(
        "/api/v1/bank-statements",
        {"Take a bank statement in: the body is CAMT.053, MT940 or CSV", "payments",
         "payments.edit"},
        [](const Scope& scope, const In<>& in) {
            return payments::take_statement(scope, in.request.body);
        },
        200, 20 << 20);
}

} // namespace taraba::api::panel
