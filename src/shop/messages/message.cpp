#include "shop/messages/message.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/account.hpp"
#include "shop/links.hpp"
#include "shop/messages/message_store.hpp"
#include "shop/messages/sms.hpp"
#include "texts/messages.hpp"

namespace taraba::messages {

namespace {

void enqueue(db::Transaction& tx, const shop::Scope& scope, OrderId order, const std::string& code,
             MessageChannel channel, AskedBy who, std::optional<MessageId> known = {},
             const std::map<std::string, std::string>& more = {}) {
    json::object payload{
        {"order", to_text(order)}, {"template", code}, {"channel", std::string(name_of(channel))}};
    if (who == AskedBy::person) payload["by_hand"] = true;
    if (known) payload["message"] = to_text(*known);
    if (!more.empty()) {
        auto& values = payload["values"].emplace_object();
        for (const auto& [name, value] : more)
            values[name] = value;
    }
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "order_message", std::move(payload),
                  shop::order_subject(order), scope.now);
}

/// The text as it goes to a phone, and what that will cost.
void write_sms(const shop::Scope& scope, const orders::Order& order, Message& message) {
    message.recipient = mobile_number(order.customer.phone).value_or("");
    message.body.text = sms_body(scope, message.body.text);
    message.subject = shortened(message.body.text, 60);
    message.parts = sms_length(message.body.text).parts;
    message.cost = cost_of(scope, message.parts);
    if (message.recipient.empty()) {
        message.recipient = order.customer.phone;
        message.state = MessageState::failed;
        message.error = "This is no mobile number.";
    }
}

/// With the way out of offers below it.
void write_offer(const shop::Scope& scope, const orders::Order& order, Message& message) {
    message.unsubscribe_url = shop::unsubscribe_link(scope, order.customer_id);
    message.body.text +=
        "\n\n" + texts::messages::offer::way_out(order.language, message.unsubscribe_url);
}

} // namespace

const db::Table<Message>& message_table() {
    static const db::Table<Message> table("messages");
    return table;
}

Result<Message> written(const shop::Scope& scope, MessageId id, OrderId order_id,
                        MessageChannel channel, const std::string& code, AskedBy who,
                        const std::map<std::string, std::string>& more) {
    return scope.write([&](db::Transaction& tx) -> Result<Message> {
        if (auto known = message_table().find(tx, scope.id(), id.value)) return std::move(*known);
        TRY(order, orders::must_find(tx, scope, order_id));
        const auto text = choose(scope, channel, code, order.language);
        if (!text) return not_found(said("The shop has no template `{}`.", code));
        if (who == AskedBy::status &&
            (!holds(scope, text->conditions, order) ||
             (text->conditions.offer && !customers::wants_news(tx, scope.id(), order.customer_id))))
            return not_found(said("The conditions of the template `{}` do not hold.", code));
        auto values = values_of(tx, scope, order);
        values.insert(more.begin(), more.end());
        Message message;
        message.id = id;
        message.order_id = order_id;
        message.template_ = code;
        message.channel = channel;
        message.recipient = order.customer.email;
        message.subject = shortened(filled(text->subject, values), 200);
        message.body.text = filled(text->body.text, values);
        message.attachments = text->attachments;
        message.cost = {0, scope.currency()};
        if (channel == MessageChannel::sms) write_sms(scope, order, message);
        if (text->conditions.offer) write_offer(scope, order, message);
        message_table().insert(tx, scope.id(), message);
        return message;
    });
}

std::optional<Message> change(const shop::Scope& scope, MessageId id,
                              const std::function<void(db::Transaction&, Message&)>& work) {
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<Message> {
        auto message = message_table().find(tx, scope.id(), id.value);
        if (!message) return not_found("There is no such message.");
        work(tx, *message);
        ++message->version;
        if (!message_table().update(tx, scope.id(), *message))
            throw WriteConflict("message " + to_text(id) + " was changed meanwhile");
        return std::move(*message);
    });
    return kept ? std::optional(*kept) : std::nullopt;
}

std::vector<Message> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + message_table().columns() +
        " FROM messages WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Message>({"messages.of_order", sql}, {shop, id});
}

bool send_later(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                const std::string& code, AskedBy who, std::optional<MessageChannel> only,
                const std::map<std::string, std::string>& more) {
    bool any = false;
    for (const auto channel : {MessageChannel::email, MessageChannel::sms}) {
        if (only && *only != channel) continue;
        if (!choose(scope, channel, code, "")) continue;
        if (channel == MessageChannel::sms && !may_text(tx, scope, order)) continue;
        enqueue(tx, scope, order, code, channel, who, {}, more);
        any = true;
    }
    return any;
}

bool mail_later(db::Transaction& tx, const shop::Scope& scope, const std::string& to,
                const std::string& code, const std::string& language,
                const std::map<std::string, std::string>& values) {
    const auto text = choose(scope, MessageChannel::email, code, language);
    if (!text) return false;
    // Sealed, because what waits in the queue can be read by whoever sees jobs.
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "plain_mail",
                  {{"to", to},
                   {"subject", filled(text->subject, values)},
                   {"sealed", scope.installation.vault.seal(filled(text->body.text, values))}},
                  "", scope.now);
    return true;
}

Result<Message> resend(db::Transaction& tx, const shop::Scope& scope, MessageId id) {
    auto message = message_table().find(tx, scope.id(), id.value);
    if (!message) return not_found("There is no such message.");
    message->state = MessageState::waiting;
    message->fate = SmsFate::unknown;
    message->sent_with.reset();
    message->error.clear();
    ++message->version;
    message_table().update(tx, scope.id(), *message);
    enqueue(tx, scope, message->order_id, message->template_, message->channel, AskedBy::person,
            id);
    audit::append(tx, scope,
                  {shop::order_subject(message->order_id),
                   "message_resent",
                   {{"subject", "", message->subject}}});
    return std::move(*message);
}

} // namespace taraba::messages
