#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/payment_store.hpp"

namespace taraba::payments {

namespace {

/// Headers as JSON, without credentials.
std::string kept_headers(const Incoming& callback) {
    json::object object;
    for (const auto& [name, value] : callback.headers)
        if (name != "authorization" && name != "cookie")
            object[as_utf8(name)] = shortened(as_utf8(value), 4'000);
    return to_json(json::value(object));
}

PaymentEvent event_of_callback(const shop::Scope& scope, const std::string& processor,
                               const Incoming& callback, const ChargeNotification& notification) {
    PaymentEvent event;
    event.id = scope.new_id<PaymentEventId>();
    event.processor = processor;
    event.source = EventSource::callback;
    const std::string& bytes = callback.body.empty() ? callback.query : callback.body;
    event.fingerprint = hex(sha256(notification.identity.empty() ? bytes : notification.identity));
    event.headers.text = kept_headers(callback);
    event.raw.text = bytes;
    return event;
}

Result<RecordedNotification> keep(const shop::Scope& scope, const std::string& processor,
                                  const Incoming& callback,
                                  const ChargeNotification& notification) {
    return scope.write([&](db::Transaction& tx) -> Result<RecordedNotification> {
        TRY(recorded, record_notification(
                          tx, scope, event_of_callback(scope, processor, callback, notification),
                          notification));
        if (recorded.poll_now && recorded.payment)
            jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "poll_payment",
                          {{"payment", to_text(*recorded.payment)}},
                          shop::order_subject(recorded.order.value_or(OrderId{})), scope.now);
        return recorded;
    });
}

/// Nothing of what is refused is stored: whoever sends it is not the processor.
CallbackAnswer turn_away(Processor& partner, const Incoming& callback, const std::string& processor,
                         const Refusal& refusal) {
    metrics::count("taraba_payment_callbacks_refused_total", "reason",
                   processor + "/" + refusal.code);
    const bool later = refusal.kind == RefusalKind::unavailable;
    auto answer = partner.answer(callback, later ? Reception::try_again : Reception::refused,
                                 refusal.detail.text());
    if (refusal.code == "callback_malformed") answer.status = 400;
    return answer;
}

} // namespace

HandledCallback handle_callback(const shop::Scope& scope, const std::string& processor,
                                const Incoming& callback) {
    const auto partner = processor_of(scope, processor);
    if (!partner) return {{404, "text/plain; charset=utf-8", partner.error().detail.text()}, {}};
    const auto notification = (*partner)->read_callback(callback);
    if (!notification) return {turn_away(**partner, callback, processor, notification.error()), {}};
    const auto recorded = keep(scope, processor, callback, *notification);
    if (!recorded) {
        // The statuses of the shop or an open change stand in the way; they say it again later.
        log::error("callback_not_kept",
                   {{"processor", processor}, {"code", recorded.error().code}});
        return {(*partner)->answer(callback, Reception::try_again, "Try again."), {}};
    }
    metrics::count("taraba_payment_callbacks_total", "verdict",
                   processor + "/" + std::string(name_of(recorded->verdict)));
    if (recorded->order && recorded->verdict != Verdict::known)
        scope.announce("payment", shop::order_subject(*recorded->order));
    return {(*partner)->answer(callback, Reception::taken, ""), recorded->order};
}

} // namespace taraba::payments
