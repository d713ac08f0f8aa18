// Netopia twice: the classic sealed envelopes of mobilPay, and the JSON interface.

#include "sandbox/pay_desk.hpp"
#include "sandbox/played_keys.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/rsa.hpp"
#include "base/text.hpp"

#include <openssl/evp.h>
#include <pugixml.hpp>

namespace taraba::sandbox {

namespace {

std::string sha512(const std::string& data) {
    std::string digest(64, '\0');
    EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha512(), nullptr);
    return digest;
}

class PlayedNetopia : public PlayedProcessor {
public:
    explicit PlayedNetopia(PayDesk& desk) : desk_(desk) {}
    std::map<std::string, std::string> credentials() override {
        return {{"pos_signature", pos},
                {"api_key", api_key},
                {"public_key", processor_keys().public_key}};
    }
    std::string paid_state() const override { return "captured"; }
    void add_routes(http::Router& router) override {
        desk_.add(router, http::Method::post, "/netopia/payment/card/start", "netopia.start",
                  [this](const http::Request& request) { return begin(request); });
        desk_.add(router, http::Method::post, "/netopia/operation/status", "netopia.status",
                  [this](const http::Request& request) { return status(request); });
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        const std::string body = to_json(told(charge, event.what, event.amount));
        const std::string head = base64url(R"({"typ":"JWT","alg":"RS512"})");
        const std::string claims = base64url(
            to_json(json::value{{"iss", "NETOPIA Payments"},
                                {"aud", json::array{pos}},
                                {"iat", unix_ms(system_now()) / 1'000},
                                {"sub", base64(sha512(event.forged ? body + " " : body))}}));
        const auto key = private_key_of(processor_keys().private_key);
        const std::string token = head + "." + claims + "." +
                                  base64url(rsa_sign(*key, EVP_sha512(), head + "." + claims));
        return OutgoingCallback{"POST",
                                charge.callback_url,
                                {"Content-Type: application/json", "Verification-token: " + token},
                                body};
    }

private:
    static constexpr const char* pos = "TRB1-SAND-BOXN-ETOP-IAV2";
    static constexpr const char* api_key = "sandbox-api-key";

    static std::int64_t status_of(const std::string& what) {
        if (what == "captured") return 3;
        if (what == "authorised") return 2;
        if (what == "refused") return 12;
        if (what == "voided") return 4;
        if (what == "refunded") return 8;
        if (what == "disputed") return 9;
        if (what == "dispute_lost") return 10;
        return 1;
    }
    static json::value told(const PlayedCharge& charge, const std::string& what,
                            const std::string& amount) {
        return {{"order", {{"orderID", charge.reference}}},
                {"payment",
                 {{"ntpID", charge.id},
                  {"amount", std::stod(amount)},
                  {"currency", charge.currency},
                  {"status", status_of(what)},
                  {"code", what == "refused" ? "20" : "00"},
                  {"message", what == "refused" ? "Insufficient funds" : "Approved"},
                  {"data", {{"RRN", charge.id}, {"AuthCode", "621CBF"}}}}}};
    }
    bool is_known(const http::Request& request) const {
        return request.header("authorization") == api_key;
    }
    http::Response begin(const http::Request& request) {
        if (!is_known(request)) return played_json({{"message", "Unauthorized"}}, 401);
        const auto body = parse_json(request.body);
        if (!body || text_at(*body, "order", "posSignature") != pos ||
            request.header("x-played-refusal") == "1")
            return played_json({{"error", {{"code", "34"}, {"message", "The order was refused"}}}});
        PlayedCharge charge;
        charge.processor = "netopia";
        charge.reference = text_at(*body, "order", "orderID");
        const auto amount = money_from(text_at(*body, "order", "amount"), ron);
        charge.amount = amount ? to_decimal(*amount) : "0.00";
        charge.currency = text_at(*body, "order", "currency");
        charge.description = text_at(*body, "order", "description");
        charge.callback_url = text_at(*body, "config", "notifyUrl");
        charge.return_url = text_at(*body, "config", "redirectUrl");
        charge = desk_.open(charge);
        auto answer = told(charge, "open", charge.amount);
        answer.as_object()["payment"].as_object()["paymentURL"] = PayDesk::page_of(request, charge);
        answer.as_object()["error"] = {{"code", "101"},
                                       {"message", "Redirect user to payment page"}};
        return played_json(answer);
    }
    http::Response status(const http::Request& request) {
        if (!is_known(request)) return played_json({{"message", "Unauthorized"}}, 401);
        const auto body = parse_json(request.body);
        const auto charge = body ? desk_.find("netopia", text_at(*body, "ntpID")) : std::nullopt;
        if (!charge) return played_json({{"error", {{"code", "99"}, {"message", "Not found"}}}});
        return played_json(told(*charge, charge->state, charge->amount));
    }
    PayDesk& desk_;
};

class PlayedNetopiaV1 : public PlayedProcessor {
public:
    explicit PlayedNetopiaV1(PayDesk& desk) : desk_(desk) {}
    std::map<std::string, std::string> credentials() override {
        return {{"signature", signature},
                {"public_certificate", processor_keys().certificate},
                {"private_key", merchant_keys().private_key}};
    }
    std::string paid_state() const override { return "captured"; }
    void add_routes(http::Router& router) override {
        for (const auto* pattern : {"/netopia_v1", "/netopia_v1/"}) {
            desk_.add(router, http::Method::post, pattern, "netopia_v1.start",
                      [this](const http::Request& request) { return begin(request); });
            desk_.add(router, http::Method::get, pattern, "netopia_v1.page",
                      [](const http::Request&) { return played_page("mobilPay"); });
        }
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        const std::string action = action_of(event.what);
        if (action.empty()) return std::nullopt;
        const bool refused = event.what == "refused";
        const std::string xml =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<order type=\"card\" id=\"" +
            charge.reference + "\"><signature>" + signature + "</signature><invoice currency=\"" +
            charge.currency + "\" amount=\"" + charge.amount + "\"/><mobilpay timestamp=\"" +
            processors::compact_time(unix_ms(system_now())) + "\" crc=\"" + hex(random_bytes(16)) +
            "\"><action>" + action + "</action><purchase>" + charge.id +
            "</purchase><original_amount>" + charge.amount +
            "</original_amount><processed_amount>" + event.amount +
            "</processed_amount><pan_masked>9****5098</pan_masked><rrn>" + charge.id +
            "</rrn><error code=\"" + (refused ? "20" : "0") + "\">" +
            (refused ? "Fonduri insuficiente" : "Tranzactia aprobata") +
            "</error></mobilpay></order>";
        // Sealed for somebody else, it is for nobody here.
        const auto key =
            public_key_of(event.forged ? processor_keys().public_key : merchant_keys().public_key);
        const auto envelope = seal_for(*key, xml);
        return OutgoingCallback{"POST",
                                charge.callback_url,
                                {"Content-Type: application/x-www-form-urlencoded"},
                                to_form({{"env_key", base64(envelope.env_key)},
                                         {"data", base64(envelope.data)},
                                         {"cipher", envelope.cipher},
                                         {"iv", base64(envelope.iv)}})};
    }

private:
    static constexpr const char* signature = "TRB1-SAND-BOXM-OBIL-PAY1";

