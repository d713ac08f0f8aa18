#include "sandbox/pay_desk.hpp"
#include "sandbox/played_keys.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/rsa.hpp"
#include "processors/paypal.hpp"

namespace taraba::sandbox {

namespace {

class PlayedPaypal : public PlayedProcessor {
public:
    explicit PlayedPaypal(PayDesk& desk) : desk_(desk) {}
    std::map<std::string, std::string> credentials() override {
        return {{"client_id", "sandbox-client"},
                {"client_secret", "sandbox-secret"},
                {"webhook_id", webhook}};
    }
    /// The buyer approves; the merchant takes the money.
    std::string paid_state() const override { return "approved"; }
    void add_routes(http::Router& router) override {
        const auto route = [&](http::Method method, const char* pattern, const char* call,
                               http::Response (PlayedPaypal::*handler)(const http::Request&)) {
            desk_.add(router, method, pattern, call, [this, handler](const http::Request& request) {
                return (this->*handler)(request);
            });
        };
        route(http::Method::post, "/paypal/v1/oauth2/token", "paypal.token", &PlayedPaypal::token);
        route(http::Method::post, "/paypal/v2/checkout/orders", "paypal.start",
              &PlayedPaypal::begin);
        route(http::Method::get, "/paypal/v2/checkout/orders/{id}", "paypal.status",
              &PlayedPaypal::show);
        route(http::Method::post, "/paypal/v2/checkout/orders/{id}/capture", "paypal.capture",
              &PlayedPaypal::complete);
        route(http::Method::post, "/paypal/v2/checkout/orders/{id}/authorize", "paypal.authorise",
              &PlayedPaypal::authorise);
        route(http::Method::post, "/paypal/v2/payments/authorizations/{id}/capture",
              "paypal.capture", &PlayedPaypal::capture);
        route(http::Method::post, "/paypal/v2/payments/authorizations/{id}/void", "paypal.void",
              &PlayedPaypal::void_hold);
        route(http::Method::post, "/paypal/v2/payments/captures/{id}/refund", "paypal.refund",
              &PlayedPaypal::refund);
        desk_.add(router, http::Method::get, "/paypal/certs/1", "paypal.certificate",
                  [](const http::Request&) {
                      http::Response response;
                      response.content_type = "application/x-pem-file";
                      response.body = processor_keys().certificate;
                      return response;
                  });
    }
    std::optional<OutgoingCallback> callback(const PlayedCharge& charge,
                                             const PlayedEvent& event) override {
        const auto [type, resource] = told(charge, event);
        if (type.empty()) return std::nullopt;
        const std::string body = to_json(json::value{{"id", "WH-" + hex(random_bytes(8))},
                                                     {"event_type", type},
                                                     {"summary", type},
                                                     {"resource", resource}});
        const std::string id = hex(random_bytes(16)), time = to_rfc3339(system_now());
        const auto key = private_key_of(processor_keys().private_key);
        const std::string text = processors::paypal_signed_text(
            id, time, event.forged ? "another webhook" : webhook, body);
        const auto origin = charge.callback_url.substr(0, charge.callback_url.find("/callbacks/"));
        return OutgoingCallback{
            "POST",
            charge.callback_url,
            {"Content-Type: application/json", "PAYPAL-TRANSMISSION-ID: " + id,
             "PAYPAL-TRANSMISSION-TIME: " + time, "PAYPAL-AUTH-ALGO: SHA256withRSA",
             "PAYPAL-CERT-URL: " + origin + "/paypal/certs/1",
             "PAYPAL-TRANSMISSION-SIG: " + base64(rsa_sign(*key, EVP_sha256(), text))},
            body};
    }

private:
    static constexpr const char* webhook = "WH-SANDBOX-TARABA";

