#include "processors/euplatesc.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"

namespace taraba::processors {

using payments::CaptureRule;
using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::ChargeRef;
using payments::Incoming;
using payments::OperationAnswer;
using payments::Started;

const std::vector<std::string> euplatesc_request_fields{
    "amount", "curr", "invoice_id", "order_desc", "merch_id", "timestamp", "nonce"};
const std::vector<std::string> euplatesc_answer_fields{
    "amount", "curr",    "invoice_id", "ep_id",     "merch_id",
    "action", "message", "approval",   "timestamp", "nonce"};

namespace {

const std::string euplatesc_title = "euplatesc.ro";

/// First names and the rest, as the form wants them.
std::pair<std::string, std::string> parted(const std::string& name) {
    const auto space = name.rfind(' ');
    if (space == name.npos) return {name, name};
    return {name.substr(0, space), name.substr(space + 1)};
}

bool same_mac(const std::string& expected, const std::string& given) {
    return equal_in_constant_time(upper_case(expected), upper_case(given));
}

/// Newer accounts sign `sec_status` as well.
bool is_signed(const Fields& fields, const std::string& key) {
    const std::string given = field(fields, "fp_hash");
    if (same_mac(euplatesc_hash(fields, euplatesc_answer_fields, key), given)) return true;
    auto more = euplatesc_answer_fields;
    more.emplace_back("sec_status");
    return find_field(fields, "sec_status") && same_mac(euplatesc_hash(fields, more, key), given);
}

class Euplatesc : public payments::Processor {
public:
    explicit Euplatesc(payments::ProcessorAccount account) : account_(std::move(account)) {}

    Result<void> check() override {
        MUST(manage({{"method", "check_mid"}, {"mid", merchant()}}));
        return {};
    }
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    Result<payments::Polled> poll(const ChargeRef& charge) override;
    Result<OperationAnswer> capture(const ChargeRef& charge, Money amount) override {
        if (amount == charge.amount)
            return manage(
                {{"method", "capture"}, {"mid", merchant()}, {"epid", charge.processor_ref}});
        return manage({{"method", "partial_capture"},
                       {"mid", merchant()},
                       {"epid", charge.processor_ref},
                       {"amount", to_decimal(amount)}});
    }
    Result<OperationAnswer> void_hold(const ChargeRef& charge) override {
        return manage(
            {{"method", "reversal"}, {"mid", merchant()}, {"epid", charge.processor_ref}});
    }
    Result<OperationAnswer> refund(const ChargeRef& charge, Money amount, const std::string&,
                                   const std::string& reason) override {
        return manage({{"method", "refund"},
                       {"mid", merchant()},
                       {"epid", charge.processor_ref},
                       {"amount", to_decimal(amount)},
                       {"reason", reason}});
    }

private:
    const std::string& merchant() const { return account_.credential("merchant_id"); }
    const std::string& key() const { return account_.credential("key"); }
    /// What was approved is money at once, unless the account holds it until it is captured.
    ChargeEvent approved() const {
        return account_.capture == CaptureRule::at_once ? ChargeEvent::captured
                                                        : ChargeEvent::authorised;
    }
    Result<OperationAnswer> manage(Fields fields);

