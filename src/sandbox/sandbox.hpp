#pragma once

#include "http/router.hpp"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace taraba::sandbox {

/// What can be told to go wrong with the next calls of one kind.
enum class Fault {
    none,
    slow_after,    ///< does it, then doesn't answer for a while: the caller's time runs out
    slow_before,   ///< doesn't answer for a while, then refuses
    error,         ///< 500 without doing it
    error_after,   ///< does it, then 500
    html,          ///< a page of HTML with status 200
    refuse,        ///< says no, with the errors by field
    token_expired, ///< 401 although the token was good
    // Of callbacks (`payu.callback`, …):
    lost,         ///< never sent
    twice,        ///< sent twice
    disorder,     ///< an older word of the same charge comes after it
    forged,       ///< signed with another key
    wrong_amount, ///< about another amount, rightly signed
    early         ///< sent and answered before the browser is led on
};
BOOST_DESCRIBE_ENUM(Fault, none, slow_after, slow_before, error, error_after, html, refuse,
                    token_expired, lost, twice, disorder, forged, wrong_amount, early)

/// The faults that were asked for, by the name of the call (`fan.create`, `fan.label`, …).
class Faults {
public:
    /// `every`: strikes each so many-th call.
    void set(const std::string& call, Fault fault, std::int64_t times, Millis wait,
             std::int64_t every = 1);
    struct Next {
        Fault fault = Fault::none;
        Millis wait{};
    };
    Next take(const std::string& call);

private:
    struct Planned {
        Fault fault;
        std::int64_t times;
        Millis wait;
        std::int64_t every = 1;
        std::int64_t calls = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Planned> planned_;
};

/// A mail that the played SMTP server took.
struct CaughtMail {
    std::string from;
    std::string to;
    LongText data;
};
BOOST_DESCRIBE_STRUCT(CaughtMail, (), (from, to, data))

/// An SMTP server that keeps what it gets (the last 200), for demos without a mail account.
class MailCatcher {
public:
    MailCatcher();
    ~MailCatcher();
    std::string url() const;
    std::vector<CaughtMail> caught();

private:
    void listen();
    void talk(int socket);
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::deque<CaughtMail> mails_;
    std::thread thread_;
};

/// The other side of every partner: real HTTP, faults on demand.
class Sandbox {
public:
    Sandbox();
    ~Sandbox();
    /// Adds the partners' routes (`/fan/…`) and the sandbox's own (`/sandbox/…`).
    void add_routes(http::Router& router);
    std::string smtp_url() const { return mail_.url(); }
    /// What the played payment processor of a name takes as credentials.
    std::map<std::string, std::string> credentials(const std::string& processor);

private:
    Faults faults_;
    MailCatcher mail_;
    std::unique_ptr<class FanDesk> fan_;
    std::unique_ptr<class PayDesk> pay_;
    std::unique_ptr<class SmsDesk> sms_;
    std::unique_ptr<class CourierBook> couriers_;
    std::unique_ptr<class AnafDesk> anaf_;
};

} // namespace taraba::sandbox
