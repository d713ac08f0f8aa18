#include "processors/payu.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"

#include <algorithm>
#include <pugixml.hpp>

namespace taraba::processors {

using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::ChargeRef;
using payments::Incoming;
using payments::OperationAnswer;
using payments::Started;

namespace {

const std::string payu_title = "ePayment (PayU)";

/// Signed in this order; a name with brackets is an array of the products.
constexpr const char* signed_fields[]{
    "MERCHANT",         "ORDER_REF",          "ORDER_DATE",
    "ORDER_PNAME[]",    "ORDER_PCODE[]",      "ORDER_PINFO[]",
    "ORDER_PRICE[]",    "ORDER_QTY[]",        "ORDER_VAT[]",
    "ORDER_SHIPPING",   "PRICES_CURRENCY",    "DISCOUNT",
    "DESTINATION_CITY", "DESTINATION_STATE",  "DESTINATION_COUNTRY",
    "PAY_METHOD",       "ORDER_PRICE_TYPE[]", "SELECTED_INSTALLMENTS_NO",
    "TESTORDER"};

std::string time_text(Instant at) {
    std::string text = to_rfc3339(at).substr(0, 19);
    text[10] = ' ';
    return text;
}

/// The first element of an array, however its index is written: `IPN_PID[]`, `IPN_PID[0]`.
std::optional<std::string> first_of(const Fields& fields, const std::string& name) {
    for (const auto& [key, value] : fields)
        if (key == name + "[]" || key == name + "[0]") return value;
    return std::nullopt;
}

class Payu : public payments::Processor {
public:
    explicit Payu(payments::ProcessorAccount account) : account_(std::move(account)) {}

    /// Asks for an order that nobody has: an account that is known gets NOT_FOUND.
    Result<void> check() override {
        MUST(status("0"));
        return {};
    }
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    payments::CallbackAnswer answer(const Incoming& callback, payments::Reception reception,
                                    const std::string& refusal) override {
        if (reception != payments::Reception::taken)
            return Processor::answer(callback, reception, refusal);
        return {
            200, "text/plain; charset=utf-8",
            payu_ipn_answer(parse_form(callback.body), compact_time(unix_ms(callback.now)), key())};
    }
    Result<payments::Polled> poll(const ChargeRef& charge) override;
    Result<OperationAnswer> capture(const ChargeRef& charge, Money amount) override {
        return operate("idn", "IDN_DATE", charge, amount);
    }
    Result<OperationAnswer> void_hold(const ChargeRef& charge) override {
        return operate("irn", "IRN_DATE", charge, charge.amount);
    }
    Result<OperationAnswer> refund(const ChargeRef& charge, Money amount, const std::string&,
                                   const std::string&) override {
        return operate("irn", "IRN_DATE", charge, amount);
    }

private:
    const std::string& merchant() const { return account_.credential("merchant"); }
    const std::string& key() const { return account_.credential("key"); }
    std::string address() const {
        constexpr const char* own = "https://secure.payu.ro";
        return account_.address("base", own, own);
    }
    ChargeEvent what_of(const std::string& status) const;
    Result<std::string> status(const std::string& reference);
    Result<OperationAnswer> operate(const std::string& page, const std::string& date_field,
                                    const ChargeRef& charge, Money amount);