    static json::object amount_of(const PlayedCharge& charge, const std::string& value) {
        return {{"currency_code", charge.currency}, {"value", value}};
    }
    static std::pair<std::string, json::value> told(const PlayedCharge& charge,
                                                    const PlayedEvent& event) {
        json::object money{{"custom_id", charge.reference},
                           {"invoice_id", charge.reference},
                           {"amount", amount_of(charge, event.amount)},
                           {"supplementary_data", {{"related_ids", {{"order_id", charge.id}}}}}};
        if (event.what == "approved")
            return {
                "CHECKOUT.ORDER.APPROVED",
                {{"id", charge.id},
                 {"status", "APPROVED"},
                 {"purchase_units", json::array{{{"custom_id", charge.reference},
                                                 {"amount", amount_of(charge, event.amount)}}}}}};
        if (event.what == "captured") {
            money["id"] = "CAP" + charge.id;
            return {"PAYMENT.CAPTURE.COMPLETED", money};
        }
        if (event.what == "refused") {
            money["id"] = "CAP" + charge.id;
            return {"PAYMENT.CAPTURE.DENIED", money};
        }
        if (event.what == "voided") return {"PAYMENT.AUTHORIZATION.VOIDED", money};
        if (event.what == "refunded") {
            money["id"] = "REF" + hex(random_bytes(6));
            return {"PAYMENT.CAPTURE.REFUNDED", money};
        }
        const bool lost = event.what == "dispute_lost", won = event.what == "dispute_won";
        if (event.what == "disputed" || lost || won) {
            json::object dispute{
                {"dispute_id", "PP-D-" + charge.id},
                {"disputed_transactions", json::array{{{"invoice_number", charge.reference}}}},
                {"dispute_amount", amount_of(charge, event.amount)}};
            if (lost || won)
                dispute["dispute_outcome"] = {
                    {"outcome_code", lost ? "RESOLVED_BUYER_FAVOUR" : "RESOLVED_SELLER_FAVOUR"}};
            return {lost || won ? "CUSTOMER.DISPUTE.RESOLVED" : "CUSTOMER.DISPUTE.CREATED",
                    dispute};
        }
        return {"", {}};
    }
    json::value order_of(const http::Request& request, const PlayedCharge& charge) const {
        json::object unit{{"custom_id", charge.reference},
                          {"amount", amount_of(charge, charge.amount)}};
        json::object payments;
        if (charge.state == "authorised" || charge.state == "voided")
            payments["authorizations"] =
                json::array{{{"id", "AUT" + charge.id},
                             {"status", charge.state == "voided" ? "VOIDED" : "CREATED"},
                             {"amount", amount_of(charge, charge.amount)}}};
        if (charge.state == "captured" || charge.state == "refunded")
            payments["captures"] = json::array{
                {{"id", "CAP" + charge.id},
                 {"status", charge.state == "refunded" ? "PARTIALLY_REFUNDED" : "COMPLETED"},
                 {"amount", amount_of(charge, charge.amount)}}};
        unit["payments"] = std::move(payments);
        const std::string status = charge.state == "open"       ? "PAYER_ACTION_REQUIRED"
                                   : charge.state == "approved" ? "APPROVED"
                                                                : "COMPLETED";
        return {{"id", charge.id},
                {"status", status},
                {"purchase_units", json::array{std::move(unit)}},
                {"links", json::array{{{"rel", "payer-action"},
                                       {"href", PayDesk::page_of(request, charge)}}}}};
    }
    static bool is_signed_in(const http::Request& request) {
        return request.header("authorization") == "Bearer sandbox-paypal-token";
    }
    static http::Response issue(const char* name, const char* words) {
        return played_json({{"name", "UNPROCESSABLE_ENTITY"},
                            {"message", words},
                            {"details", json::array{{{"issue", name}, {"description", words}}}}},
                           422);
    }
    std::optional<PlayedCharge> charge_in(const http::Request& request, std::size_t prefix) {
        const std::string id = request.path_values.find("id")->second;
        if (!is_signed_in(request) || id.size() <= prefix) return std::nullopt;
        return desk_.find("paypal", id.substr(prefix));
    }

