#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/payment_store.hpp"

namespace taraba::payments {

namespace {

/// Headers as JSON, without what opens doors.
std::string kept_headers(const Incoming& callback) {
    json::object object;
    for (const auto& [name, value] : callback.headers)
        if (name != "authorization" && name != "cookie")
            object[as_utf8(name)] = shortened(as_utf8(value), 4'000);
    return to_json(json::value(object));
}

PaymentNews called_news(const shop::Scope& scope, const std::string& processor,
                        const Incoming& callback, const Notice& notice) {
    PaymentNews news;
    news.id = scope.new_id<PaymentEventId>();
    news.processor = processor;
    news.source = EventSource::callback;
    const std::string& bytes = callback.body.empty() ? callback.query : callback.body;
    news.fingerprint = hex(sha256(notice.identity.empty() ? bytes : notice.identity));
    news.headers.text = kept_headers(callback);
    news.raw.text = bytes;
    return news;
}

Result<Heard> keep(const shop::Scope& scope, const std::string& processor, const Incoming& callback,
                   const Notice& notice) {
    return scope.write([&](db::Transaction& tx) -> Result<Heard> {
        TRY(heard, take_notice(tx, scope, called_news(scope, processor, callback, notice), notice));
        if (heard.poll_now && heard.payment)
            jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "poll_payment",
                          {{"payment", to_text(*heard.payment)}},
                          shop::order_subject(heard.order.value_or(OrderId{})), scope.now);
        return heard;
    });
}

/// Nothing of what is refused is stored: whoever sends it is not the processor.
CallbackAnswer turn_away(Processor& partner, const Incoming& callback, const std::string& processor,
                         const Refusal& refusal) {
    metrics::count("taraba_payment_callbacks_refused_total", "reason",
                   processor + "/" + refusal.code);
    const bool later = refusal.kind == RefusalKind::unavailable;
    auto answer =
        partner.answer(callback, later ? Reception::try_again : Reception::refused, refusal.detail);
    if (refusal.code == "callback_malformed") answer.status = 400;
    return answer;
}

} // namespace

HeardCallback hear(const shop::Scope& scope, const std::string& processor,
                   const Incoming& callback) {
    const auto partner = processor_of(scope, processor);
    if (!partner) return {{404, "text/plain; charset=utf-8", partner.error().detail}, {}};
    const auto notice = (*partner)->hear(callback);
    if (!notice) return {turn_away(**partner, callback, processor, notice.error()), {}};
    const auto heard = keep(scope, processor, callback, *notice);
    if (!heard) {
        // The statuses of the shop or an open change stand in the way; they say it again later.
        log::error("callback_not_kept", {{"processor", processor}, {"code", heard.error().code}});
        return {(*partner)->answer(callback, Reception::try_again, "Try again."), {}};
    }
    metrics::count("taraba_payment_callbacks_total", "verdict",
                   processor + "/" + std::string(name_of(heard->verdict)));
    if (heard->order && heard->verdict != Verdict::known)
        scope.announce("payment", shop::order_subject(*heard->order));
    return {(*partner)->answer(callback, Reception::taken, ""), heard->order};
}

} // namespace taraba::payments