    payments::ProcessorAccount account_;
};

Result<Started> Payu::start(const Charge& charge) {
    const auto& payer = charge.payer;
    Fields fields{{"MERCHANT", merchant()},
                  {"ORDER_REF", charge.reference},
                  {"ORDER_DATE", time_text(charge.now)},
                  {"ORDER_PNAME[]", charge.description},
                  {"ORDER_PCODE[]", charge.reference},
                  {"ORDER_PRICE[]", to_decimal(charge.amount)},
                  {"ORDER_QTY[]", "1"},
                  {"ORDER_VAT[]", "0"}, // the price is what is to be paid, whatever is in it
                  {"PRICES_CURRENCY", std::string(charge.amount.currency.code())},
                  {"PAY_METHOD", "CCVISAMC"},
                  {"ORDER_PRICE_TYPE[]", "GROSS"}};
    if (!account_.is_live()) fields.emplace_back("TESTORDER", "TRUE");
    fields.emplace_back("ORDER_HASH", hex(hmac_md5(key(), payu_source(fields))));
    const auto space = payer.name.rfind(' ');
    const Fields unsigned_fields{
        {"BILL_FNAME", payer.name.substr(0, space)},
        {"BILL_LNAME", space == payer.name.npos ? payer.name : payer.name.substr(space + 1)},
        {"BILL_EMAIL", payer.email},
        {"BILL_PHONE", payer.phone},
        {"BILL_COMPANY", payer.company},
        {"BILL_ADDRESS", payer.street},
        {"BILL_CITY", payer.city},
        {"BILL_STATE", payer.county},
        {"BILL_ZIPCODE", payer.postal_code},
        {"BILL_COUNTRYCODE", "RO"},
        {"CURRENCY", std::string(charge.amount.currency.code())},
        {"LANGUAGE", charge.language},
        {"AUTOMODE", "1"},
        {"BACK_REF", charge.return_url}};
    fields.insert(fields.end(), unsigned_fields.begin(), unsigned_fields.end());
    return Started{{"POST", address() + "/order/lu.php", std::move(fields)}, "", ""};
}

/// TEST stands for a payment of a test order, which is money in the sandbox alone.
ChargeEvent Payu::what_of(const std::string& status) const {
    if (status == "PAYMENT_AUTHORIZED") return ChargeEvent::authorised;
    if (status == "PAYMENT_RECEIVED" || status == "COMPLETE") return ChargeEvent::captured;
    if (status == "TEST")
        return account_.is_live() ? ChargeEvent::nothing : ChargeEvent::authorised;
    if (status == "REVERSED") return ChargeEvent::voided;
    if (status == "REFUND") return ChargeEvent::refunded;
    if (status == "CARD_NOTAUTHORIZED" || status == "FRAUD" || status == "INVALID")
        return ChargeEvent::refused;
    return ChargeEvent::nothing;
}

Result<ChargeNotification> Payu::read_callback(const Incoming& callback) {
    const Fields fields = parse_form(callback.body);
    for (const auto* name : {"REFNOEXT", "ORDERSTATUS", "HASH"})
        if (!find_field(fields, name)) return malformed(payu_title, said("`{}` is missing.", name));
    if (!equal_in_constant_time(payu_ipn_hash(fields, key()), field(fields, "HASH")))
        return forged(payu_title);
    ChargeNotification notification;
    notification.identity = to_form(fields); // however the form was encoded
    notification.reference = field(fields, "REFNOEXT");
    notification.processor_ref = field(fields, "REFNO");
    notification.words = as_utf8(field(fields, "ORDERSTATUS"));
    notification.event = what_of(field(fields, "ORDERSTATUS"));
    const std::string currency = find_field(fields, "CURRENCY").value_or("RON");
    if (currency.size() != 3) return malformed(payu_title, "`CURRENCY` is no currency.");
    const auto total = find_field(fields, "IPN_TOTALGENERAL");
    const auto amount = money_from(total.value_or("0"), Currency::of(currency));
    if (!amount) return malformed(payu_title, "`IPN_TOTALGENERAL` is no amount.");
    notification.amount = *amount;
    // The total of a refund says what went back, which the manual writes with a minus.
    if (notification.event == ChargeEvent::refunded && notification.amount.minor < 0)
        notification.amount = -notification.amount;
    return notification;
}

/// ORDER_STATUS of an order by our reference; empty when PayU has none.
Result<std::string> Payu::status(const std::string& reference) {
    if (merchant().empty() || key().empty())
        return refused(payu_title, "the merchant or the key is missing.");
    const Fields fields{{"MERCHANT", merchant()},
                        {"REFNOEXT", reference},
                        {"HASH", payu_hash({merchant(), reference}, key())}};
    TRY(response,
        call(payu_title, {"POST", address() + "/order/ios.php", {form_header}, to_form(fields)}));
    return response.body;
}

Result<payments::Polled> Payu::poll(const ChargeRef& charge) {
    TRY(body, status(charge.reference));
    pugi::xml_document document;
    if (!document.load_buffer(body.data(), body.size()))
        return unclear(payu_title, "the status is no XML");
    const auto order = document.child("Order");
    std::vector<std::optional<std::string>> values;
    for (const auto& node : order.children())
        if (std::string_view(node.name()) != "HASH") values.emplace_back(node.child_value());
    if (!equal_in_constant_time(payu_hash(values, key()), order.child("HASH").child_value()))
        return unclear(payu_title, "the status is not signed");
    payments::Polled polled{{}, as_utf8(body)};
    if (order.child("REFNOEXT").child_value() != charge.reference) return polled; // not there yet
    ChargeNotification notification;
    notification.reference = charge.reference;
    notification.processor_ref = order.child("REFNO").child_value();
    notification.words = order.child("ORDER_STATUS").child_value();
    notification.event = what_of(notification.words);
    notification.amount =
        charge.amount; // IOS does not tell the amount; the hash of the form bound it
    if (notification.event == ChargeEvent::refunded)
        notification.event = ChargeEvent::nothing; // how much, only an IPN says
    polled.notifications.push_back(notification);
    return polled;
}

Result<OperationAnswer> Payu::operate(const std::string& page, const std::string& date_field,
                                      const ChargeRef& charge, Money amount) {
    Fields fields{{"MERCHANT", merchant()},
                  {"ORDER_REF", charge.processor_ref},
                  {"ORDER_AMOUNT", to_decimal(charge.amount)},
                  {"ORDER_CURRENCY", std::string(charge.amount.currency.code())},
                  {date_field, time_text(system_now())}};
    if (amount != charge.amount) fields.emplace_back("AMOUNT", to_decimal(amount));
    std::vector<std::optional<std::string>> values;
    for (const auto& [name, value] : fields)
        values.emplace_back(value);
    fields.emplace_back("ORDER_HASH", payu_hash(values, key()));
    TRY(response,
        call(payu_title,
             {"POST", address() + "/order/" + page + ".php", {form_header}, to_form(fields)}));
    // <EPAYMENT>ORDER_REF|CODE|WORDS|DATE|HASH</EPAYMENT>
    const auto begin = response.body.find('>'), end = response.body.rfind("</");
    if (begin == std::string::npos || end == std::string::npos || end <= begin)
        return unclear(payu_title, "no EPAYMENT in the answer");
    auto parts = split_at(std::string_view(response.body).substr(begin + 1, end - begin - 1), '|');
    if (parts.size() < 4) return unclear(payu_title, "the answer has too few parts");
    const std::string hash = parts.back();
    parts.pop_back();
    if (!equal_in_constant_time(
            payu_hash(std::vector<std::optional<std::string>>(parts.begin(), parts.end()), key()),
            hash))
        return unclear(payu_title, "the answer is not signed");
    if (parts[0] != charge.processor_ref)
        return unclear(payu_title, "the answer is for something else");
    if (parts[1] == "1") return OperationAnswer{parts[0], as_utf8(response.body)};
    return refused(payu_title, as_said(parts[2] + " (" + parts[1] + ")"));
}

} // namespace

std::string payu_source(const Fields& fields) {
    std::string source;
    for (const std::string name : signed_fields) {
        std::vector<std::string> values;
        for (const auto& [key, value] : fields)
            if (key == name) values.push_back(value);
        const bool any =
            std::ranges::any_of(values, [](const auto& value) { return !value.empty(); });
        if (!any) continue;
        for (const auto& value : values)
            source += length_prefixed({value}, payu_rule);
    }
    return source;
}

std::string payu_hash(const std::vector<std::optional<std::string>>& values,
                      const std::string& key) {
    return hex(hmac_md5(key, length_prefixed(values, payu_rule)));
}

std::string payu_ipn_hash(const Fields& fields, const std::string& key) {
    std::vector<std::optional<std::string>> values;
    for (const auto& [name, value] : fields)
        if (name != "HASH") values.emplace_back(value);
    return payu_hash(values, key);
}

std::string payu_ipn_answer(const Fields& ipn, const std::string& date, const std::string& key) {
    return "<EPAYMENT>" + date + "|" +
           payu_hash({first_of(ipn, "IPN_PID"), first_of(ipn, "IPN_PNAME"),
                      find_field(ipn, "IPN_DATE"), date},
                     key) +
           "</EPAYMENT>";
}

payments::RegisteredProcessor payu() {
    payments::Traits traits;
    traits.name = "payu";
    traits.title = payu_title;
    traits.credentials = {{"merchant"}, {"key", true}};
    traits.currencies = {"RON", "EUR", "USD"};
    traits.brands = {"visa", "visa_electron", "mastercard", "maestro"};
    traits.endpoints = {"base"};
    traits.capture = payments::CaptureRule::on_shipment;
    traits.captures = traits.voids = traits.refunds = traits.partial_refunds = traits.polls = true;
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<Payu>(account);
            }};
}

} // namespace taraba::processors
