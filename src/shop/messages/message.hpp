#pragma once

#include "jobs/jobs.hpp"
#include "shop/messages/gateway.hpp"
#include "shop/messages/template.hpp"

namespace taraba::messages {

enum class MessageState { waiting, sent, failed };
BOOST_DESCRIBE_ENUM(MessageState, waiting, sent, failed)

/// A message about an order, as it was written.
struct Message {
    MessageId id;
    OrderId order_id;
    std::string template_;
    MessageChannel channel = MessageChannel::email;
    std::string recipient;
    std::string subject; ///< of a text message: its first words
    LongText body;
    std::vector<AttachedPaper> attachments;
    MessageState state = MessageState::waiting;
    std::int64_t attempts = 0;
    std::string error;
    std::optional<Instant> sent_at;
    std::int64_t parts = 0; ///< of a text message
    Money cost;             ///< of all parts, at the shop's price
    std::string gateway;
    std::string gateway_ref;
    SmsFate fate = SmsFate::unknown;
    std::optional<Instant> fate_at;
    std::optional<Instant> gather_until; ///< waits for others of its order
    std::optional<MessageId> sent_with;  ///< went in this other one
    std::string unsubscribe_url;         ///< of an offer
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, order_id, template_, channel, recipient, subject, body, attachments,
                       state, attempts, error, sent_at, parts, cost, gateway, gateway_ref, fate,
                       fate_at, gather_until, sent_with, unsubscribe_url, version))

std::vector<Message> of_order(db::Transaction& tx, ShopId shop, OrderId id);

/// Who asked for a message: by itself it goes only when the template's conditions hold.
enum class AskedBy { status, person };
/// Asks for a message to the buyer on every channel that has a template of this code, or on the
/// one named; false, and nothing is sent, when the shop has none. `more` stands for names in the
/// text beside those of the order.
bool send_later(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                const std::string& code, AskedBy who = AskedBy::status,
                std::optional<MessageChannel> only = {},
                const std::map<std::string, std::string>& more = {});
/// Asks for a mail that is about no order, such as a link to sign in; false when the shop has no
/// such template. It is not kept: its text may hold a link that signs in.
bool mail_later(db::Transaction& tx, const shop::Scope& scope, const std::string& to,
                const std::string& code, const std::string& language,
                const std::map<std::string, std::string>& values);
/// Sends a failed message again. Refuses with `not_found`.
Result<Message> resend(db::Transaction& tx, const shop::Scope& scope, MessageId id);

/// Sends a text now, as a mail or to a phone, and says what the partner answered. Refuses with
/// `invalid_field` and like the gateways.
Result<void> send_test(const shop::Scope& scope, MessageChannel channel, const std::string& to,
                       const WrittenMessage& message);

/// How the papers of an order come to be attached, given by the area above.
using Attach =
    std::function<std::optional<std::string>(const shop::Scope&, OrderId, AttachedPaper)>;
void register_jobs(jobs::Runner& runner, shop::Installation& installation, const Attach& attach);

} // namespace taraba::messages
