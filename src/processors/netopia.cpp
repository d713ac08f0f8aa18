#include "processors/netopia.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/rsa.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"

#include <algorithm>

namespace taraba::processors {

using payments::CaptureRule;
using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::ChargeRef;
using payments::Incoming;
using payments::Started;

namespace {

const std::string netopia_title = "Netopia";

std::string sha512_base64(std::string_view data) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    expects(EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(digest.data()),
                       &size, EVP_sha512(), nullptr) == 1);
    digest.resize(size);
    return base64(digest);
}

bool names_audience(const json::value& audience, const std::string& pos_signature) {
    if (audience.is_string()) return audience.as_string() == pos_signature;
    const auto* list = audience.if_array();
    return list && std::ranges::any_of(*list, [&](const json::value& each) {
               return each.is_string() && each.as_string() == pos_signature;
           });
}

class Netopia : public payments::Processor {
public:
    explicit Netopia(payments::ProcessorAccount account) : account_(std::move(account)) {}

    /// Asks for a charge that nobody has: a key that is not taken answers 401.
    Result<void> check() override;
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    payments::CallbackAnswer answer(const Incoming&, payments::Reception reception,
                                    const std::string& refusal) override;
    Result<payments::Polled> poll(const ChargeRef& charge) override;

private:
    const std::string& pos() const { return account_.credential("pos_signature"); }
    std::string address() const {
        return account_.address("api", "https://secure.sandbox.netopia-payments.com",
                                "https://secure.mobilpay.ro/pay");
    }
    ChargeEvent what_of(std::int64_t status) const;
    Result<ChargeNotification> notification_of(const json::value& body) const;
    Result<json::value> ask(const std::string& path, const json::value& body);

    payments::ProcessorAccount account_;
};

Result<json::value> Netopia::ask(const std::string& path, const json::value& body) {
    if (account_.credential("api_key").empty() || pos().empty())
        return refused(netopia_title, "the POS signature or the API key is missing.");
    TRY(response,
        call(netopia_title, {"POST",
                             address() + path,
                             {json_header, "Authorization: " + account_.credential("api_key")},
                             to_json(body)}));
    if (response.status == 401 || response.status == 403)
        return refused(netopia_title, "the API key is not accepted.");
    auto answer = parse_json(response.body);
    if (!answer) return unclear(netopia_title, said("no JSON but {}", response.content_type));
    return *answer;
}

Result<void> Netopia::check() {
    if (!public_key_of(account_.credential("public_key")))
        return refused(netopia_title, "the public key is no PEM of a key or certificate.");
    MUST(ask("/operation/status", {{"posID", pos()}, {"ntpID", "0"}, {"orderID", "0"}}));
    return {};
}

Result<Started> Netopia::start(const Charge& charge) {
    const auto& payer = charge.payer;
    const auto space = payer.name.rfind(' ');
    const json::object person{
        {"email", payer.email},
        {"phone", payer.phone},
        {"firstName", payer.name.substr(0, space)},
        {"lastName", space == std::string::npos ? payer.name : payer.name.substr(space + 1)},
        {"city", payer.city},
        {"country", 642},
        {"countryName", "Romania"},
        {"state", payer.county},
        {"postalCode", payer.postal_code},
        {"details", payer.street}};
    // The amount is a number in their interface; it is written from its decimal text.
    const json::value body{
        {"config",
         {{"emailTemplate", ""},
          {"notifyUrl", charge.callback_url},
          {"redirectUrl", charge.return_url},
          {"cancelUrl", charge.return_url},
          {"language", charge.language}}},
        {"payment", {{"options", {{"installments", 0}, {"bonus", 0}}}, {"data", json::object{}}}},
        {"order",
         {{"ntpID", ""},
          {"posSignature", pos()},
          {"dateTime", to_rfc3339(charge.now)},
          {"description", charge.description},
          {"orderID", charge.reference},
          {"amount", 0},
          {"currency", std::string(charge.amount.currency.code())},
          {"billing", person},
          {"shipping", person},
          {"products", json::array{}},
          {"installments", {{"selected", 0}, {"available", json::array{0}}}}}}};
    std::string text = to_json(body);
    const auto amount = text.find("\"amount\":0");
    text.replace(amount, 10, "\"amount\":" + to_decimal(charge.amount));
    if (account_.credential("api_key").empty() || pos().empty())
        return refused(netopia_title, "the POS signature or the API key is missing.");
    TRY(response,
        call(netopia_title, {"POST",
                             address() + "/payment/card/start",
                             {json_header, "Authorization: " + account_.credential("api_key")},
                             text}));
    const auto answer = parse_json(response.body);
    if (response.status == 401 || response.status == 403)
        return refused(netopia_title, "the API key is not accepted.");
    if (!answer) return unclear(netopia_title, said("no JSON but {}", response.content_type));
    const std::string url = text_at(*answer, "payment", "paymentURL");
    const std::string code = text_at(*answer, "error", "code");
    if (url.empty() || (!code.empty() && code != "00" && code != "100" && code != "101"))
        return refused(netopia_title,
                       as_said(text_at(*answer, "error", "message") + " (" + code + ")"));
    return Started{{"GET", url, {}}, text_at(*answer, "payment", "ntpID"), ""};
}

