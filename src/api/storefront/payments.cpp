#include "api/started_payment.hpp"
#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::storefront {

using payments::Payment;

namespace {

/// The buyer came back: the processor is asked at once, the browser itself is not believed.
Result<StartedView> check(const Scope& scope, OrderId order, PaymentId id) {
    const auto before =
        scope.read([&](db::Transaction& tx) { return payments::find(tx, scope.id(), id); });
    if (!before || before->order_id != order) return not_found("There is no such payment.");
    const auto now = before->state == payments::PaymentState::pending ? payments::poll(scope, id)
                                                                      : Result<Payment>(*before);
    // A processor that does not answer now is asked again by itself.
    return StartedView{id, now ? now->state : before->state, {}};
}

} // namespace

void add_payments(Api& api) {
    api.post_at<payments::StartPayment, TokenQuery, StartedView>(
        "/api/v1/checkout/orders/{id}/payments",
        {"Pay the buyer's order, by its signed link (`t`)", "checkout", "checkout"},
        [](const Scope& scope,
           const In<payments::StartPayment, TokenQuery>& in) -> Result<StartedView> {
            TRY(id, signed_order(scope, in));
            TRY(started, payments::start(scope, id, in.body));
            return api::view_of(started);
        },
        201);
    api.post_at<Nothing, TokenQuery, StartedView>(
        "/api/v1/checkout/orders/{id}/payments/{payment}/check",
        {"How a payment stands, for the buyer who comes back", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<StartedView> {
            TRY(id, signed_order(scope, in));
            TRY(payment, in.template id<PaymentId>("payment"));
            return check(scope, id, payment);
        });
}

} // namespace taraba::api::storefront
