// The jobs by which messages leave, and the one letter that is sent to try.

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/account.hpp"
#include "shop/messages/gateway.hpp"
#include "shop/messages/gathering.hpp"
#include "shop/messages/message_store.hpp"
#include "shop/messages/signing.hpp"
#include "shop/messages/sms.hpp"
#include "shop/messages/suppression.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

Result<std::unique_ptr<MailGateway>> mail_gateway(const shop::Scope& scope) {
    const auto& settings = scope.shop->settings.mail;
    // A demo without a mail account of its own writes to the played server.
    if (settings.url.empty() && !scope.installation.sandbox_smtp.empty())
        return make_smtp({scope.installation.sandbox_smtp, "", "", false, signing_key(scope)});
    const auto sealed = scope.read(
        [&](db::Transaction& tx) { return shop::find_secret(tx, scope.id(), "smtp_password"); });
    const auto password = sealed ? scope.installation.vault.unseal(*sealed) : std::nullopt;
    return make_smtp({settings.url, settings.user, password.value_or(""), settings.require_tls,
                      signing_key(scope)});
}

Mail mail_of(const shop::Scope& scope, const std::string& id, const std::string& to,
             const std::string& subject, const std::string& text) {
    const std::string from = sender_of(scope);
    return {id + "." + to_text(scope.id()) + "@" + from.substr(from.find('@') + 1),
            scope.shop->name,
            from,
            to,
            subject,
            text,
            html_of(text, scope.shop->name),
            {},
            scope.now,
            {}};
}

void announce(const shop::Scope& scope, const Message& message) {
    scope.announce("message", shop::order_subject(message.order_id));
}

void keep_outcome(const shop::Scope& scope, MessageId id, const Result<SentSms>& outcome) {
    change(scope, id, [&](db::Transaction& tx, Message& message) {
        ++message.attempts;
        message.state = outcome ? MessageState::sent : MessageState::failed;
        message.error = outcome ? "" : shortened(as_utf8(outcome.error().detail.text()), 400);
        if (outcome) message.sent_at = scope.now;
        if (message.channel == MessageChannel::sms) {
            message.fate = outcome ? SmsFate::accepted : SmsFate::unknown;
            if (outcome) message.gateway_ref = outcome->gateway_ref;
        }
        for (auto& each : gathered_in(tx, scope.id(), message)) {
            each.state = message.state;
            each.sent_at = message.sent_at;
            ++each.version;
            message_table().update(tx, scope.id(), each);
        }
        if (outcome || message.attempts == 1)
            audit::append(tx, scope,
                          {shop::order_subject(message.order_id),
                           outcome ? "message_sent" : "message_failed",
                           {{"subject", "", message.subject}},
                           message.error});
    });
    announce(scope, *scope.read([&](db::Transaction& tx) {
        return message_table().find(tx, scope.id(), id.value);
    }));
}

/// Whoever asked for it, and at the moment when it would leave.
bool agreed_to_offers(const shop::Scope& scope, const Message& message) {
    return scope.read([&](db::Transaction& tx) {
        const auto order = orders::find(tx, scope.id(), message.order_id);
        return order && customers::wants_news(tx, scope.id(), order->customer_id);
    });
}

Result<void> send_mail(const shop::Scope& scope, const Attach& attach, const Message& message) {
    const auto held = scope.read(
        [&](db::Transaction& tx) { return suppression_of(tx, scope.id(), message.recipient); });
    if (held) {
        keep_outcome(scope, message.id,
                     refuse(RefusalKind::conflict, "address_held_back",
                            said("Mail no longer reaches this address ({}): {}",
                                 name_of(held->kind), held->detail)));
        return {};
    }
    if (!message.unsubscribe_url.empty() && !agreed_to_offers(scope, message)) {
        keep_outcome(scope, message.id,
                     refuse(RefusalKind::conflict, "no_consent",
                            "The buyer has not agreed to offers by e-mail."));
        return {};
    }
    TRY(gateway, mail_gateway(scope));
    auto mail =
        mail_of(scope, to_text(message.id), message.recipient, message.subject, message.body.text);
    mail.unsubscribe_url = message.unsubscribe_url;
    for (const auto paper : message.attachments)
        if (const auto pdf = attach(scope, message.order_id, paper))
            mail.attachments.push_back(
                {std::string(name_of(paper)) + ".pdf", "application/pdf", *pdf});
    const auto outcome = gateway->send(mail);
    keep_outcome(scope, message.id,
                 outcome ? Result<SentSms>(SentSms{}) : Result<SentSms>(Failure(outcome.error())));
    return outcome;
}

/// A text message costs money and cannot be taken back: one that may have left is not sent again
/// by itself, and a person decides.
Result<void> send_sms(const shop::Scope& scope, const Message& message) {
    const Failure unclear = refuse(RefusalKind::conflict, "sms_unclear",
                                   "It is not known whether the gateway took this message.");
    if (message.fate == SmsFate::asked) {
        keep_outcome(scope, message.id, Result<SentSms>(unclear));
        return {};
    }
    const std::string name = chosen_gateway(scope);
    TRY(gateway, gateway_of(scope, name));
    change(scope, message.id, [&](db::Transaction&, Message& kept) {
        kept.gateway = name;
        kept.fate = SmsFate::asked;
    });
    const auto sent =
        gateway->send({message.recipient, message.body.text, report_url(scope, name)});
    keep_outcome(scope, message.id, sent);
    if (sent || sent.error().code == "sms_unclear") return {};
    return Failure(sent.error());
}