    http::Response token(const http::Request& request) {
        if (request.header("authorization") != "Basic " + base64("sandbox-client:sandbox-secret"))
            return played_json({{"error", "invalid_client"},
                                {"error_description", "Client Authentication failed"}},
                               401);
        return played_json({{"access_token", "sandbox-paypal-token"},
                            {"token_type", "Bearer"},
                            {"expires_in", 32'400}});
    }
    http::Response begin(const http::Request& request) {
        if (!is_signed_in(request)) return played_json({{"message", "Unauthorized"}}, 401);
        if (request.header("x-played-refusal") == "1")
            return issue("PAYEE_ACCOUNT_RESTRICTED", "The merchant account is restricted.");
        const auto body = parse_json(request.body);
        const auto* units = body ? at(*body, "purchase_units") : nullptr;
        if (!units || !units->is_array() || units->as_array().empty())
            return issue("INVALID_JSON", "purchase_units is missing.");
        const auto& unit = units->as_array().front();
        PlayedCharge charge;
        charge.processor = "paypal";
        charge.reference = text_at(unit, "custom_id");
        charge.amount = text_at(unit, "amount", "value");
        charge.currency = text_at(unit, "amount", "currency_code");
        if (charge.currency == "RON")
            return issue("CURRENCY_NOT_SUPPORTED", "The currency is not supported.");
        charge.description = text_at(unit, "description");
        charge.return_url =
            text_at(*body, "payment_source", "paypal", "experience_context", "return_url");
        charge.callback_url = callback_from(charge.return_url, "paypal");
        return played_json(order_of(request, desk_.open(charge)), 201);
    }
    http::Response show(const http::Request& request) {
        const auto charge = charge_in(request, 0);
        if (!charge) return played_json({{"message", "Not found"}}, 404);
        return played_json(order_of(request, *charge));
    }
    http::Response complete(const http::Request& request) {
        auto charge = charge_in(request, 0);
        if (!charge) return played_json({{"message", "Not found"}}, 404);
        if (charge->state == "captured") return played_json(order_of(request, *charge));
        if (charge->state != "approved" || request.header("x-played-refusal") == "1")
            return issue("INSTRUMENT_DECLINED", "The instrument was declined.");
        charge->state = "captured";
        desk_.keep(*charge);
        desk_.tell(*charge, {"captured", charge->amount});
        return played_json(order_of(request, *charge), 201);
    }
    http::Response authorise(const http::Request& request) {
        auto charge = charge_in(request, 0);
        if (!charge || charge->state != "approved")
            return issue("ORDER_NOT_APPROVED", "The order is not approved.");
        charge->state = "authorised";
        desk_.keep(*charge);
        return played_json(order_of(request, *charge), 201);
    }
    http::Response capture(const http::Request& request) {
        auto charge = charge_in(request, 3);
        if (!charge || charge->state != "authorised" || request.header("x-played-refusal") == "1")
            return issue("AUTHORIZATION_EXPIRED", "The authorization has expired.");
        charge->state = "captured";
        desk_.keep(*charge);
        desk_.tell(*charge, {"captured", charge->amount});
        return played_json({{"id", "CAP" + charge->id}, {"status", "COMPLETED"}}, 201);
    }
    http::Response void_hold(const http::Request& request) {
        auto charge = charge_in(request, 3);
        if (!charge || charge->state != "authorised")
            return issue("CANNOT_BE_VOIDED", "The authorization cannot be voided.");
        charge->state = "voided";
        desk_.keep(*charge);
        http::Response response;
        response.status = 204;
        return response;
    }
    http::Response refund(const http::Request& request) {
        auto charge = charge_in(request, 3);
        if (!charge) return played_json({{"message", "Not found"}}, 404);
        if (request.header("x-played-refusal") == "1")
            return issue("REFUND_NOT_ALLOWED", "The refund is not allowed.");
        // The same request gives the refund that it made before.
        const std::string key(request.header("paypal-request-id"));
        const std::lock_guard lock(mutex_);
        if (const auto before = refunds_.find(key); !key.empty() && before != refunds_.end())
            return played_json({{"id", before->second}, {"status", "COMPLETED"}});
        const auto body = parse_json(request.body);
        const std::string amount = body ? text_at(*body, "amount", "value") : "";
        if (!desk_.give_back(*charge, amount.empty() ? charge->amount : amount))
            return issue("REFUND_AMOUNT_EXCEEDED", "The refund is more than is left.");
        const std::string id = "REF" + hex(random_bytes(6));
        refunds_[key] = id;
        return played_json({{"id", id}, {"status", "COMPLETED"}}, 201);
    }
    PayDesk& desk_;
    std::mutex mutex_;
    std::map<std::string, std::string> refunds_;
};

} // namespace

std::unique_ptr<PlayedProcessor> play_paypal(PayDesk& desk) {
    return std::make_unique<PlayedPaypal>(desk);
}

} // namespace taraba::sandbox