    payments::ProcessorAccount account_;
};

Result<Started> Euplatesc::start(const Charge& charge) {
    Fields fields{{"amount", to_decimal(charge.amount)},
                  {"curr", std::string(charge.amount.currency.code())},
                  {"invoice_id", charge.reference},
                  {"order_desc", shortened(charge.description, 50)},
                  {"merch_id", merchant()},
                  {"timestamp", compact_time(unix_ms(charge.now))},
                  {"nonce", hex(random_bytes(16))}};
    fields.emplace_back("fp_hash", euplatesc_hash(fields, euplatesc_request_fields, key()));
    const auto [first, last] = parted(charge.payer.name);
    const Fields unsigned_fields{{"fname", first},
                                 {"lname", last},
                                 {"company", charge.payer.company},
                                 {"add", charge.payer.street},
                                 {"city", charge.payer.city},
                                 {"state", charge.payer.county},
                                 {"zip", charge.payer.postal_code},
                                 {"country", "Romania"},
                                 {"phone", charge.payer.phone},
                                 {"email", charge.payer.email},
                                 {"lang", charge.language},
                                 {"ExtraData[silenturl]", charge.callback_url},
                                 {"ExtraData[successurl]", charge.return_url},
                                 {"ExtraData[failedurl]", charge.return_url},
                                 {"ExtraData[backtosite]", charge.return_url}};
    fields.insert(fields.end(), unsigned_fields.begin(), unsigned_fields.end());
    constexpr const char* own = "https://secure.euplatesc.ro";
    return Started{{"POST", account_.address("form", own, own) + "/tdsprocess/tranzactd.php",
                    std::move(fields)},
                   "",
                   ""};
}

Result<ChargeNotification> Euplatesc::read_callback(const Incoming& callback) {
    const Fields fields = parse_form(callback.body.empty() ? callback.query : callback.body);
    for (const auto* name : {"amount", "curr", "invoice_id", "ep_id", "action", "fp_hash"})
        if (!find_field(fields, name))
            return malformed(euplatesc_title, said("`{}` is missing.", name));
    if (!is_signed(fields, key())) return forged(euplatesc_title);
    ChargeNotification notification;
    notification.reference = field(fields, "invoice_id");
    notification.processor_ref = field(fields, "ep_id");
    notification.words = as_utf8(field(fields, "message"));
    const std::string currency = field(fields, "curr");
    if (currency.size() != 3) return malformed(euplatesc_title, "`curr` is no currency.");
    const auto amount = money_from(field(fields, "amount"), Currency::of(currency));
    if (!amount) return malformed(euplatesc_title, "`amount` is no amount.");
    notification.amount = *amount;
    notification.event = field(fields, "action") == "0" ? approved() : ChargeEvent::refused;
    if (field(fields, "merch_id") != merchant())
        notification.mismatch =
            "It is for the merchant " + as_utf8(field(fields, "merch_id")) + ".";
    return notification;
}

Result<payments::Polled> Euplatesc::poll(const ChargeRef& charge) {
    if (charge.processor_ref.empty())
        return refused(euplatesc_title,
                       "It knows charges by its own number only, which has not come yet.");
    TRY(answer,
        manage({{"method", "check_status"}, {"mid", merchant()}, {"epid", charge.processor_ref}}));
    payments::Polled polled{{}, answer.raw};
    const auto whole = parse_json(answer.raw);
    const auto* object = whole ? whole->if_object() : nullptr;
    const auto* success = object ? object->if_contains("success") : nullptr;
    // The list comes as JSON inside of a JSON text.
    const auto inner =
        success && success->is_string() ? parse_json(success->as_string()) : parse_json("null");
    const auto* rows = inner ? inner->if_array() : nullptr;
    if (!rows && success) rows = success->if_array();
    if (!rows) return unclear(euplatesc_title, "the status is no list");
    for (const auto& row : *rows) {
        const auto* each = row.if_object();
        if (!each) continue;
        const auto text = [&](const char* name) {
            const auto* value = each->if_contains(name);
            if (!value || value->is_null()) return std::string();
            return value->is_string() ? std::string(value->as_string()) : to_json(*value);
        };
        if (text("invoice_id") != charge.reference) continue;
        const auto amount = money_from(text("amount"), charge.amount.currency);
        if (!amount) continue;
        ChargeNotification notification;
        notification.reference = charge.reference;
        notification.processor_ref = charge.processor_ref;
        notification.amount = *amount;
        notification.words = as_utf8(text("message"));
        notification.event = text("action") != "0"     ? ChargeEvent::refused
                             : text("captured") == "1" ? ChargeEvent::captured
                                                       : approved();
        polled.notifications.push_back(notification);
        const auto back = money_from(text("refunded"), charge.amount.currency);
        if (back && back->minor > 0) {
            notification.event = ChargeEvent::refunded;
            notification.amount = *back;
            notification.altogether = true;
            polled.notifications.push_back(notification);
        }
    }
    return polled;
}

Result<OperationAnswer> Euplatesc::manage(Fields fields) {
    if (merchant().empty() || !from_hex(key()) || key().empty())
        return refused(euplatesc_title, "the merchant id or the key (hex digits) is missing.");
    fields.emplace_back("timestamp", compact_time(unix_ms(system_now())));
    fields.emplace_back("nonce", hex(random_bytes(16)));
    std::vector<std::string> names;
    for (const auto& [name, value] : fields)
        names.push_back(name);
    fields.emplace_back("fp_hash", euplatesc_hash(fields, names, key()));
    constexpr const char* own = "https://manager.euplatesc.ro";
    TRY(response,
        call(euplatesc_title, {"POST",
                               account_.address("manage", own, own) + "/v3/index.php?action=ws",
                               {form_header},
                               to_form(fields)}));
    const auto parsed = parse_json(response.body);
    const auto* object = parsed ? parsed->if_object() : nullptr;
    if (!object) return unclear(euplatesc_title, said("no JSON but {}", response.content_type));
    if (const auto* error = object->if_contains("error"))
        return refused(euplatesc_title, as_said(error->is_string() ? std::string(error->as_string())
                                                                   : to_json(*error)));
    if (!object->if_contains("success"))
        return unclear(euplatesc_title, "neither success nor error");
    return OperationAnswer{"", as_utf8(response.body)};
}

} // namespace

std::string euplatesc_hash(const Fields& fields, const std::vector<std::string>& names,
                           const std::string& hex_key) {
    std::vector<std::optional<std::string>> values;
    for (const auto& name : names)
        values.push_back(find_field(fields, name));
    return hex(hmac_md5(from_hex(hex_key).value_or(""), length_prefixed(values, euplatesc_rule)));
}

payments::RegisteredProcessor euplatesc() {
    payments::Traits traits;
    traits.name = "euplatesc";
    traits.title = euplatesc_title;
    traits.credentials = {{"merchant_id"}, {"key", true}};
    traits.currencies = {"RON", "EUR", "USD"};
    traits.brands = {"visa", "visa_electron", "mastercard", "maestro"};
    traits.endpoints = {"form", "manage"};
    traits.captures = traits.partial_captures = traits.voids = true;
    traits.refunds = traits.partial_refunds = traits.polls = true;
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<Euplatesc>(account);
            }};
}

} // namespace taraba::processors
