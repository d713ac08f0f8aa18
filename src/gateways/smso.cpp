// SMSO: `POST /send` with the key in a header; the answer names the message by responseToken, and
// the report comes to the address that was sent along. Facts: docs/gateways/smso.md.

#include "base/form.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "gateways/sms.hpp"

namespace taraba::gateways {

namespace {

using messages::SentSms;
using messages::Sms;
using messages::SmsFate;
using messages::SmsReport;

const std::string smso_title = "SMSO";

SmsFate smso_fate(const std::string& status) {
    if (status == "delivered") return SmsFate::delivered;
    if (status == "undelivered" || status == "failed" || status == "expired" ||
        status == "rejected" || status == "error")
        return SmsFate::undelivered;
    return SmsFate::accepted;
}

class Smso : public messages::SmsGateway {
public:
    explicit Smso(partners::PartnerAccount account) : account_(std::move(account)) {}

    Result<void> check() override {
        TRY(response, call(smso_title, {"GET", address() + "/credit-check", {key()}, ""}));
        if (response.status == 200) return {};
        return refused(smso_title, as_said(words_of(response)));
    }

    Result<SentSms> send(const Sms& sms) override {
        json::object body{
            {"sender", account_.credential("sender")}, {"to", sms.to}, {"body", sms.text}};
        if (!sms.report_url.empty()) body["webhook"] = sms.report_url;
        TRY(response, call(smso_title, {"POST",
                                        address() + "/send",
                                        {key(), json_header},
                                        to_json(json::value(std::move(body)))}));
        if (response.status >= 400) return refused(smso_title, as_said(words_of(response)));
        const auto answer = parse_json(response.body);
        const std::string token = answer ? text_at(*answer, "responseToken") : "";
        if (token.empty()) return http::unclear("sms", smso_title, "no responseToken");
        return SentSms{token};
    }

    Result<SmsReport> hear(const partners::Incoming& report) override {
        const auto body = parse_json(report.body);
        const auto form = parse_form(report.body);
        const auto value = [&](const char* name) {
            return body && body->is_object() ? text_at(*body, name) : field(form, name);
        };
        std::string token = value("responseToken");
        if (token.empty()) token = value("token");
        if (token.empty() || value("status").empty())
            return refuse(RefusalKind::malformed, "callback_malformed",
                          "A report of SMSO has a token and a status.");
        return SmsReport{token, smso_fate(value("status")), value("status")};
    }

private:
    std::string address() const {
        return account_.address("base", "https://app.smso.ro/api/v1", "https://app.smso.ro/api/v1");
    }
    std::string key() const { return "X-Authorization: " + account_.credential("api_key"); }
    static std::string words_of(const http::IncomingResponse& response) {
        const auto answer = parse_json(response.body);
        const std::string words = answer ? text_at(*answer, "message") : "";
        return words.empty() ? "status " + std::to_string(response.status) : words;
    }

    partners::PartnerAccount account_;
};

} // namespace

messages::RegisteredSmsGateway smso() {
    return {
        {"smso", smso_title, {{"api_key", true}, {"sender"}}},
        [](const partners::PartnerAccount& account) { return std::make_unique<Smso>(account); }};
}

} // namespace taraba::gateways
