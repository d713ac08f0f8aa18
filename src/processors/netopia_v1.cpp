#include "processors/netopia_v1.hpp"

#include "base/crypto.hpp"
#include "base/rsa.hpp"
#include "base/text.hpp"
#include "processors/call.hpp"
#include "processors/signing.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

namespace taraba::processors {

using payments::Charge;
using payments::ChargeEvent;
using payments::ChargeNotification;
using payments::Incoming;
using payments::Started;

namespace {

const std::string netopia_v1_title = "mobilPay";

void add_text(pugi::xml_node& parent, const char* name, const std::string& value) {
    parent.append_child(name).text().set(value.c_str());
}

/// The contact of an address; values are percent-encoded as the protocol wants them.
void add_contact(pugi::xml_node contact, const char* name, const payments::Payer& payer) {
    auto node = contact.append_child(name);
    node.append_attribute("type") = payer.company.empty() ? "person" : "company";
    const auto space = payer.name.rfind(' ');
    add_text(node, "first_name", percent_encoded(payer.name.substr(0, space)));
    add_text(
        node, "last_name",
        percent_encoded(space == std::string::npos ? payer.name : payer.name.substr(space + 1)));
    add_text(node, "address",
             percent_encoded(payer.street + ", " + payer.city + ", " + payer.county));
    add_text(node, "email", percent_encoded(payer.email));
    add_text(node, "mobile_phone", percent_encoded(payer.phone));
}

std::string order_xml(const std::string& signature, const Charge& charge) {
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "utf-8";
    auto order = document.append_child("order");
    order.append_attribute("type") = "card";
    order.append_attribute("id") = charge.reference.c_str();
    order.append_attribute("timestamp") = compact_time(unix_ms(charge.now)).c_str();
    add_text(order, "signature", signature);
    auto invoice = order.append_child("invoice");
    invoice.append_attribute("currency") = std::string(charge.amount.currency.code()).c_str();
    invoice.append_attribute("amount") = to_decimal(charge.amount).c_str();
    add_text(invoice, "details", percent_encoded(charge.description));
    auto contact = invoice.append_child("contact_info");
    add_contact(contact, "billing", charge.payer);
    add_contact(contact, "shipping", charge.payer);
    auto url = order.append_child("url");
    add_text(url, "confirm", charge.callback_url);
    add_text(url, "return", charge.return_url);
    std::ostringstream text;
    document.save(text, "", pugi::format_raw);
    return text.str();
}

/// AES in CBC mode carries no seal of its own: a changed byte turns sixteen of the text into noise.
/// A text that is no clean XML from its first byte on was changed on the way.
bool is_whole(std::string_view text) {
    constexpr std::string_view declaration = R"(<?xml version="1.0")";
    return text.starts_with(declaration) && is_utf8(text) && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
           });
}

/// The fields that carry an envelope, base64.
std::optional<Envelope> envelope_of(const Fields& fields) {
    const auto env_key = from_base64(field(fields, "env_key")),
               data = from_base64(field(fields, "data")), iv = from_base64(field(fields, "iv"));
    if (!env_key || !data || !iv || env_key->empty() || data->empty()) return std::nullopt;
    return Envelope{*env_key, *data, field(fields, "cipher"), *iv};
}

std::string crc_answer(const std::string& text, const std::string& type, const std::string& code) {
    pugi::xml_document document;
    auto crc = document.append_child("crc");
    if (!type.empty()) {
        crc.append_attribute("error_type") = type.c_str();
        crc.append_attribute("error_code") = code.c_str();
    }
    crc.text().set(text.c_str());
    std::ostringstream out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return R"(<?xml version="1.0" encoding="utf-8"?>)" + out.str();
}

class NetopiaV1 : public payments::Processor {
public:
    explicit NetopiaV1(payments::ProcessorAccount account) : account_(std::move(account)) {}

    /// Nothing can be asked; the keys are looked at and the address is called.
    Result<void> check() override {
        if (account_.credential("signature").empty())
            return refused(netopia_v1_title, "the signature of the account is missing.");
        if (!public_key_of(account_.credential("public_certificate")))
            return refused(netopia_v1_title, "the public certificate is no PEM of a certificate.");
        if (!private_key_of(account_.credential("private_key")))
            return refused(netopia_v1_title, "the private key is no PEM of a key.");
        MUST(call(netopia_v1_title, {"GET", address(), {}, ""}));
        return {};
    }
    Result<Started> start(const Charge& charge) override;
    Result<ChargeNotification> read_callback(const Incoming& callback) override;
    payments::CallbackAnswer answer(const Incoming& callback, payments::Reception reception,
                                    const std::string& refusal) override;

private:
    std::string address() const {
        return account_.address("form", "https://sandboxsecure.mobilpay.ro",
                                "https://secure.mobilpay.ro");
    }
    std::optional<std::string> opened(const Incoming& callback) const;
    ChargeEvent what_of(const std::string& action, bool success) const;

