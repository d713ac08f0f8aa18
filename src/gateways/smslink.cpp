// SMSLink: a form to one address, answered by `LEVEL;CODE;TEXT;VARS`. Reports come by GET or POST
// to the address set in its account. Facts: docs/gateways/smslink.md.

#include "base/form.hpp"
#include "base/text.hpp"
#include "gateways/sms.hpp"

namespace taraba::gateways {

namespace {

using messages::SentSms;
using messages::Sms;
using messages::SmsFate;
using messages::SmsReport;

const std::string smslink_title = "SMSLink";

class Smslink : public messages::SmsGateway {
public:
    explicit Smslink(partners::PartnerAccount account) : account_(std::move(account)) {}

    /// There is no call that only looks: one without a text is refused for the text when the
    /// sign-in is right, and for the sign-in otherwise.
    Result<void> check() override {
        TRY(answer, ask({}));
        if (answer.size() > 2 && answer[0] == "ERROR" && is_about_sign_in(answer[2]))
            return refused(smslink_title, as_said(answer[2]));
        return {};
    }

    Result<SentSms> send(const Sms& sms) override {
        // A Romanian number in its home form, any other with two zeros.
        const std::string to =
            sms.to.starts_with("+40") ? "0" + sms.to.substr(3) : "00" + sms.to.substr(1);
        TRY(answer, ask({{"to", to}, {"message", sms.text}}));
        if (answer.size() > 2 && answer[0] == "ERROR")
            return refused(smslink_title, as_said(answer[2]));
        if (answer.size() < 4 || answer[0] != "MESSAGE")
            return http::unclear("sms", smslink_title, "the answer cannot be read");
        // VARS are the message's id, and what it was sent to and cost.
        return SentSms{split_at(answer[3], ',').front()};
    }

    Result<SmsReport> hear(const partners::Incoming& report) override {
        const auto fields = parse_form(report.method == "GET" ? report.query : report.body);
        const std::string id = field(fields, "message_id"), status = field(fields, "status");
        if (id.empty() || (status != "0" && status != "1"))
            return refuse(RefusalKind::malformed, "callback_malformed",
                          "A report of SMSLink has a message_id and a status of 0 or 1.");
        return SmsReport{id, status == "1" ? SmsFate::delivered : SmsFate::undelivered,
                         field(fields, "delivery_report")};
    }

private:
    static bool is_about_sign_in(const std::string& words) {
        const std::string plain = folded(words);
        return plain.find("connection") != plain.npos || plain.find("password") != plain.npos ||
               plain.find("autentific") != plain.npos || plain.find("authentic") != plain.npos;
    }

    Result<std::vector<std::string>> ask(Fields fields) {
        const std::string own = "https://secure.smslink.ro/sms/gateway/communicate";
        fields.emplace_back("connection_id", account_.credential("connection_id"));
        fields.emplace_back("password", account_.credential("password"));
        TRY(response, call(smslink_title, {"POST",
                                           account_.address("base", own, own) + "/index.php",
                                           {form_header},
                                           to_form(fields)}));
        return split_at(as_utf8(trimmed(response.body)), ';');
    }

    partners::PartnerAccount account_;
};

} // namespace

messages::RegisteredSmsGateway smslink() {
    return {
        {"smslink", smslink_title, {{"connection_id"}, {"password", true}}},
        [](const partners::PartnerAccount& account) { return std::make_unique<Smslink>(account); }};
}

} // namespace taraba::gateways
