#include "processors/paypal.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/rsa.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"

#include <boost/crc.hpp>
#include <mutex>

namespace taraba::processors {

using payments::CaptureRule;
using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::ChargeRef;
using payments::Incoming;
using payments::OperationAnswer;
using payments::Started;

namespace {

const std::string paypal_title = "PayPal";

/// What lives longer than a call: tokens by account, certificates by address.
struct Memory {
    struct Token {
        std::string value;
        Instant until{};
    };
    std::mutex mutex;
    std::map<std::string, Token> tokens;
    std::map<std::string, std::string> certificates;
};

Memory& memory() {
    static Memory all;
    return all;
}

std::string host_of(const std::string& url) {
    const auto begin = url.find("://");
    if (begin == url.npos) return "";
    return url.substr(begin + 3, url.find_first_of("/:?#", begin + 3) - begin - 3);
}

class Paypal : public payments::Processor {
public:
    explicit Paypal(payments::ProcessorAccount account) : account_(std::move(account)) {}

    Result<void> check() override {
        MUST(token(true));
        return {};
    }
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    Result<payments::Polled> poll(const ChargeRef& charge) override;
    Result<OperationAnswer> capture(const ChargeRef& charge, Money amount) override;
    Result<OperationAnswer> void_hold(const ChargeRef& charge) override;
    Result<OperationAnswer> refund(const ChargeRef& charge, Money amount,
                                   const std::string& operation,
                                   const std::string& reason) override;

private:
    std::string address() const {
        return account_.address("api", "https://api-m.sandbox.paypal.com",
                                "https://api-m.paypal.com");
    }
    bool captures_at_once() const { return account_.capture == CaptureRule::at_once; }
    Result<std::string> token(bool fresh);
    /// With `request_id` a POST that is repeated has its effect once.
    Result<json::value> ask(const std::string& method, const std::string& path,
                            const json::value& body, const std::string& request_id);
    Result<std::string> certificate(const std::string& url);
    std::vector<ChargeNotification> notices_of(const json::value& order) const;

