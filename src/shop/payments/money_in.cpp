#include "shop/payments/money_in.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/apply.hpp"
#include "shop/payments/payment_store.hpp"
#include "texts/payments.hpp"

namespace taraba::payments {

namespace {

using statuses::Axis;
using statuses::Stage;

bool is_cancelled(const shop::Scope& scope, const orders::Order& order) {
    return orders::standing(scope, order).order.stage == Stage::cancelled;
}

void alert(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
           const Payment& now) {
    const auto& tell = scope.installation.workflow->alert;
    const std::string& language = scope.shop->language;
    const std::string number = std::to_string(order.number);
    const Money kept = is_cancelled(scope, order) ? Money{0, order.total.currency} : order.total;
    if (kept < order.paid)
        tell(tx, scope, order, "refund_proposed",
             texts::payments::money::to_give_back(language, number,
                                                  to_people(order.paid - kept, language)));
    else if (now.refunded > 0)
        tell(tx, scope, order, "refund_proposed", "");
    if (now.state == PaymentState::disputed)
        tell(tx, scope, order, "payment_disputed",
             texts::payments::money::disputed(language, number));
}

} // namespace

std::optional<Stage> stage_of(const orders::Order& order, const std::vector<Payment>& payments) {
    Money refunded{0, order.total.currency}, set_aside = refunded;
    bool open = false, failed = false;
    for (const auto& each : payments) {
        refunded += each.in_shop(each.refunded);
        set_aside += each.in_shop(each.authorised);
        open = open || each.state == PaymentState::pending;
        failed = failed || each.state == PaymentState::failed;
    }
    if (refunded.minor > 0) {
        if (order.paid.minor <= 0) return Stage::refunded;
        if (order.paid < order.total) return Stage::partly_refunded;
    }
    if (order.paid.minor >= order.total.minor) return Stage::paid;
    if (order.paid.minor > 0) return Stage::pending;
    if (order.total.minor <= order.paid.minor + set_aside.minor) return Stage::authorised;
    if (open) return Stage::pending;
    return failed ? std::optional(Stage::failed) : std::nullopt;
}

Result<void> money_moved(db::Transaction& tx, const shop::Scope& scope, const Payment& before,
                         const Payment& now, const std::string& why) {
    if (before.state == now.state && before.brought() == now.brought()) return {};
    TRY(order, orders::must_find(tx, scope, now.order_id));
    const Money paid_before = order.paid;
    order.paid += now.brought() - before.brought();
    audit::append(
        tx, scope,
        {shop::order_subject(order.id),
         "payment_" + std::string(name_of(now.state)),
         {{"payment", std::string(name_of(before.state)), std::string(name_of(now.state))},
          {"paid", to_decimal(paid_before), to_decimal(order.paid)}},
         why});
    const auto stage = stage_of(order, of_order(tx, scope.id(), order.id));
    const bool may_enter = stage && (!is_cancelled(scope, order) || *stage == Stage::refunded ||
                                     *stage == Stage::partly_refunded);
    if (!may_enter || orders::standing(scope, order).payment.stage == *stage ||
        !statuses::of(scope)->first(Axis::payment, *stage)) {
        for (const auto& change : scope.installation.workflow->on_change)
            change(tx, scope, order);
        orders::store(tx, scope, order);
    } else {
        TRY(moved, orders::enter_stage(tx, scope, order, Axis::payment, *stage, why));
        order = moved;
    }
    alert(tx, scope, order, now);
    return {};
}

Result<void> settle_attempt(db::Transaction& tx, const shop::Scope& scope, Payment& payment,
                            Attempt& attempt, const std::string& why) {
    const Payment before = payment;
    store(tx, scope.id(), attempt);
    sum_up(payment, attempts_of(tx, scope.id(), payment.id));
    if (payment.captured > 0 && !payment.settled_at) payment.settled_at = scope.now;
    store(tx, scope.id(), payment);
    return money_moved(tx, scope, before, payment, why);
}

Result<RecordedNotification> record_notification(db::Transaction& tx, const shop::Scope& scope,
                                                 PaymentEvent event,
                                                 const ChargeNotification& notification) {
    const auto id = parse_id(notification.reference);
    auto attempt = id ? find(tx, scope.id(), AttemptId{*id}) : std::nullopt;
    if (!attempt && notification.reference.empty() && !notification.processor_ref.empty())
        attempt =
            find_by_processor_ref(tx, scope.id(), event.processor, notification.processor_ref);
    auto payment = attempt ? find(tx, scope.id(), attempt->payment_id) : std::nullopt;
    if (find_verdict(tx, scope.id(), event.processor, event.fingerprint))
        return RecordedNotification{
            Verdict::known, {}, payment ? std::optional(payment->order_id) : std::nullopt, false};
    event.what = notification.event;
    event.amount = notification.amount.minor;
    event.currency = std::string(notification.amount.currency.code());
    if (!payment || payment->processor != event.processor) {
        event.verdict =
            notification.event == ChargeEvent::nothing ? Verdict::noted : Verdict::quarantined;
        event.words = "We have no charge " + shortened(as_utf8(notification.reference), 60) +
                      " with this processor.";
        insert(tx, scope.id(), event);
        return RecordedNotification{event.verdict, {}, {}, false};
    }
    auto operations = operations_of(tx, scope.id(), payment->id);
    const auto operations_before = operations;
    const auto applied = apply(*payment, *attempt, operations, notification);
    event.payment_id = payment->id;
    event.attempt_id = attempt->id;
    event.verdict = applied.verdict;
    event.words = applied.words.empty() ? shortened(notification.words, 400) : applied.words;
    insert(tx, scope.id(), event);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        auto& each = operations[i];
        if (each.state == operations_before[i].state && each.told == operations_before[i].told)
            continue;
        if (!each.settled_at) each.settled_at = scope.now;
        store(tx, scope.id(), each);
    }
    if (applied.of_processor) {
        Operation operation = *applied.of_processor;
        operation.id = scope.new_id<OperationId>();
        operation.payment_id = payment->id;
        operation.attempt_id = attempt->id;
        operation.actor = event.processor;
        operation.created_at = scope.now;
        operation.settled_at = scope.now;
        insert(tx, scope.id(), operation);
    }
    const RecordedNotification recorded{applied.verdict, payment->id, payment->order_id,
                                        // A notification that does not fit is not acted upon.
                                        notification.event == ChargeEvent::approved &&
                                            applied.verdict != Verdict::quarantined &&
                                            attempt->captured + attempt->authorised == 0};
    if (applied.verdict == Verdict::quarantined) {
        audit::append(
            tx, scope,
            {shop::order_subject(payment->order_id), "payment_quarantined", {}, event.words});
        TRY(order, orders::must_find(tx, scope, payment->order_id));
        scope.installation.workflow->alert(tx, scope, order, "payment_quarantined",
                                           "#" + std::to_string(order.number) + ": " + event.words);
    }
    if (applied.verdict == Verdict::applied || applied.verdict == Verdict::noted) {
        if (attempt->state != PaymentState::pending) attempt->poll_at.reset();
        // An account that takes money at once takes it from here, where its processor only holds.
        if (applied.verdict == Verdict::applied && notification.event == ChargeEvent::authorised)
            jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "capture_at_once",
                          {{"payment", to_text(payment->id)}},
                          shop::order_subject(payment->order_id), scope.now);
        MUST(settle_attempt(tx, scope, *payment, *attempt,
                            payment->processor + ": " + shortened(notification.words, 200)));
    }
    return recorded;
}

} // namespace taraba::payments
