#include "processors/romcard.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"

namespace taraba::processors {

using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::ChargeRef;
using payments::Incoming;
using payments::OperationAnswer;
using payments::Started;

const std::vector<std::string> romcard_request_fields{
    "AMOUNT", "CURRENCY", "ORDER",   "DESC",      "MERCH_NAME", "MERCH_URL", "MERCHANT", "TERMINAL",
    "EMAIL",  "TRTYPE",   "COUNTRY", "MERCH_GMT", "TIMESTAMP",  "NONCE",     "BACKREF"};
const std::vector<std::string> romcard_operation_fields{
    "ORDER",  "AMOUNT",   "CURRENCY",  "RRN",   "INT_REF",
    "TRTYPE", "TERMINAL", "TIMESTAMP", "NONCE", "BACKREF"};
const std::vector<std::string> romcard_answer_fields{
    "TERMINAL", "TRTYPE",  "ORDER", "AMOUNT",  "CURRENCY", "DESC",      "ACTION",
    "RC",       "MESSAGE", "RRN",   "INT_REF", "APPROVAL", "TIMESTAMP", "NONCE"};
const std::vector<std::string> romcard_operation_answer_fields{
    "ACTION", "RC",  "MESSAGE", "TRTYPE",    "AMOUNT", "CURRENCY",
    "ORDER",  "RRN", "INT_REF", "TIMESTAMP", "NONCE"};

namespace {

const std::string romcard_title = "Romcard";

/// ORDER has 6 to 19 digits; a shorter one is filled with zeros on the left.
std::string padded(const std::string& reference) {
    return reference.size() < 6 ? std::string(6 - reference.size(), '0') + reference : reference;
}

std::string unpadded(const std::string& order) {
    const auto first = order.find_first_not_of('0');
    return first == order.npos ? "0" : order.substr(first);
}

std::string attribute(std::string_view tag, const std::string& name) {
    const auto at = tag.find(" " + name + "=\"");
    if (at == tag.npos) return "";
    const auto begin = at + name.size() + 3;
    return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

/// The gateway answers a server's call with a page that holds the fields of a form.
Fields inputs_of(std::string_view html) {
    Fields fields;
    for (auto at = html.find("<input"); at != html.npos; at = html.find("<input", at + 1)) {
        const auto tag = html.substr(at, html.find('>', at) - at);
        if (const auto name = attribute(tag, "name"); !name.empty())
            fields.emplace_back(name, attribute(tag, "value"));
    }
    return fields;
}

bool is_signed(const Fields& fields, const std::vector<std::string>& names,
               const std::string& key) {
    return equal_in_constant_time(romcard_sign(fields, names, key),
                                  upper_case(field(fields, "P_SIGN")));
}

class Romcard : public payments::Processor {
public:
    explicit Romcard(payments::ProcessorAccount account) : account_(std::move(account)) {}

    /// The gateway has no call that changes nothing: its address and the key's form are looked at.
    Result<void> check() override {
        if (account_.credential("terminal").empty() || account_.credential("merchant").empty())
            return refused(romcard_title, "the terminal or the merchant is missing.");
        if (key().empty() || !from_hex(key()))
            return refused(romcard_title, "the key is no hex text.");
        MUST(call(romcard_title, {"GET", address(), {}, ""}));
        return {};
    }
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    Result<OperationAnswer> capture(const ChargeRef& charge, Money amount) override {
        return operate(charge, "21", amount);
    }
    Result<OperationAnswer> void_hold(const ChargeRef& charge) override {
        return operate(charge, "24", charge.amount);
    }
    Result<OperationAnswer> refund(const ChargeRef& charge, Money amount, const std::string&,
                                   const std::string&) override {
        return operate(charge, amount == charge.amount ? "24" : "25", amount);
    }

private:
    const std::string& key() const { return account_.credential("key"); }
    std::string address() const {
        return account_.address("form", "https://www.activare3dsecure.ro/teste3d/cgi-bin",
                                "https://www.secure11gw.ro/portal/cgi-bin") +
               "/";
    }
    Result<OperationAnswer> operate(const ChargeRef& charge, const std::string& type, Money amount);

    payments::ProcessorAccount account_;
};

Result<Started> Romcard::start(const Charge& charge) {
    Fields fields{{"AMOUNT", to_decimal(charge.amount)},
                  {"CURRENCY", std::string(charge.amount.currency.code())},
                  {"ORDER", padded(charge.reference)},
                  {"DESC", shortened(charge.description, 55)},
                  {"MERCH_NAME", account_.credential("merchant_name")},
                  {"MERCH_URL", account_.credential("merchant_url")},
                  {"MERCHANT", account_.credential("merchant")},
                  {"TERMINAL", account_.credential("terminal")},
                  {"EMAIL", account_.credential("email")},
                  {"TRTYPE", "0"},
                  {"TIMESTAMP", compact_time(unix_ms(charge.now))},
                  {"NONCE", hex(random_bytes(16))},
                  {"BACKREF", charge.callback_url}};
    fields.emplace_back("P_SIGN", romcard_sign(fields, romcard_request_fields, key()));
    return Started{{"POST", address(), std::move(fields)}, "", ""};
}

Result<ChargeNotification> Romcard::read_callback(const Incoming& callback) {
    const Fields fields = parse_form(callback.body.empty() ? callback.query : callback.body);
    for (const auto* name :
         {"TERMINAL", "TRTYPE", "ORDER", "AMOUNT", "CURRENCY", "ACTION", "RC", "P_SIGN"})
        if (!find_field(fields, name))
            return malformed(romcard_title, said("`{}` is missing.", name));
    const std::string type = field(fields, "TRTYPE");
    if (!is_signed(fields, type == "0" ? romcard_answer_fields : romcard_operation_answer_fields,
                   key()))
        return forged(romcard_title);
    const std::string currency = field(fields, "CURRENCY");
    if (currency.size() != 3) return malformed(romcard_title, "`CURRENCY` is no currency.");
    const auto amount = money_from(field(fields, "AMOUNT"), Currency::of(currency));
    if (!amount) return malformed(romcard_title, "`AMOUNT` is no amount.");
    ChargeNotification notification;
    notification.reference = unpadded(field(fields, "ORDER"));
    notification.processor_ref = field(fields, "RRN");
    notification.amount = *amount;
    notification.words = as_utf8(field(fields, "MESSAGE"));
    notification.extra = field(fields, "INT_REF");
    const std::string action = field(fields, "ACTION");
    // 1 says that the same was sent before: it brings no news.
    if (action == "1")
        notification.event = ChargeEvent::nothing;
    else if (action != "0" || field(fields, "RC") != "00")
        notification.event = type == "0" ? ChargeEvent::refused : ChargeEvent::nothing;
    else
        notification.event = type == "0" ? ChargeEvent::authorised
                             : type == "21"
                                 ? ChargeEvent::captured
                                 : ChargeEvent::nothing; // 24 and 25 answer a call of ours
    if (field(fields, "TERMINAL") != account_.credential("terminal"))
        notification.mismatch =
            "It is for the terminal " + as_utf8(field(fields, "TERMINAL")) + ".";
    return notification;
}

Result<OperationAnswer> Romcard::operate(const ChargeRef& charge, const std::string& type,
                                         Money amount) {
    Fields fields{{"ORDER", padded(charge.reference)},
                  {"AMOUNT", to_decimal(amount)},
                  {"CURRENCY", std::string(amount.currency.code())},
                  {"RRN", charge.processor_ref},
                  {"INT_REF", charge.extra},
                  {"TRTYPE", type},
                  {"TERMINAL", account_.credential("terminal")},
                  {"TIMESTAMP", compact_time(unix_ms(system_now()))},
                  {"NONCE", hex(random_bytes(16))},
                  {"BACKREF", account_.credential("merchant_url")}};
    fields.emplace_back("P_SIGN", romcard_sign(fields, romcard_operation_fields, key()));
    TRY(response, call(romcard_title, {"POST", address(), {form_header}, to_form(fields)}));
    Fields answer = inputs_of(response.body);
    if (answer.empty()) answer = parse_form(response.body);
    if (!find_field(answer, "P_SIGN")) return unclear(romcard_title, "the answer has no signature");
    if (!is_signed(answer, romcard_operation_answer_fields, key()))
        return unclear(romcard_title, "the answer's signature is wrong");
    if (field(answer, "ORDER") != padded(charge.reference) || field(answer, "TRTYPE") != type)
        return unclear(romcard_title, "the answer is for something else");
    if (field(answer, "ACTION") == "0" || field(answer, "ACTION") == "1")
        return OperationAnswer{field(answer, "RRN"), as_utf8(response.body)};
    return refused(romcard_title,
                   as_said(field(answer, "MESSAGE") + " (RC " + field(answer, "RC") + ")"));
}

} // namespace

std::string romcard_sign(const Fields& fields, const std::vector<std::string>& names,
                         const std::string& hex_key) {
    std::vector<std::optional<std::string>> values;
    for (const auto& name : names)
        values.push_back(find_field(fields, name));
    return upper_case(
        hex(hmac_sha1(from_hex(hex_key).value_or(""), length_prefixed(values, romcard_rule))));
}

payments::RegisteredProcessor romcard() {
    payments::Traits traits;
    traits.name = "romcard";
    traits.title = romcard_title;
    traits.credentials = {{"terminal"},     {"merchant"}, {"merchant_name"},
                          {"merchant_url"}, {"email"},    {"key", true}};
    traits.currencies = {"RON", "EUR", "USD"};
    traits.brands = {"visa", "visa_electron", "mastercard", "maestro"};
    traits.endpoints = {"form"};
    traits.capture = payments::CaptureRule::on_shipment;
    traits.captures = traits.partial_captures = traits.voids = true;
    traits.refunds = traits.partial_refunds = true;
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<Romcard>(account);
            }};
}

} // namespace taraba::processors