    static std::string action_of(const std::string& what) {
        if (what == "captured" || what == "refused") return "confirmed";
        if (what == "authorised") return "paid";
        if (what == "voided") return "canceled";
        if (what == "refunded") return "credit";
        return "";
    }
    http::Response begin(const http::Request& request) {
        const auto fields = parse_form(request.body);
        const auto env_key = from_base64(field(fields, "env_key")),
                   data = from_base64(field(fields, "data")), iv = from_base64(field(fields, "iv"));
        const auto key = private_key_of(processor_keys().private_key);
        const auto text = env_key && data && iv
                              ? open_with(*key, {*env_key, *data, field(fields, "cipher"), *iv})
                              : std::nullopt;
        pugi::xml_document document;
        if (!text || !document.load_buffer(text->data(), text->size()))
            return played_json({{"error", "the envelope cannot be opened"}}, 400);
        const auto order = document.child("order");
        PlayedCharge charge;
        charge.processor = "netopia_v1";
        charge.reference = order.attribute("id").value();
        charge.amount = order.child("invoice").attribute("amount").value();
        charge.currency = order.child("invoice").attribute("currency").value();
        charge.description =
            percent_decoded(order.child("invoice").child("details").child_value(), false);
        charge.callback_url = order.child("url").child("confirm").child_value();
        charge.return_url = order.child("url").child("return").child_value();
        http::Response response;
        response.status = 303;
        response.headers.emplace_back("Location", PayDesk::page_of(request, desk_.open(charge)));
        return response;
    }
    PayDesk& desk_;
};

} // namespace

std::unique_ptr<PlayedProcessor> play_netopia(PayDesk& desk) {
    return std::make_unique<PlayedNetopia>(desk);
}
std::unique_ptr<PlayedProcessor> play_netopia_v1(PayDesk& desk) {
    return std::make_unique<PlayedNetopiaV1>(desk);
}

} // namespace taraba::sandbox