    payments::ProcessorAccount account_;
};

Result<Started> NetopiaV1::start(const Charge& charge) {
    const auto key = public_key_of(account_.credential("public_certificate"));
    if (!key)
        return refused(netopia_v1_title, "the public certificate is no PEM of a certificate.");
    const Envelope envelope = seal_for(*key, order_xml(account_.credential("signature"), charge));
    return Started{{"POST",
                    address(),
                    {{"env_key", base64(envelope.env_key)},
                     {"data", base64(envelope.data)},
                     {"cipher", envelope.cipher},
                     {"iv", base64(envelope.iv)}}},
                   "",
                   ""};
}

std::optional<std::string> NetopiaV1::opened(const Incoming& callback) const {
    const auto key = private_key_of(account_.credential("private_key"));
    const auto envelope = envelope_of(parse_form(callback.body));
    if (!key || !envelope) return std::nullopt;
    auto text = open_with(*key, *envelope);
    return text && is_whole(*text) ? text : std::nullopt;
}

/// `confirmed` is money, `paid` a hold that the merchant still captures in their panel.
ChargeEvent NetopiaV1::what_of(const std::string& action, bool success) const {
    if (!success) return ChargeEvent::refused;
    if (action == "confirmed") return ChargeEvent::captured;
    if (action == "paid") return ChargeEvent::authorised;
    if (action == "canceled") return ChargeEvent::voided;
    if (action == "credit") return ChargeEvent::refunded;
    return ChargeEvent::nothing; // confirmed_pending, paid_pending: under review
}

Result<ChargeNotification> NetopiaV1::read_callback(const Incoming& callback) {
    if (!envelope_of(parse_form(callback.body)))
        return malformed(netopia_v1_title, "`env_key` and `data` are no envelope.");
    const auto text = opened(callback);
    if (!text) return forged(netopia_v1_title);
    pugi::xml_document document;
    // What cannot be read was not sealed by somebody who knows the protocol.
    if (!document.load_buffer(text->data(), text->size())) return forged(netopia_v1_title);
    const auto order = document.child("order");
    const auto mobilpay = order.child("mobilpay");
    const std::string action = mobilpay.child("action").child_value();
    if (!mobilpay || action.empty())
        return malformed(netopia_v1_title, "there is no action in it.");
    ChargeNotification notification;
    notification.identity = *text;
    notification.reference = order.attribute("id").value();
    notification.processor_ref = mobilpay.child("purchase").child_value();
    const auto error = mobilpay.child("error");
    notification.words = as_utf8(error.child_value());
    notification.event = what_of(action, std::string_view(error.attribute("code").value()) == "0");
    const auto currency =
        std::string(order.child("invoice").attribute("currency").as_string("RON"));
    if (currency.size() != 3) return malformed(netopia_v1_title, "the currency is none.");
    // What was asked for is compared; a refund tells how much it was about.
    const std::string processed = mobilpay.child("processed_amount").child_value(),
                      original = mobilpay.child("original_amount").child_value();
    const auto amount = money_from(
        notification.event == ChargeEvent::refused && !original.empty() ? original : processed,
        Currency::of(currency));
    if (!amount) return malformed(netopia_v1_title, "`processed_amount` is no amount.");
    notification.amount = *amount;
    const std::string signature = order.child("signature").child_value();
    if (signature != account_.credential("signature"))
        notification.mismatch = "It is for the account " + as_utf8(signature) + ".";
    return notification;
}

payments::CallbackAnswer NetopiaV1::answer(const Incoming& callback, payments::Reception reception,
                                           const std::string& refusal) {
    using payments::Reception;
    const char* type = "application/xml";
    if (reception == Reception::try_again) return {200, type, crc_answer(refusal, "1", "0x01")};
    if (reception == Reception::refused) return {403, type, crc_answer(refusal, "2", "0x02")};
    pugi::xml_document document;
    const auto text = opened(callback);
    std::string crc;
    if (text && document.load_buffer(text->data(), text->size()))
        crc = document.child("order").child("mobilpay").attribute("crc").value();
    return {200, type, crc_answer(crc.empty() ? "OK" : as_utf8(crc), "", "")};
}

} // namespace

payments::RegisteredProcessor netopia_v1() {
    payments::Traits traits;
    traits.name = "netopia_v1";
    traits.title = "mobilPay (classic)";
    traits.credentials = {
        {"signature"}, {"public_certificate", false, true}, {"private_key", true, true}};
    traits.currencies = {"RON", "EUR", "USD"};
    traits.brands = {"visa", "visa_electron", "mastercard", "maestro"};
    traits.endpoints = {"form"};
    return {traits, [](const payments::ProcessorAccount& account) {
                return std::make_unique<NetopiaV1>(account);
            }};
}

} // namespace taraba::processors
