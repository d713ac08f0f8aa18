// Twilio: a form with Basic sign-in; reports are signed over their address and fields.
// Facts: docs/gateways/twilio.md.

#include "base/crypto.hpp"
#include "base/form.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "gateways/sms.hpp"

#include <algorithm>

namespace taraba::gateways {

namespace {

using messages::SentSms;
using messages::Sms;
using messages::SmsFate;
using messages::SmsReport;

const std::string twilio_title = "Twilio";

SmsFate twilio_fate(const std::string& status) {
    if (status == "delivered") return SmsFate::delivered;
    if (status == "undelivered" || status == "failed") return SmsFate::undelivered;
    return SmsFate::accepted;
}

class Twilio : public messages::SmsGateway {
public:
    explicit Twilio(partners::PartnerAccount account) : account_(std::move(account)) {}

    Result<void> check() override {
        TRY(response, call(twilio_title, {"GET", account_address() + ".json", {sign_in()}, ""}));
        if (response.status == 200) return {};
        return refused(twilio_title, as_said(words_of(response)));
    }

    Result<SentSms> send(const Sms& sms) override {
        const std::string& from = account_.credential("from");
        Fields fields{{"To", sms.to},
                      {from.starts_with("MG") ? "MessagingServiceSid" : "From", from},
                      {"Body", sms.text}};
        if (!sms.report_url.empty()) fields.emplace_back("StatusCallback", sms.report_url);
        TRY(response, call(twilio_title, {"POST",
                                          account_address() + "/Messages.json",
                                          {sign_in(), form_header},
                                          to_form(fields)}));
        if (response.status >= 400) return refused(twilio_title, as_said(words_of(response)));
        const auto answer = parse_json(response.body);
        const std::string sid = answer ? text_at(*answer, "sid") : "";
        if (sid.empty()) return http::unclear("sms", twilio_title, "no sid");
        return SentSms{sid};
    }

    Result<SmsReport> hear(const partners::Incoming& report) override {
        const auto fields = parse_form(report.body);
        const auto signature = report.headers.find("x-twilio-signature");
        if (signature == report.headers.end() ||
            !equal_in_constant_time(
                signature->second,
                twilio_signature(account_.credential("auth_token"), report.url, fields)))
            return refuse(RefusalKind::forbidden, "callback_forged",
                          "This was not signed by Twilio.");
        const std::string sid = field(fields, "MessageSid"),
                          status = field(fields, "MessageStatus");
        if (sid.empty() || status.empty())
            return refuse(RefusalKind::malformed, "callback_malformed",
                          "A report of Twilio has a MessageSid and a MessageStatus.");
        const std::string code = field(fields, "ErrorCode");
        return SmsReport{sid, twilio_fate(status), code.empty() ? status : status + " " + code};
    }

private:
    std::string account_address() const {
        const std::string own = "https://api.twilio.com";
        return account_.address("base", own, own) + "/2010-04-01/Accounts/" +
               account_.credential("account_sid");
    }
    std::string sign_in() const {
        return "Authorization: Basic " +
               base64(account_.credential("account_sid") + ":" + account_.credential("auth_token"));
    }
    static std::string words_of(const http::IncomingResponse& response) {
        const auto answer = parse_json(response.body);
        const std::string words = answer ? text_at(*answer, "message") : "";
        return words.empty() ? "status " + std::to_string(response.status) : words;
    }

    partners::PartnerAccount account_;
};

} // namespace

std::string twilio_signature(const std::string& token, const std::string& url,
                             std::vector<std::pair<std::string, std::string>> fields) {
    std::ranges::stable_sort(fields, {}, [](const auto& each) { return each.first; });
    std::string source = url;
    for (const auto& [name, value] : fields)
        source += name + value;
    return base64(hmac_sha1(token, source));
}

messages::RegisteredSmsGateway twilio() {
    return {
        {"twilio", twilio_title, {{"account_sid"}, {"auth_token", true}, {"from"}}},
        [](const partners::PartnerAccount& account) { return std::make_unique<Twilio>(account); }};
}

} // namespace taraba::gateways
