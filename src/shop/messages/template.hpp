#pragma once

#include "shop/messages/sms_text.hpp"
#include "shop/orders/workflow.hpp"

namespace taraba::messages {

enum class MessageChannel { email, sms };
BOOST_DESCRIBE_ENUM(MessageChannel, email, sms)

enum class AttachedPaper { invoice, proforma };
BOOST_DESCRIBE_ENUM(AttachedPaper, invoice, proforma)

/// When a text goes by itself; all that are given must hold.
struct MessageConditions {
    static constexpr bool lenient = true;
    std::vector<std::string> payment_methods;  ///< codes; empty: any
    std::vector<std::string> delivery_methods; ///< codes; empty: any
    std::vector<std::string> counties;         ///< codes; empty: any
    std::optional<Money> min_total;
    std::optional<bool> companies; ///< only companies, or only persons
    bool offer = false;            ///< only to who has agreed to offers, with a way out of them
};
BOOST_DESCRIBE_STRUCT(MessageConditions, (),
                      (payment_methods, delivery_methods, counties, min_total, companies, offer))

/// An offer (a request for a review, news of the shop) needs the buyer's consent (Legea 506/2004
/// art. 12), which stands in the account; it goes by e-mail only. What an order itself needs does
/// not.
///
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
    MessageConditions conditions;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Template, (),
                      (id, code, channel, language, subject, body, attachments, active, conditions,
                       version))

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
    LongText html;                ///< of a letter
    std::optional<SmsLength> sms; ///< of a text message
    std::optional<Money> cost;    ///< of all its parts, at the shop's price
};
BOOST_DESCRIBE_STRUCT(WrittenMessage, (), (subject, text, html, sms, cost))
/// With the shop's newest order when none is named; without any order the names stay as they are.
Result<WrittenMessage> preview(const shop::Scope& scope, MessageChannel channel,
                               const std::string& subject, const std::string& body,
                               std::optional<OrderId> order);

/// Refuses with `invalid_field`.
Result<Template> save(db::Transaction& tx, const shop::Scope& scope, Template text, bool fresh);
std::vector<Template> templates(db::Transaction& tx, ShopId shop);

/// The template of a code for a channel: in the language asked for, else in another; nothing when
/// the shop has none that is sent.
std::optional<Template> choose(const shop::Scope& scope, MessageChannel channel,
                               const std::string& code, const std::string& language);
/// Whether the conditions of a text hold for an order.
bool holds(const shop::Scope& scope, const MessageConditions& conditions,
           const orders::Order& order);
/// What stands for the names in a text about an order.
std::map<std::string, std::string> values_of(db::Transaction& tx, const shop::Scope& scope,
                                             const orders::Order& order);

} // namespace taraba::messages
