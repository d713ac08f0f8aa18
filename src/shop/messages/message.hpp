#pragma once

#include "jobs/jobs.hpp"
#include "shop/orders/workflow.hpp"

namespace taraba::messages {

enum class MessageChannel { email, sms };
BOOST_DESCRIBE_ENUM(MessageChannel, email, sms)

enum class AttachedPaper { invoice, proforma };
BOOST_DESCRIBE_ENUM(AttachedPaper, invoice, proforma)

/// The text of a message, with {{variables}}: order_number, customer_name, total, status,
/// shop_name, order_link, awb_number, payment_reference, iban, lines. Empty lines part paragraphs.
struct Template {
    TemplateId id;
    std::string code;
    MessageChannel channel = MessageChannel::email;
    std::string language = "ro";
    std::string subject;
    LongText body;
    std::vector<AttachedPaper> attachments;
    bool active = true;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Template, (),
                      (id, code, channel, language, subject, body, attachments, active, version))

enum class MessageState { waiting, sent, failed };
BOOST_DESCRIBE_ENUM(MessageState, waiting, sent, failed)

/// A message about an order, as it was written.
struct Message {
    MessageId id;
    OrderId order_id;
    std::string template_;
    MessageChannel channel = MessageChannel::email;
    std::string recipient;
    std::string subject;
    LongText body;
    std::vector<AttachedPaper> attachments;
    MessageState state = MessageState::waiting;
    std::int64_t attempts = 0;
    std::string error;
    std::optional<Instant> sent_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, order_id, template_, channel, recipient, subject, body, attachments,
                       state, attempts, error, sent_at, version))

/// The names that a text may hold in {{ }}.
std::vector<std::string> variables();
/// Puts values in the place of {{names}}; an unknown name stays, so that it is seen.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values);
/// The HTML twin of a plain text: paragraphs, links, 600 px, readable without images.
std::string html_of(std::string_view text, const std::string& shop_name);

/// A text with the values of an order in it, as its buyer would read it.
struct WrittenMessage {
    std::string subject;
    LongText text;
    LongText html;
};
BOOST_DESCRIBE_STRUCT(WrittenMessage, (), (subject, text, html))
/// With the shop's newest order when none is named; without any order the names stay as they are.
Result<WrittenMessage> preview(const shop::Scope& scope, const std::string& subject,
                               const std::string& body, std::optional<OrderId> order);
/// Sends a mail now and says what the server answered. Refuses with `invalid_field` and like
/// MailGateway::send().
Result<void> send_test(const shop::Scope& scope, const std::string& to,
                       const WrittenMessage& message);

/// Refuses with `invalid_field`.
Result<Template> save(db::Transaction& tx, const shop::Scope& scope, Template text, bool fresh);
std::vector<Template> templates(db::Transaction& tx, ShopId shop);
std::vector<Message> of_order(db::Transaction& tx, ShopId shop, OrderId id);

/// Asks for a message to the buyer; false, and nothing is sent, when the shop has no such template.
bool send_later(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                const std::string& code);
/// Asks for a mail that is about no order, such as a link to sign in; false when the shop has no
/// such template. It is not kept: its text may open doors.
bool mail_later(db::Transaction& tx, const shop::Scope& scope, const std::string& to,
                const std::string& code, const std::string& language,
                const std::map<std::string, std::string>& values);
/// Sends a failed message again. Refuses with `not_found`.
Result<Message> resend(db::Transaction& tx, const shop::Scope& scope, MessageId id);

/// How the papers of an order come to be attached, given by the area above.
using Attach =
    std::function<std::optional<std::string>(const shop::Scope&, OrderId, AttachedPaper)>;
void register_jobs(jobs::Runner& runner, shop::Installation& house, const Attach& attach);

} // namespace taraba::messages
