// What never calls back is asked. A charge that says nothing for a day was abandoned by its buyer;
// should its money come later all the same, the callback is still believed.

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/operations.hpp"
#include "shop/payments/payment_store.hpp"
#include "texts/payments.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Millis abandoned_after = hours(24);

/// Often at first, when the buyer is still at it, and seldom later.
Millis until_next_poll(std::int64_t polls) {
    constexpr std::array<Millis, 5> waits{minutes(3), minutes(10), minutes(30), hours(2), hours(6)};
    return waits[static_cast<std::size_t>(std::min<std::int64_t>(polls, 4))];
}

PaymentEvent event_of_poll(const shop::Scope& scope, const std::string& processor,
                           const Polled& polled, const ChargeNotification& notification) {
    PaymentEvent event;
    event.id = scope.new_id<PaymentEventId>();
    event.processor = processor;
    event.source = EventSource::poll;
    // The same answer to the same question is the same event, however often it is asked.
    event.fingerprint = hex(
        sha256("poll|" + notification.reference + "|" + std::string(name_of(notification.event)) +
               "|" + to_decimal(notification.amount) + "|" + notification.operation_ref));
    event.headers.text = "{}";
    event.raw.text = polled.raw;
    return event;
}

Result<void> keep_polled(const shop::Scope& scope, const std::string& processor,
                         const Polled& polled) {
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& notification : polled.notifications)
            if (notification.event != ChargeEvent::nothing &&
                notification.event != ChargeEvent::approved)
                MUST(record_notification(tx, scope,
                                         event_of_poll(scope, processor, polled, notification),
                                         notification));
        return true;
    });
    if (!kept) return Failure(kept.error());
    return {};
}

/// When the attempt is asked again, or that it was abandoned.
Result<void> plan_next(const shop::Scope& scope, AttemptId id) {
    const auto planned = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto attempt = *find(tx, scope.id(), id);
        if (attempt.state != PaymentState::pending) return true;
        auto payment = *find(tx, scope.id(), attempt.payment_id);
        ++attempt.polls;
        if (scope.now - attempt.created_at >= abandoned_after) {
            attempt.state = PaymentState::failed;
            attempt.error = texts::payments::charge::not_finished(scope.shop->language);
            attempt.poll_at.reset();
        } else {
            attempt.poll_at = scope.now + until_next_poll(attempt.polls);
        }
        MUST(settle_attempt(tx, scope, payment, attempt, attempt.error));
        return true;
    });
    if (!planned) return Failure(planned.error());
    return {};
}

Result<shop::Scope> scope_of(shop::Installation& installation, ShopId shop, const char* name) {
    return shop::Scope::of(installation, shop, {ActorKind::job, name, {"all"}});
}

Result<void> poll_due(const shop::Scope& scope) {
    const auto due =
        scope.read([&](db::Transaction& tx) { return to_poll(tx, scope.id(), scope.now, 200); });
    for (const auto& attempt : due) {
        // A processor that is down is asked again when the attempt is due the next time.
        (void)poll(scope, attempt.payment_id);
        MUST(plan_next(scope, attempt.id));
    }
    return {};
}

/// Takes a hold when the account's rule is one of these, and the processor lets us.
Result<Payment> capture_by_rule(const shop::Scope& scope, PaymentId id,
                                std::initializer_list<CaptureRule> rules) {
    const auto payment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!payment) return not_found("There is no such payment.");
    if (payment->state != PaymentState::authorised ||
        !processor_registry().at(payment->processor).traits.captures)
        return *payment;
    TRY(account, account_of(scope, payment->processor));
    if (std::ranges::find(rules, account.capture) == rules.end()) return *payment;
    return capture(scope, id, {});
}

/// An operation that a status asked for; what cannot be done is told in the order's history.
template <class Work>
void on_payment(jobs::Runner& runner, shop::Installation& installation, const char* kind,
                Work work) {
    runner.on(kind, [&installation, kind, work](ShopId shop, const jobs::Job& job) -> Result<void> {
        TRY(scope, scope_of(installation, shop, kind));
        const auto done = work(scope, PaymentId{jobs::id_in(job, "payment").value_or(0)});
        if (!done) return Failure(done.error());
        return {};
    });
}

} // namespace

Result<Payment> poll(const shop::Scope& scope, PaymentId id) {
    const auto payment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!payment) return not_found("There is no such payment.");
    if (payment->processor.empty() || !processor_registry().at(payment->processor).traits.polls)
        return *payment;
    TRY(partner, processor_of(scope, payment->processor));
    for (const auto& attempt :
         scope.read([&](db::Transaction& tx) { return attempts_of(tx, scope.id(), id); })) {
        const auto polled = partner->poll({to_text(attempt.id),
                                           attempt.processor_ref,
                                           attempt.extra,
                                           {payment->charge, payment->charged_in()}});
        if (!polled && polled.error().kind == RefusalKind::unavailable)
            return Failure(polled.error());
        if (polled) MUST(keep_polled(scope, payment->processor, *polled));
    }
    const auto after = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (after->state != payment->state)
        scope.announce("payment", shop::order_subject(payment->order_id));
    return *after;
}

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    on_payment(runner, installation, "poll_payment",
               [](const shop::Scope& scope, PaymentId id) { return poll(scope, id); });
    on_payment(runner, installation, "void_payment",
               [](const shop::Scope& scope, PaymentId id) { return void_hold(scope, id); });
    // The goods have left: what is held is taken, unless the shop does it by hand.
    on_payment(runner, installation, "capture_payment", [](const shop::Scope& scope, PaymentId id) {
        return capture_by_rule(scope, id, {CaptureRule::at_once, CaptureRule::on_shipment});
    });
    on_payment(runner, installation, "capture_at_once", [](const shop::Scope& scope, PaymentId id) {
        return capture_by_rule(scope, id, {CaptureRule::at_once});
    });
    runner.on(
        "clear_operation", [&installation](ShopId shop, const jobs::Job& job) -> Result<void> {
            TRY(scope, scope_of(installation, shop, "payments"));
            return clear_operation(scope, OperationId{jobs::id_in(job, "operation").value_or(0)});
        });
    runner.every("payments", Millis(60'000), [&installation](Instant) {
        for (const auto shop :
             installation.database.read([](db::Transaction& tx) { return shop::all_shops(tx); }))
            if (const auto scope = scope_of(installation, shop, "payments")) (void)poll_due(*scope);
    });
}

} // namespace taraba::payments
