#pragma once

#include "base/refusal.hpp"
#include "shop/partners/incoming.hpp"
#include "shop/partners/partner.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace taraba::messages {

struct Attachment {
    std::string name;
    std::string content_type;
    std::string bytes;
};

struct Mail {
    std::string message_id; ///< stable over retries, so that a mail sent twice is seen as one
    std::string from_name;
    std::string from;
    std::string to;
    std::string subject;
    std::string text;
    std::string html;
    std::vector<Attachment> attachments;
    Instant at{};
    std::string unsubscribe_url; ///< of an offer: one POST there ends them (RFC 8058)
};

/// The way out for e-mail. Refuses with `mail_refused` when the server won't ever take it, and
/// with kind `unavailable` when trying again may help.
class MailGateway {
public:
    virtual ~MailGateway() = default;
    virtual Result<void> send(const Mail& mail) = 0;
};

/// By which a domain vouches for its letters (DKIM).
struct SigningKey {
    std::string domain;
    std::string selector;
    std::string private_key; ///< PEM
};

struct MailAccount {
    std::string url; ///< smtp://host:587 (STARTTLS) or smtps://host:465
    std::string user;
    std::string password;
    bool require_tls = true;
    std::optional<SigningKey> signing_key;
};

/// Implemented in gateways/smtp.cpp.
std::unique_ptr<MailGateway> make_smtp(const MailAccount& account);

struct Sms {
    std::string to;   ///< `+40722123456`
    std::string text; ///< as it is to be read
    std::string report_url;
};

struct SentSms {
    std::string gateway_ref; ///< the gateway's own name of the message
};

/// What is known of a text message after it left: asked (the gateway is being called), accepted,
/// and what the phone's network reported.
enum class SmsFate { unknown, asked, accepted, delivered, undelivered };
BOOST_DESCRIBE_ENUM(SmsFate, unknown, asked, accepted, delivered, undelivered)

/// What a gateway reports about a message.
struct SmsReport {
    std::string gateway_ref;
    SmsFate fate = SmsFate::unknown;
    std::string words;
};

/// A way out for text messages. Every call has a time limit. A refusal says what happened:
/// `sms_refused` (it said no, in its words), `sms_unclear` (no clear answer: it may have been
/// sent), `sms_down` (it was not).
class SmsGateway {
public:
    virtual ~SmsGateway() = default;
    /// Whether the account works; sends nothing.
    virtual Result<void> check() = 0;
    virtual Result<SentSms> send(const Sms& sms) = 0;
    /// Reads a delivery report. Refuses with `callback_malformed` what cannot be read and with
    /// `callback_forged` what a gateway that signs has not signed.
    virtual Result<SmsReport> hear(const partners::Incoming& report) = 0;
};

struct SmsTraits {
    std::string name; ///< of the registry: `smso`
    std::string title;
    std::vector<partners::CredentialField> credentials;
};
BOOST_DESCRIBE_STRUCT(SmsTraits, (), (name, title, credentials))

struct RegisteredSmsGateway {
    SmsTraits traits;
    std::function<std::unique_ptr<SmsGateway>(const partners::PartnerAccount&)> make;
};

/// Gateways by name. Filled in gateways/registry.cpp.
const std::map<std::string, RegisteredSmsGateway>& sms_registry();

} // namespace taraba::messages
