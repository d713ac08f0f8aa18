#pragma once

#include "base/refusal.hpp"

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
};

/// The way out for e-mail. Refuses with `mail_refused` when the server won't ever take it, and
/// with kind `unavailable` when trying again may help.
class MailGateway {
public:
    virtual ~MailGateway() = default;
    virtual Result<void> send(const Mail& mail) = 0;
};

struct MailAccount {
    std::string url; ///< smtp://host:587 (STARTTLS) or smtps://host:465
    std::string user;
    std::string password;
    bool require_tls = true;
};

/// Implemented in gateways/smtp.cpp.
std::unique_ptr<MailGateway> make_smtp(const MailAccount& account);

} // namespace taraba::messages