    payments::ProcessorAccount account_;
};

json::object amount_of(Money amount) {
    return {{"currency_code", std::string(amount.currency.code())},
            {"value", paypal_amount(amount)}};
}

Result<Money> money_of(const json::value& amount) {
    const auto currency = text_at(amount, "currency_code");
    if (currency.size() != 3) return malformed(paypal_title, "a currency is none.");
    const auto value = money_from(text_at(amount, "value"), Currency::of(currency));
    if (!value) return malformed(paypal_title, "an amount is none.");
    return *value;
}

Result<std::string> Paypal::token(bool fresh) {
    const std::string id = account_.credential("client_id"),
                      secret = account_.credential("client_secret");
    if (id.empty() || secret.empty())
        return refused(paypal_title, "the client id or the client secret is missing.");
    const std::string key = address() + "\n" + id + "\n" + hex(sha256(secret));
    const Instant now = system_now();
    if (!fresh) {
        const std::lock_guard lock(memory().mutex);
        const auto known = memory().tokens.find(key);
        if (known != memory().tokens.end() && known->second.until > now) return known->second.value;
    }
    TRY(response,
        call(paypal_title, {"POST",
                            address() + "/v1/oauth2/token",
                            {form_header, "Authorization: Basic " + base64(id + ":" + secret)},
                            "grant_type=client_credentials"}));
    const auto answer = parse_json(response.body);
    if (!answer) return unclear(paypal_title, said("no JSON but {}", response.content_type));
    const std::string value = text_at(*answer, "access_token");
    if (value.empty())
        return refused(paypal_title,
                       said("sign-in failed: {}", as_said(text_at(*answer, "error_description"))));
    const auto seconds = parse_id(text_at(*answer, "expires_in")).value_or(0);
    const std::lock_guard lock(memory().mutex);
    memory().tokens[key] = {value, now + std::chrono::seconds(seconds) - std::chrono::minutes(1)};
    return value;
}

Result<json::value> Paypal::ask(const std::string& method, const std::string& path,
                                const json::value& body, const std::string& request_id) {
    for (const bool fresh : {false, true}) {
        TRY(bearer, token(fresh));
        std::vector<std::string> headers{json_header, "Authorization: Bearer " + bearer,
                                         "Prefer: return=representation"};
        if (!request_id.empty()) headers.push_back("PayPal-Request-Id: " + request_id);
        TRY(response, call(paypal_title, {method, address() + path, headers,
                                          method == "GET" ? std::string() : to_json(body)}));
        if (response.status == 401 && !fresh) continue;
        if (response.status == 204) return json::value(json::object{});
        auto answer = parse_json(response.body);
        if (!answer) return unclear(paypal_title, said("no JSON but {}", response.content_type));
        if (response.status >= 400) {
            std::string words = text_at(*answer, "message");
            if (const auto* details = at(*answer, "details");
                details && details->is_array() && !details->as_array().empty())
                words = text_at(details->as_array().front(), "issue") + ": " +
                        text_at(details->as_array().front(), "description");
            return refused(paypal_title, as_said(words));
        }
        return *answer;
    }
    return refused(paypal_title, "the sign-in is not accepted");
}

Result<Started> Paypal::start(const Charge& charge) {
    const json::value body{
        {"intent", captures_at_once() ? "CAPTURE" : "AUTHORIZE"},
        {"purchase_units", json::array{{{"reference_id", charge.reference},
                                        {"custom_id", charge.reference},
                                        {"invoice_id", charge.reference},
                                        {"description", shortened(charge.description, 120)},
                                        {"amount", amount_of(charge.amount)}}}},
        {"payment_source",
         {{"paypal",
           {{"experience_context",
             {{"return_url", charge.return_url},
              {"cancel_url", charge.return_url},
              {"user_action", "PAY_NOW"},
              {"shipping_preference", "NO_SHIPPING"},
              {"locale", charge.language == "en" ? "en-GB" : "ro-RO"}}}}}}}};
    TRY(order, ask("POST", "/v2/checkout/orders", body, charge.reference));
    const auto* links = at(order, "links");
    std::string url;
    if (links && links->is_array())
        for (const auto& link : links->as_array())
            if (text_at(link, "rel") == "payer-action" ||
                (url.empty() && text_at(link, "rel") == "approve"))
                url = text_at(link, "href");
    if (url.empty()) return unclear(paypal_title, "the order has no page to approve it");
    return Started{{"GET", url, {}}, text_at(order, "id"), ""};
}

/// The certificate of a signature: PayPal's own host over TLS and an authority that is trusted; of
/// an address given in its place, that address alone.
Result<std::string> Paypal::certificate(const std::string& url) {
    const std::string host = host_of(url);
    if (account_.is_elsewhere()) {
        if (host != host_of(address())) return forged(paypal_title);
    } else if (!url.starts_with("https://") ||
               (host != "paypal.com" && !host.ends_with(".paypal.com"))) {
        return forged(paypal_title);
    }
    {
        const std::lock_guard lock(memory().mutex);
        const auto known = memory().certificates.find(url);
        if (known != memory().certificates.end()) return known->second;
    }
    TRY(response, call(paypal_title, {"GET", url, {}, ""}));
    const auto chain = certificates_of(response.body);
    if (chain.empty()) return forged(paypal_title);
    if (!account_.is_elsewhere() && !is_trusted(chain)) return forged(paypal_title);
    const std::lock_guard lock(memory().mutex);
    constexpr std::size_t most = 50;
    if (memory().certificates.size() >= most) memory().certificates.clear();
    return memory().certificates[url] = response.body;
}

/// The money of an order as PayPal shows it: authorisations, captures and refunds.
std::vector<ChargeNotification> Paypal::notices_of(const json::value& order) const {
    std::vector<ChargeNotification> notifications;
    const auto* units = at(order, "purchase_units");
    if (!units || !units->is_array()) return notifications;
    for (const auto& unit : units->as_array()) {
        const auto each = [&](const char* kind, const auto& work) {
            const auto* list = at(unit, "payments", kind);
            if (list && list->is_array())
                for (const auto& row : list->as_array())
                    if (const auto amount = at(row, "amount")
                                                ? money_of(*at(row, "amount"))
                                                : Result<Money>(malformed(paypal_title, ""))) {
                        ChargeNotification notification;
                        notification.reference = text_at(unit, "custom_id");
                        notification.processor_ref = text_at(order, "id");
                        notification.amount = *amount;
                        work(row, notification);
                        if (notification.event != ChargeEvent::nothing)
                            notifications.push_back(notification);
                    }
        };
        each("authorizations", [](const json::value& row, ChargeNotification& notification) {
            const auto status = text_at(row, "status");
            notification.extra = "A:" + text_at(row, "id");
            if (status == "CREATED" || status == "PENDING")
                notification.event = ChargeEvent::authorised;
            if (status == "DENIED") notification.event = ChargeEvent::refused;
            if (status == "VOIDED") notification.event = ChargeEvent::voided;
        });
        each("captures", [](const json::value& row, ChargeNotification& notification) {
            const auto status = text_at(row, "status");
            notification.extra = "C:" + text_at(row, "id");
            if (status == "COMPLETED" || status == "PARTIALLY_REFUNDED" || status == "REFUNDED")
                notification.event = ChargeEvent::captured;
            if (status == "DECLINED" || status == "FAILED")
                notification.event = ChargeEvent::refused;
        });
        each("refunds", [](const json::value& row, ChargeNotification& notification) {
            notification.operation_ref = text_at(row, "id");
            if (text_at(row, "status") == "COMPLETED") notification.event = ChargeEvent::refunded;
        });
    }
    return notifications;
}

Result<ChargeNotification> Paypal::read_callback(const Incoming& callback) {
    const auto header = [&](const char* name) {
        const auto found = callback.headers.find(name);
        return found == callback.headers.end() ? std::string() : found->second;
    };
    const std::string id = header("paypal-transmission-id"),
                      time = header("paypal-transmission-time"),
                      signature = header("paypal-transmission-sig"),
                      url = header("paypal-cert-url");
    if (id.empty() || time.empty() || signature.empty() || url.empty())
        return malformed(paypal_title, "headers of the transmission are missing.");
    const auto body = parse_json(callback.body);
    if (!body) return malformed(paypal_title, "the body is no JSON.");
    if (header("paypal-auth-algo") != "SHA256withRSA") return forged(paypal_title);
    TRY(pem, certificate(url));
    const auto chain = certificates_of(pem);
    const Owned<EVP_PKEY> key(X509_get_pubkey(chain.front().get()));
    const auto raw = from_base64(signature);
    if (!key || !raw ||
        !is_rsa_signed(
            *key, EVP_sha256(),
            paypal_signed_text(id, time, account_.credential("webhook_id"), callback.body), *raw))
        return forged(paypal_title);

    ChargeNotification notification;
    const std::string event = text_at(*body, "event_type");
    const auto* resource = at(*body, "resource");
    if (!resource) return malformed(paypal_title, "the event has no resource.");
    notification.words = text_at(*body, "summary");
    if (event == "CHECKOUT.ORDER.APPROVED") {
        notification.event = ChargeEvent::approved;
        notification.processor_ref = text_at(*resource, "id");
        const auto* units = at(*resource, "purchase_units");
        if (units && units->is_array() && !units->as_array().empty()) {
            const auto& unit = units->as_array().front();
            notification.reference = text_at(unit, "custom_id");
            if (const auto* amount = at(unit, "amount")) {
                TRY(asked, money_of(*amount));
                notification.amount = asked;
            }
        }
        return notification;
    }
    notification.reference = text_at(*resource, "custom_id");
    if (notification.reference.empty()) notification.reference = text_at(*resource, "invoice_id");
    notification.processor_ref =
        text_at(*resource, "supplementary_data", "related_ids", "order_id");
    if (const auto* amount = at(*resource, "amount")) {
        TRY(told, money_of(*amount));
        notification.amount = told;
    }
    if (event == "PAYMENT.CAPTURE.COMPLETED") {
        notification.event = ChargeEvent::captured;
        notification.extra = "C:" + text_at(*resource, "id");
    } else if (event == "PAYMENT.AUTHORIZATION.CREATED") {
        notification.event = ChargeEvent::authorised;
        notification.extra = "A:" + text_at(*resource, "id");
    } else if (event == "PAYMENT.AUTHORIZATION.VOIDED") {
        notification.event = ChargeEvent::voided;
    } else if (event == "PAYMENT.CAPTURE.DENIED" || event == "PAYMENT.CAPTURE.DECLINED") {
        notification.event = ChargeEvent::refused;
    } else if (event == "PAYMENT.CAPTURE.REFUNDED") {
        notification.event = ChargeEvent::refunded;
        notification.operation_ref = text_at(*resource, "id");
    } else if (event == "PAYMENT.CAPTURE.REVERSED") {
        notification.event = ChargeEvent::dispute_lost; // PayPal took it back by itself
    } else if (event.starts_with("CUSTOMER.DISPUTE.")) {
        const auto* list = at(*resource, "disputed_transactions");
        if (list && list->is_array() && !list->as_array().empty())
            notification.reference = text_at(list->as_array().front(), "invoice_number");
        if (const auto* amount = at(*resource, "dispute_amount")) {
            TRY(told, money_of(*amount));
            notification.amount = told;
        }
        const bool resolved = event == "CUSTOMER.DISPUTE.RESOLVED";
        const std::string outcome = text_at(*resource, "dispute_outcome", "outcome_code");
        notification.event = !resolved                            ? ChargeEvent::disputed
                             : outcome == "RESOLVED_BUYER_FAVOUR" ? ChargeEvent::dispute_lost
                                                                  : ChargeEvent::dispute_won;
    }
    return notification;
}

Result<payments::Polled> Paypal::poll(const ChargeRef& charge) {
    const std::string path = "/v2/checkout/orders/" + percent_encoded(charge.processor_ref);
    TRY(seen, ask("GET", path, {}, ""));
    json::value order = seen;
    if (text_at(order, "status") == "APPROVED") {
        const char* step = captures_at_once() ? "/capture" : "/authorize";
        TRY(done, ask("POST", path + step, json::object{}, charge.reference + step));
        order = done;
    }
    payments::Polled polled{notices_of(order), to_json(order)};
    for (auto& notification : polled.notifications)
        if (notification.reference.empty()) notification.reference = charge.reference;
    return polled;
}

Result<OperationAnswer> Paypal::capture(const ChargeRef& charge, Money amount) {
    if (!charge.extra.starts_with("A:")) return refused(paypal_title, "nothing is set aside.");
    TRY(answer,
        ask("POST",
            "/v2/payments/authorizations/" + percent_encoded(charge.extra.substr(2)) + "/capture",
            {{"amount", amount_of(amount)}, {"final_capture", true}},
            charge.reference + "/capture"));
    const auto status = text_at(answer, "status");
    if (status != "COMPLETED") return unclear(paypal_title, said("the capture is {}", status));
    return OperationAnswer{"C:" + text_at(answer, "id"), to_json(answer)};
}

Result<OperationAnswer> Paypal::void_hold(const ChargeRef& charge) {
    if (!charge.extra.starts_with("A:")) return refused(paypal_title, "nothing is set aside.");
    TRY(answer,
        ask("POST",
            "/v2/payments/authorizations/" + percent_encoded(charge.extra.substr(2)) + "/void",
            json::object{}, charge.reference + "/void"));
    return OperationAnswer{"", to_json(answer)};
}

Result<OperationAnswer> Paypal::refund(const ChargeRef& charge, Money amount,
                                       const std::string& operation, const std::string& reason) {
    if (!charge.extra.starts_with("C:")) return refused(paypal_title, "nothing was captured.");
    TRY(answer,
        ask("POST", "/v2/payments/captures/" + percent_encoded(charge.extra.substr(2)) + "/refund",
            {{"amount", amount_of(amount)}, {"note_to_payer", shortened(reason, 200)}}, operation));
    const auto status = text_at(answer, "status");
    if (status != "COMPLETED") return unclear(paypal_title, said("the refund is {}", status));
    return OperationAnswer{text_at(answer, "id"), to_json(answer)};
}

} // namespace

std::string paypal_signed_text(const std::string& id, const std::string& time,
                               const std::string& webhook_id, const std::string& body) {
    boost::crc_32_type crc;
    crc.process_bytes(body.data(), body.size());
    return id + "|" + time + "|" + webhook_id + "|" + std::to_string(crc.checksum());
}

std::string paypal_amount(Money amount) {
    const std::string text = to_decimal(amount);
    return payments::is_without_decimals(amount.currency) ? text.substr(0, text.find('.')) : text;
}

payments::RegisteredProcessor paypal() {
    payments::Traits traits;
    traits.name = "paypal";
    traits.title = paypal_title;
    traits.credentials = {{"client_id"}, {"client_secret", true}, {"webhook_id"}};
    // No lei: what is in lei is charged in euro at the National Bank's rate of the day.
    traits.currencies = {"EUR", "USD", "GBP", "CHF", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK"};
    traits.brands = {"paypal"};
    traits.endpoints = {"api"};
    traits.captures = traits.voids = traits.refunds = traits.partial_refunds = traits.polls = true;
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<Paypal>(account);
            }};
}

} // namespace taraba::processors
