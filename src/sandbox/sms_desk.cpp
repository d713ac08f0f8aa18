#include "sandbox/sms_desk.hpp"

#include "base/crypto.hpp"
#include "base/form.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "gateways/sms.hpp"

#include <algorithm>

namespace taraba::sandbox {

namespace {

constexpr std::size_t caught_max = 500;

http::Response words(const std::string& text) {
    http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = text;
    return response;
}

} // namespace

std::string SmsDesk::take(const Wanted& wanted) {
    const std::string ref = wanted.gateway == "twilio"
                                ? "SM" + hex(random_bytes(16))
                                : std::to_string(unix_ms(system_now())) + hex(random_bytes(2));
    const bool delivered = !wanted.to.ends_with("00");
    {
        const std::lock_guard lock(mutex_);
        caught_.push_back({wanted.gateway,
                           ref,
                           wanted.to,
                           {wanted.text},
                           delivered ? "delivered" : "undelivered"});
        if (caught_.size() > caught_max) caught_.pop_front();
    }
    report(wanted, ref, delivered);
    return ref;
}

void SmsDesk::report(const Wanted& wanted, const std::string& ref, bool delivered) {
    std::string url = wanted.report_url;
    if (url.empty()) {
        const std::lock_guard lock(mutex_);
        url = report_urls_[wanted.gateway];
    }
    if (url.empty()) return;
    const std::string status = delivered ? "delivered" : "undelivered";
    OutgoingCallback callback{"POST", url, {form_header}, ""};
    if (wanted.gateway == "smso") {
        callback.headers = {json_header};
        callback.body = to_json(json::value{{"responseToken", ref}, {"status", status}});
    } else if (wanted.gateway == "smslink") {
        callback.method = "GET";
        callback.headers.clear();
        callback.url += "?message_id=" + ref + "&status=" + (delivered ? "1" : "0") +
                        "&timestamp=" + std::to_string(unix_ms(system_now()) / 1'000);
    } else {
        const Fields fields{{"MessageSid", ref}, {"MessageStatus", status}, {"To", wanted.to}};
        const bool forged = faults_.take("twilio.callback").fault == Fault::forged;
        callback.headers.push_back(
            "X-Twilio-Signature: " +
            gateways::twilio_signature(forged ? "another" : wanted.secret, url, fields));
        callback.body = to_form(fields);
    }
    std::vector<LateCalls::Due> due{{system_now() + Millis(1'000), callback}};
    if (faults_.take(wanted.gateway + ".report").fault == Fault::twice)
        due.push_back({system_now() + Millis(1'500), callback});
    late_.add(std::move(due));
}

http::Response SmsDesk::smso(const http::Request& request) {
    if (request.header("x-authorization").empty())
        return played_json({{"status", 401}, {"message", "The key is wrong."}}, 401);
    const auto body = parse_json(request.body);
    if (!body || text_at(*body, "to").size() < 10 || text_at(*body, "body").empty() ||
        is_to_refuse(request))
        return played_json({{"status", 422}, {"message", "The number is not valid."}}, 422);
    const auto ref =
        take({"smso", text_at(*body, "to"), text_at(*body, "body"), text_at(*body, "webhook"), ""});
    return played_json({{"status", 200}, {"responseToken", ref}, {"transaction_cost", "0.0345"}});
}

http::Response SmsDesk::smslink(const http::Request& request) {
    const auto fields = parse_form(request.body);
    if (field(fields, "connection_id").empty() || field(fields, "password").empty())
        return words("ERROR;1;Connection ID or password is wrong;");
    if (field(fields, "message").empty()) return words("ERROR;4;The message is empty;");
    if (is_to_refuse(request)) return words("ERROR;5;The number is not valid;");
    const std::string to = field(fields, "to");
    const auto ref = take({"smslink", to, field(fields, "message"), "", ""});
    return words("MESSAGE;1;Message sent to " + to + ";" + ref + "," + to);
}

http::Response SmsDesk::twilio(const http::Request& request) {
    const auto header = std::string(request.header("authorization"));
    const auto decoded =
        header.starts_with("Basic ") ? from_base64(header.substr(6)) : std::nullopt;
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (!decoded || colon == std::string::npos)
        return played_json({{"code", 20003}, {"message", "Authenticate"}}, 401);
    const auto fields = parse_form(request.body);
    if (is_to_refuse(request) || field(fields, "To").empty() || field(fields, "Body").empty())
        return played_json({{"code", 21211}, {"message", "Invalid 'To' Phone Number"}}, 400);
    const auto ref = take({"twilio", field(fields, "To"), field(fields, "Body"),
                           field(fields, "StatusCallback"), decoded->substr(colon + 1)});
    return played_json({{"sid", ref}, {"status", "queued"}}, 201);
}

void SmsDesk::add_routes(http::Router& router) {
    using http::Method;
    const auto add = [&](Method method, const char* pattern, const char* call,
                         http::Response (SmsDesk::*handler)(const http::Request&)) {
        add_played(
            router, faults_, method, pattern, call,
            [this, handler](const http::Request& request) { return (this->*handler)(request); });
    };
    add(Method::post, "/smso/send", "smso.send", &SmsDesk::smso);
    add(Method::post, "/smslink/index.php", "smslink.send", &SmsDesk::smslink);
    add(Method::post, "/twilio/2010-04-01/Accounts/{sid}/Messages.json", "twilio.send",
        &SmsDesk::twilio);
    add_played(router, faults_, Method::get, "/smso/credit-check", "smso.check",
               [](const http::Request& request) {
                   if (request.header("x-authorization").empty())
                       return played_json({{"message", "The key is wrong."}}, 401);
                   return played_json({{"status", 200}, {"credit_value", "25.00"}});
               });
    add_played(router, faults_, Method::get, "/twilio/2010-04-01/Accounts/{sid}", "twilio.check",
               [](const http::Request& request) {
                   if (request.header("authorization").empty())
                       return played_json({{"message", "Authenticate"}}, 401);
                   return played_json({{"status", "active"}});
               });
    add_played(router, faults_, Method::get, "/sandbox/sms", "", [this](const http::Request&) {
        const std::lock_guard lock(mutex_);
        http::Response response;
        response.body = to_json(std::vector<CaughtSms>(caught_.rbegin(), caught_.rend()));
        return response;
    });
    // Where SMSLink has been told to report, which its account says and no message does.
    add_played(router, faults_, Method::post, "/sandbox/sms/report-url", "",
               [this](const http::Request& request) {
                   const auto body = parse_json(request.body);
                   const std::lock_guard lock(mutex_);
                   if (body) report_urls_["smslink"] = text_at(*body, "url");
                   return played_json({});
               });
}

} // namespace taraba::sandbox
