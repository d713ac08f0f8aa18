#pragma once

#include "sandbox/played.hpp"

namespace taraba::sandbox {

/// A text message that a played gateway took.
struct CaughtSms {
    std::string gateway;
    std::string ref;
    std::string to;
    LongText text;
    std::string fate; ///< accepted, delivered, undelivered
};
BOOST_DESCRIBE_STRUCT(CaughtSms, (), (gateway, ref, to, text, fate))

/// SMSO, SMSLink and Twilio as their documents say, with reports a second later: a number that ends
/// in 00 cannot be reached, every other gets its messages.
class SmsDesk {
public:
    explicit SmsDesk(Faults& faults) : faults_(faults) {}
    void add_routes(http::Router& router);

private:
    struct Wanted {
        std::string gateway, to, text, report_url, secret;
    };
    std::string take(const Wanted& wanted);
    void report(const Wanted& wanted, const std::string& ref, bool delivered);
    http::Response smso(const http::Request& request);
    http::Response smslink(const http::Request& request);
    http::Response twilio(const http::Request& request);

    Faults& faults_;
    std::mutex mutex_;
    std::deque<CaughtSms> caught_; ///< the last 500
    std::map<std::string, std::string> report_urls_;
    LateCalls late_;
};

} // namespace taraba::sandbox