Result<void> send(shop::Installation& installation, const Attach& attach, ShopId shop_id,
                  const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "messages", {}}));
    const auto& payload = job.payload.as_object();
    const auto order = parse_id(payload.at("order").as_string());
    const auto* again = payload.if_contains("message");
    const auto* channel = payload.if_contains("channel");
    const MessageId id{again ? parse_id(again->as_string()).value_or(0) : job.id.value};
    std::map<std::string, std::string> more;
    if (const auto* values = payload.if_contains("values"))
        for (const auto& [name, value] : values->as_object())
            more.emplace(std::string(name), std::string(value.as_string()));
    const auto who = payload.contains("by_hand") ? AskedBy::person : AskedBy::status;
    const auto message = written(scope, id, OrderId{order.value_or(0)},
                                 channel && channel->as_string() == "sms" ? MessageChannel::sms
                                                                          : MessageChannel::email,
                                 std::string(payload.at("template").as_string()), who, more);
    // A template that was removed meanwhile has nothing to say.
    if (!message && message.error().kind == RefusalKind::not_found) return {};
    if (!message) return Failure(message.error());
    if (message->channel == MessageChannel::sms && !mobile_number(message->recipient)) return {};
    TRY(turn, take_turn(scope, id, who));
    if (!turn.is_now) {
        announce(scope, turn.message); // that it waits is news as well
        return {};
    }
    if (turn.message.channel == MessageChannel::sms) return send_sms(scope, turn.message);
    return send_mail(scope, attach, turn.message);
}

Result<void> send_plain(shop::Installation& installation, ShopId shop_id, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "messages", {}}));
    const auto text = installation.vault.unseal(std::string(job.payload.at("sealed").as_string()));
    if (!text) return refuse(RefusalKind::conflict, "unreadable", "The mail cannot be unsealed.");
    TRY(gateway, mail_gateway(scope));
    return gateway->send(mail_of(scope, to_text(job.id),
                                 std::string(job.payload.at("to").as_string()),
                                 std::string(job.payload.at("subject").as_string()), *text));
}

constexpr db::Sql administrators_sql{"messages.administrators", R"sql(
    SELECT s.email AS email, r.permissions AS permissions
      FROM staff s JOIN roles r ON r.shop_id = s.shop_id AND r.id = s.role_id
     WHERE s.shop_id = $1 AND s.active = 1
)sql"};

struct Administrator {
    std::string email;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Administrator, (), (email, permissions))

Result<void> tell_administrators(shop::Installation& installation, ShopId shop_id,
                                 const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "messages", {}}));
    TRY(gateway, mail_gateway(scope));
    const auto people = scope.read(
        [&](db::Transaction& tx) { return tx.list<Administrator>(administrators_sql, {shop_id}); });
    const std::string subject(job.payload.at("subject").as_string());
    const std::string text(job.payload.at("text").as_string());
    for (const auto& person : people)
        if (std::ranges::find(person.permissions, "all") != person.permissions.end())
            MUST(gateway->send(
                mail_of(scope, to_text(job.id) + "." + hex(sha256(person.email)).substr(0, 8),
                        person.email, subject, text)));
    return {};
}

/// To a person of the shop, who asked to be told: by mail or by text message.
Result<void> tell_person(shop::Installation& installation, ShopId shop_id, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "messages", {}}));
    const auto word = [&](const char* name) {
        return std::string(job.payload.at(name).as_string());
    };
    if (const auto number = mobile_number(word("phone"))) {
        TRY(gateway, gateway_of(scope, chosen_gateway(scope)));
        MUST(gateway->send({*number, sms_body(scope, shortened(word("text"), 150)), ""}));
        return {};
    }
    TRY(gateway, mail_gateway(scope));
    return gateway->send(
        mail_of(scope, to_text(job.id), word("email"), word("subject"), word("text")));
}

} // namespace

Result<void> send_test(const shop::Scope& scope, MessageChannel channel, const std::string& to,
                       const WrittenMessage& message) {
    if (channel == MessageChannel::sms) {
        const auto number = mobile_number(to);
        if (!number) return invalid_field("to", "This is no mobile number.");
        TRY(gateway, gateway_of(scope, chosen_gateway(scope)));
        MUST(gateway->send({*number, message.text.text, ""}));
        return {};
    }
    if (to.find('@') == to.npos) return invalid_field("to", "This is not an e-mail address.");
    TRY(gateway, mail_gateway(scope));
    return gateway->send(mail_of(scope, std::to_string(scope.installation.ids.next(scope.now)), to,
                                 message.subject, message.text.text));
}

void register_jobs(jobs::Runner& runner, shop::Installation& installation, const Attach& attach) {
    runner.on("order_message", [&installation, attach](ShopId shop, const jobs::Job& job) {
        return send(installation, attach, shop, job);
    });
    runner.on("plain_mail", [&installation](ShopId shop, const jobs::Job& job) {
        return send_plain(installation, shop, job);
    });
    runner.on("tell_person", [&installation](ShopId shop, const jobs::Job& job) {
        return tell_person(installation, shop, job);
    });
    runner.on("tell_administrators", [&installation](ShopId shop, const jobs::Job& job) {
        return tell_administrators(installation, shop, job);
    });
}

} // namespace taraba::messages
