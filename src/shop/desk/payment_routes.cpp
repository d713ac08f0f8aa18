#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/desk/signed_link.hpp"

namespace taraba::desk {

using payments::Payment;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

/// How the buyer gets to the processor; `fields` is an object of texts, in the order to be sent.
struct RedirectView {
    std::string method;
    LongText url;
    json::value fields;
};
BOOST_DESCRIBE_STRUCT(RedirectView, (), (method, url, fields))

struct StartedView {
    PaymentId id;
    payments::PaymentState state = payments::PaymentState::pending;
    std::optional<RedirectView> redirect; ///< missing when nothing is paid online
};
BOOST_DESCRIBE_STRUCT(StartedView, (), (id, state, redirect))

struct AmountIn {
    static constexpr bool lenient = true;
    std::optional<Money> amount;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AmountIn, (), (amount, reason))

struct SettleIn {
    bool happened = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SettleIn, (), (happened, reason))

struct ReviewIn {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReviewIn, (), (reason))

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

StartedView view_of(const payments::StartedPayment& started) {
    StartedView view{started.payment.id, started.payment.state, {}};
    if (!started.redirect) return view;
    json::object fields;
    for (const auto& [name, value] : started.redirect->fields)
        fields[name] = value;
    view.redirect =
        RedirectView{started.redirect->method, {started.redirect->url}, std::move(fields)};
    return view;
}

Result<PaymentView> viewed(const Scope& scope, const Result<Payment>& payment) {
    if (!payment) return Failure(payment.error());
    return scope.read([&](db::Transaction& tx) { return payment_view(tx, scope, payment->id); });
}

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
        return invalid_field("amount", "The amount is more than 0 and at most " +
                                           to_decimal(payment->brought()) + ".");
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

void add_buyer_routes(Api& api) {
    api.post_at<payments::StartPayment, TokenQuery, StartedView>(
        "/api/v1/checkout/orders/{id}/payments",
        {"Pay the buyer's order, by its signed link (`t`)", "checkout", "checkout"},
        [](const Scope& scope,
           const In<payments::StartPayment, TokenQuery>& in) -> Result<StartedView> {
            TRY(id, signed_order(scope, in));
            TRY(started, payments::start(scope, id, in.body));
            return view_of(started);
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

void add_operation_routes(Api& api) {
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/capture",
        {"Take money that is set aside", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return viewed(scope, payments::capture(scope, id, in.body.amount));
        });
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/void",
        {"Set money free that is set aside", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return viewed(scope, payments::void_hold(scope, id));
        });
    api.post<AmountIn, PaymentView>(
        "/api/v1/payments/{id}/refund",
        {"Give money back, all or a part", "payments", "payments.edit"},
        [](const Scope& scope, const In<AmountIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<PaymentId>());
            return viewed(scope, payments::refund(scope, id, in.body.amount, in.body.reason));
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
            return viewed(scope, payments::poll(scope, id));
        });
    api.post<SettleIn, PaymentView>(
        "/api/v1/payment-operations/{id}/settle",
        {"Say what became of an operation that stayed unclear", "payments", "payments.edit"},
        [](const Scope& scope, const In<SettleIn>& in) -> Result<PaymentView> {
            TRY(id, in.template id<OperationId>());
            return viewed(scope, payments::settle(scope, id, in.body.happened, in.body.reason));
        });
}

} // namespace

void add_payment_routes(Api& api) {
    api.post<payments::StartPayment, StartedView>(
        "/api/v1/orders/{id}/payments",
        {"Begin to pay an order, or begin again by another method", "payments", "payments.edit"},
        [](const Scope& scope, const In<payments::StartPayment>& in) -> Result<StartedView> {
            TRY(id, in.template id<OrderId>());
            TRY(started, payments::start(scope, id, in.body));
            return view_of(started);
        },
        201);
    api.get<Nothing, PaymentView>(
        "/api/v1/payments/{id}",
        {"A payment with everything that was said and done", "payments", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<PaymentView> {
            TRY(id, in.id<PaymentId>());
            return scope.read([&](db::Transaction& tx) { return payment_view(tx, scope, id); });
        });
    add_operation_routes(api);
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
    add_buyer_routes(api);
}

} // namespace taraba::desk
