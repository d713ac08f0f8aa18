#include "api/panel/payment_view.hpp"

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "shop/orders/order.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/processor.hpp"
#include "shop/pricing/methods.hpp"

#include <algorithm>

namespace taraba::api::panel {

using payments::OperationState;
using payments::Payment;

namespace {

AllowedActions allowed(const Payment& payment, const std::vector<payments::Operation>& operations) {
    AllowedActions may;
    const bool open = std::ranges::any_of(operations, [](const payments::Operation& each) {
        return each.state == OperationState::sending || each.state == OperationState::unclear;
    });
    payments::Traits traits;
    if (payment.processor.empty())
        traits.refunds = traits.partial_refunds = true;
    else
        traits = payments::processor_registry().at(payment.processor).traits;
    may.capture = !open && payment.authorised > 0 && traits.captures;
    may.partial_capture = may.capture && traits.partial_captures;
    may.void_ = !open && payment.authorised > 0 && traits.voids;
    may.refund = !open && payment.captured > payment.refunded && traits.refunds;
    may.partial_refund = may.refund && traits.partial_refunds;
    may.poll = traits.polls;
    return may;
}

} // namespace

PaymentSummary summary_of(const Scope& scope, const Payment& payment) {
    return {payment.id,
            payment.method,
            pricing::payment_method_name(scope, payment.method),
            payment.processor,
            payment.state,
            payment.amount,
            payment.in_shop(payment.authorised),
            payment.in_shop(payment.captured),
            payment.in_shop(payment.refunded),
            payment.reference,
            payment.error,
            payment.created_at,
            payment.settled_at,
            payment.actor};
}

PaymentEventView view_of(const payments::PaymentEvent& news) {
    PaymentEventView view{news.id,     instant_of_id(news.id.value),
                          news.source, news.what,
                          {},          news.verdict,
                          news.words,  {},
                          news.headers};
    if (news.currency.size() == 3 && news.amount != 0)
        view.amount = Money{news.amount, Currency::of(news.currency)};
    view.raw.text = shortened(as_utf8(news.raw.text), 50'000);
    return view;
}

Result<PaymentView> payment_view(db::Transaction& tx, const Scope& scope, PaymentId id) {
    const auto payment = payments::find(tx, scope.id(), id);
    if (!payment) return not_found("There is no such payment.");
    TRY(order, orders::must_find(tx, scope, payment->order_id));
    const auto operations = payments::operations_of(tx, scope.id(), id);
    PaymentView view;
    static_cast<PaymentSummary&>(view) = summary_of(scope, *payment);
    view.order_id = order.id;
    view.order_number = order.number;
    view.charge = {payment->charge, payment->charged_in()};
    if (payment->charged_in() != scope.currency())
        view.rate = format_decimal(payment->rate, 4, true);
    view.commission = payment->commission;
    view.allowed = allowed(*payment, operations);
    for (const auto& each : payments::attempts_of(tx, scope.id(), id))
        view.attempts.push_back(
            {each.id, each.state, each.processor_ref, each.error, each.created_at});
    for (const auto& each : payments::events_of(tx, scope.id(), id))
        view.events.push_back(view_of(each));
    for (const auto& each : operations)
        view.operations.push_back({each.id, each.kind, each.state,
                                   Money{each.amount, payment->charged_in()}, each.processor_ref,
                                   each.error, each.reason, each.actor, each.created_at,
                                   each.settled_at});
    return view;
}

Result<PaymentView> payment_after(const Scope& scope, const Result<Payment>& payment) {
    if (!payment) return Failure(payment.error());
    return scope.read([&](db::Transaction& tx) { return payment_view(tx, scope, payment->id); });
}

} // namespace taraba::api::panel
