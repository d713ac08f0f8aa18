#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "api/started_payment.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::panel {

namespace {

struct ReviewIn {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReviewIn, (), (reason))

} // namespace

void add_payment_events(Api& api) {
    api.get<shop::ListQuery, shop::Page<PaymentEventView>>(
        "/api/v1/payment-events/quarantined",
        {"What processors said and nothing fits", "payments", "payments.edit"},
        [](const Scope& scope,
           const In<Nothing, shop::ListQuery>& in) -> Result<shop::Page<PaymentEventView>> {
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            std::vector<PaymentEventView> rows;
            for (const auto& each : scope.read([&](db::Transaction& tx) {
                     return payments::quarantined(tx, scope.id(), before, limit + 1);
                 }))
                rows.push_back(view_of(each));
            return shop::page_of(std::move(rows), static_cast<std::size_t>(limit),
                                 [](const PaymentEventView& row) { return row.id.value; });
        });
    api.post<ReviewIn, Nothing>(
        "/api/v1/payment-events/{id}/review",
        {"Say what was found about a quarantined event", "payments", "payments.edit"},
        [](const Scope& scope, const In<ReviewIn>& in) -> Result<void> {
            TRY(id, in.template id<PaymentEventId>());
            return payments::review(scope, id, in.body.reason);
        },
        204);
}

} // namespace taraba::api::panel
