#include "api/panel/payment_view.hpp"
#include "api/panel/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::panel {

namespace {

struct SettleIn {
    bool happened = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SettleIn, (), (happened, reason))

} // namespace

void add_payment_operations(Api& api) {
    api.post<SettleIn, PaymentView>(
        "/api/v1/payment-operations/{id}/settle",
        {"Say what became of an operation that stayed unclear", "payments", "payments.edit"},
        [](const Scope& scope, const In<SettleIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<OperationId>());
            return payment_after(scope,
                                 payments::settle(scope, id, in.body.happened, in.body.reason));
        });
}

} // namespace taraba::api::panel
