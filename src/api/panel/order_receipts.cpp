#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "shop/orders/order.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::panel {

namespace {

struct ReceivePayment {
    Money amount;
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(ReceivePayment, (), (amount, reference))

} // namespace

void add_order_receipts(Api& api) {
    api.post<ReceivePayment, OrderView>(
        "/api/v1/orders/{id}/receipts", {"Record money received", "payments", "payments.edit"},
        [](const Scope& scope, const In<ReceivePayment>& in) -> Result<OrderView> {
            TRY(id, in.template id<OrderId>());
            const auto received = scope.create([&](db::Transaction& tx) -> Result<orders::Order> {
                return payments::receive(tx, scope, id, in.body.amount,
                                         in.body.reference.value_or(""));
            });
            return order_after(scope, id, received);
        });
}

} // namespace taraba::api::panel
