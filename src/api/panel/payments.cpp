#include "api/invoice_view.hpp"
#include "api/panel/order_view.hpp"
#include "api/panel/payment_view.hpp"
#include "api/panel/routes.hpp"
#include "api/started_payment.hpp"
#include "api/storefront/signed_link.hpp"
#include "base/decimal.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/processor.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::api::panel {

namespace {

struct AmountIn {
    static constexpr bool lenient = true;
    std::optional<Money> amount;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AmountIn, (), (amount, reason))

struct RefundQuery {
    std::optional<std::string> amount; ///< decimal, in the shop's currency; all of it when missing
};
BOOST_DESCRIBE_STRUCT(RefundQuery, (), (amount))

/// What a refund will do, before it is done.
struct RefundPreview {
    Money back;       ///< to the buyer, in the currency of the charge
    Money left;       ///< of the payment, in the shop's currency
    Money order_paid; ///< of the order, after it
    statuses::Stage payment_stage = statuses::Stage::refunded;
    std::string way;     ///< title of the processor; empty: by hand
    std::string invoice; ///< that stays issued and wants a storno by itself; empty: none
};
BOOST_DESCRIBE_STRUCT(RefundPreview, (), (back, left, order_paid, payment_stage, way, invoice))

Result<RefundPreview> preview_refund(db::Transaction& tx, const Scope& scope, PaymentId id,
                                     const RefundQuery& query) {
    const auto payment = payments::find(tx, scope.id(), id);
    if (!payment) return not_found("There is no such payment.");
    TRY(order, orders::must_find(tx, scope, payment->order_id));
    Money amount = payment->brought();
    if (query.amount) {
        const auto given = money_from(*query.amount, scope.currency());
        if (!given) return invalid_field("amount", given.error().detail);
        amount = *given;
    }
    if (amount.minor <= 0 || payment->brought() < amount)
        return invalid_field("amount", said("The amount is more than 0 and at most {}.",
                                            to_decimal(payment->brought())));
    RefundPreview preview;
    preview.back = payment->in_charge(amount);
    preview.left = payment->brought() - amount;
    preview.order_paid = order.paid - amount;
    preview.payment_stage = preview.order_paid.minor <= 0      ? statuses::Stage::refunded
                            : preview.order_paid < order.total ? statuses::Stage::partly_refunded
                                                               : statuses::Stage::paid;
    if (!payment->processor.empty())
        preview.way = payments::processor_registry().at(payment->processor).traits.title;
    for (const auto& invoice : invoicing::of_order(tx, scope.id(), order.id)) {
        if (invoice.kind == invoicing::InvoiceKind::invoice)
            preview.invoice = invoice.series + " " + std::to_string(invoice.number);
        if (invoice.kind == invoicing::InvoiceKind::storno) preview.invoice.clear();
    }
    return preview;
}

} // namespace

void add_payments(Api& api) {
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/capture",
        {"Take money that is set aside", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return payment_after(scope, payments::capture(scope, id, in.body.amount));
        });
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/void",
        {"Set money free that is set aside", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return payment_after(scope, payments::void_hold(scope, id));
        });
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/refund",
        {"Give money back, all or a part", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return payment_after(scope,
                                 payments::refund(scope, id, in.body.amount, in.body.reason));
        });
    api.get<RefundQuery, RefundPreview>(
        "/api/v1/payments/{id}/refund",
        {"What a refund will do, before it is done", "payments", "payments.edit"},
        [](const Scope& scope, const In<Nothing, RefundQuery>& in) -> Result<RefundPreview> {
            TRY(id, in.template id<PaymentId>());
            return scope.read(
                [&](db::Transaction& tx) { return preview_refund(tx, scope, id, in.query); });
        });
    api.post<Nothing, PaymentView>(
        "/api/v1/payments/{id}/poll",
        {"Ask the processor how the payment stands", "payments", "payments.edit"},
        [](const Scope& scope, const In<>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return payment_after(scope, payments::poll(scope, id));
        });
    api.post<payments::StartPayment, StartedView>(
        "/api/v1/orders/{id}/payments",
        {"Begin to pay an order, or begin again by another method", "payments", "payments.edit"},
        [](const Scope& scope, const In<payments::StartPayment>& in) -> Result<StartedView> {
            TRY(id, in.template id<OrderId>());
            TRY(started, payments::start(scope, id, in.body));
            return api::view_of(started);
        },
        201);
    api.get<Nothing, PaymentView>(
        "/api/v1/payments/{id}",
        {"A payment with everything that was said and done", "payments", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<PaymentView> {
            TRY(id, in.id<PaymentId>());
            return scope.read([&](db::Transaction& tx) { return payment_view(tx, scope, id); });
        });
}

} // namespace taraba::api::panel