/// A confirmed charge is money; a paid one is a hold when the account captures by hand.
ChargeEvent Netopia::what_of(std::int64_t status) const {
    switch (status) {
    case 2: return ChargeEvent::authorised;
    case 3:
        return account_.capture == CaptureRule::at_once ? ChargeEvent::captured
                                                        : ChargeEvent::authorised;
    case 5: return ChargeEvent::captured;
    case 4:
    case 17: return ChargeEvent::voided;
    case 8: return ChargeEvent::refunded;
    case 9:
    case 16: return ChargeEvent::disputed;
    case 10: return ChargeEvent::dispute_lost;
    case 11:
    case 12:
    case 23: return ChargeEvent::refused;
    default: return ChargeEvent::nothing; // 1, 6, 13, 14, 15: under way
    }
}

Result<ChargeNotification> Netopia::notification_of(const json::value& body) const {
    ChargeNotification notification;
    notification.reference = text_at(body, "order", "orderID");
    notification.processor_ref = text_at(body, "payment", "ntpID");
    const auto currency = text_at(body, "payment", "currency");
    if (currency.size() != 3) return malformed(netopia_title, "`payment.currency` is no currency.");
    const auto amount = money_from(text_at(body, "payment", "amount"), Currency::of(currency));
    if (!amount) return malformed(netopia_title, "`payment.amount` is no amount.");
    notification.amount = *amount;
    const auto status = parse_id(text_at(body, "payment", "status"));
    if (!status) return malformed(netopia_title, "`payment.status` is no number.");
    notification.event = what_of(*status);
    notification.words = text_at(body, "payment", "message");
    if (notification.words.empty()) notification.words = text_at(body, "error", "message");
    return notification;
}

Result<ChargeNotification> Netopia::read_callback(const Incoming& callback) {
    const auto token = callback.headers.find("verification-token");
    if (token == callback.headers.end())
        return malformed(netopia_title, "the header Verification-token is missing.");
    const auto body = parse_json(callback.body);
    if (!body) return malformed(netopia_title, "the body is no JSON.");
    if (!is_netopia_token(token->second, callback.body, pos(), account_.credential("public_key")))
        return forged(netopia_title);
    return notification_of(*body);
}

payments::CallbackAnswer Netopia::answer(const Incoming&, payments::Reception reception,
                                         const std::string& refusal) {
    using payments::Reception;
    if (reception == Reception::taken)
        return {200, "application/json", R"({"errorType":0,"errorCode":null,"errorMessage":""})"};
    const bool again = reception == Reception::try_again;
    const json::value body{{"errorType", again ? 1 : 2},
                           {"errorCode", again ? "temporary" : "refused"},
                           {"errorMessage", refusal}};
    return {again ? 503 : 403, "application/json", to_json(body)};
}

Result<payments::Polled> Netopia::poll(const ChargeRef& charge) {
    TRY(answer,
        ask("/operation/status",
            {{"posID", pos()}, {"ntpID", charge.processor_ref}, {"orderID", charge.reference}}));
    payments::Polled polled{{}, to_json(answer)};
    if (text_at(answer, "payment", "status").empty()) return polled;
    TRY(notification, notification_of(answer));
    if (notification.reference.empty()) notification.reference = charge.reference;
    polled.notifications.push_back(notification);
    return polled;
}

} // namespace

bool is_netopia_token(const std::string& token, const std::string& body,
                      const std::string& pos_signature, const std::string& public_key_pem) {
    const auto parts = split_at(token, '.');
    if (parts.size() != 3) return false;
    const auto header_text = from_base64url(parts[0]), claims_text = from_base64url(parts[1]),
               signature = from_base64url(parts[2]);
    if (!header_text || !claims_text || !signature) return false;
    const auto header = parse_json(*header_text), claims = parse_json(*claims_text);
    if (!header || !claims || text_at(*header, "alg") != "RS512") return false;
    const auto key = public_key_of(public_key_pem);
    if (!key || !is_rsa_signed(*key, EVP_sha512(), parts[0] + "." + parts[1], *signature))
        return false;
    const auto* audience = claims->is_object() ? claims->as_object().if_contains("aud") : nullptr;
    return text_at(*claims, "iss") == "NETOPIA Payments" && audience &&
           names_audience(*audience, pos_signature) &&
           equal_in_constant_time(text_at(*claims, "sub"), sha512_base64(body));
}

payments::RegisteredProcessor netopia() {
    payments::Traits traits;
    traits.name = "netopia";
    traits.title = "Netopia (mobilPay)";
    traits.credentials = {{"pos_signature"}, {"api_key", true}, {"public_key", false, true}};
    traits.currencies = {"RON", "EUR", "USD"};
    traits.brands = {"visa", "visa_electron", "mastercard", "maestro"};
    traits.endpoints = {"api"};
    traits.polls = true;
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<Netopia>(account);
            }};
}

} // namespace taraba::processors
