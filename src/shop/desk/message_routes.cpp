// What the shop says to its buyers: texts, the log of what was sent, and the ways out.

#include "base/text.hpp"
#include "shop/crud.hpp"
#include "shop/desk/callbacks.hpp"
#include "shop/messages/message_log.hpp"
#include "shop/messages/signing.hpp"
#include "shop/messages/sms.hpp"
#include "shop/messages/suppression.hpp"

namespace taraba::desk {

using messages::MessageChannel;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct TryTemplate {
    static constexpr bool lenient = true;
    MessageChannel channel = MessageChannel::email;
    std::string subject;
    LongText body;
    std::optional<std::string> to; ///< where a test goes
};
BOOST_DESCRIBE_STRUCT(TryTemplate, (), (channel, subject, body, to))

struct SendTemplate {
    std::string template_; ///< code
    std::optional<MessageChannel> channel;
};
BOOST_DESCRIBE_STRUCT(SendTemplate, (), (template_, channel))

struct SmsAccounts {
    std::vector<messages::SmsAccountView> items;
};
BOOST_DESCRIBE_STRUCT(SmsAccounts, (), (items))

struct SigningIn {
    std::string selector;
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (selector))

struct Suppressions {
    std::vector<messages::Suppression> items;
};
BOOST_DESCRIBE_STRUCT(Suppressions, (), (items))

const std::string& gateway_in(const http::Request& request) {
    return request.path_values.find("gateway")->second;
}

void add_text_routes(Api& api) {
    add_crud<messages::Template>(
        api, {"/api/v1/message-templates", "message templates", "message template", "settings.read",
              "settings.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return shop::cut(messages::templates(tx, scope.id()), before, limit);
              },
              [](db::Transaction& tx, const Scope& scope,
                 std::int64_t id) -> std::optional<messages::Template> {
                  for (auto& each : messages::templates(tx, scope.id()))
                      if (each.id.value == id) return std::move(each);
                  return std::nullopt;
              },
              [](db::Transaction& tx, const Scope& scope, messages::Template text, bool fresh) {
                  return messages::save(tx, scope, std::move(text), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  for (auto& each : messages::templates(tx, scope.id())) {
                      if (each.id.value != id) continue;
                      each.active = false;
                      MUST(messages::save(tx, scope, each, false));
                      return {};
                  }
                  return not_found("There is no such template.");
              }});
    api.post<TryTemplate, messages::WrittenMessage>(
        "/api/v1/message-templates/preview",
        {"A text as the buyer of the newest order would read it; of a text message also its parts "
         "and cost",
         "message templates", "settings.read"},
        [](const Scope& scope, const In<TryTemplate>& in) {
            return messages::preview(scope, in.body.channel, in.body.subject, in.body.body.text,
                                     {});
        });
    api.post<TryTemplate, Nothing>(
        "/api/v1/message-templates/test",
        {"Send a text to an address or a phone now, to see that it arrives", "message templates",
         "settings.edit"},
        [](const Scope& scope, const In<TryTemplate>& in) -> Result<void> {
            TRY(written,
                messages::preview(scope, in.body.channel, in.body.subject, in.body.body.text, {}));
            return messages::send_test(scope, in.body.channel, in.body.to.value_or(""), written);
        },
        204);
}

void add_sent_routes(Api& api) {
    api.post<SendTemplate, Nothing>(
        "/api/v1/orders/{id}/messages",
        {"Send the buyer a message by a template, such as the link to pay", "messages",
         "orders.edit"},
        [](const Scope& scope, const In<SendTemplate>& in) -> Result<void> {
            TRY(id, in.template id<OrderId>());
            const auto sent = scope.create([&](db::Transaction& tx) -> Result<SendTemplate> {
                MUST(orders::must_find(tx, scope, id));
                if (!messages::send_later(tx, scope, id, in.body.template_,
                                          messages::AskedBy::person, in.body.channel))
                    return invalid_field("template",
                                         "The shop has no such template for this way out.");
                return in.body;
            });
            if (!sent) return Failure(sent.error());
            return {};
        },
        204);
    api.post<Nothing, Nothing>(
        "/api/v1/messages/{id}/resend", {"Send a message again", "messages", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<void> {
            TRY(id, in.id<MessageId>());
            const auto sent = scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(messages::resend(tx, scope, id));
                return true;
            });
            if (!sent) return Failure(sent.error());
            return {};
        },
        204);
    api.get<messages::LogFilter, messages::LogPage>(
        "/api/v1/messages",
        {"What was sent to buyers, newest first: by channel, state, template, recipient or order",
         "messages", "orders.read"},
        [](const Scope& scope, const In<Nothing, messages::LogFilter>& in) {
            return messages::log(scope, in.query);
        });
}

void add_suppression_routes(Api& api) {
    api.get<Nothing, Suppressions>(
        "/api/v1/mail-suppressions",
        {"Addresses that nothing more is sent to, the newest first", "messages", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Suppressions> {
            return scope.read([&](db::Transaction& tx) -> Result<Suppressions> {
                return Suppressions{messages::suppressions(tx, scope.id())};
            });
        });
    api.post<messages::Suppression, messages::Suppression>(
        "/api/v1/mail-suppressions",
        {"Tell of a bounce or a complaint: nothing more is sent to the address", "messages",
         "orders.edit"},
        [](const Scope& scope, const In<messages::Suppression>& in) {
            return scope.create(
                [&](db::Transaction& tx) { return messages::suppress(tx, scope, in.body); });
        },
        201);
    api.remove("/api/v1/mail-suppressions/{email}",
               {"Send to the address again", "messages", "orders.edit"},
               [](const Scope& scope, const In<>& in) -> Result<void> {
                   const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
                       MUST(messages::allow_again(tx, scope,
                                                  in.request.path_values.find("email")->second));
                       return true;
                   });
                   if (!done) return Failure(done.error());
                   return {};
               });
}

void add_signing_routes(Api& api) {
    api.get<Nothing, messages::MailSigning>(
        "/api/v1/mail-signing",
        {"How letters are signed for the shop's domain (DKIM); empty when they are not", "messages",
         "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<messages::MailSigning> {
            return messages::mail_signing(scope).value_or(messages::MailSigning{});
        });
    api.post<SigningIn, messages::MailSigning>(
        "/api/v1/mail-signing",
        {"Make a new key; letters are signed with it from now on", "messages", "settings.edit"},
        [](const Scope& scope, const In<SigningIn>& in) {
            return messages::sign_mail(scope, in.body.selector);
        },
        201);
    api.remove("/api/v1/mail-signing", {"Send letters unsigned", "messages", "settings.edit"},
               [](const Scope& scope, const In<>&) { return messages::stop_signing(scope); });
}

void add_sms_routes(Api& api) {
    api.get<Nothing, SmsAccounts>("/api/v1/sms-gateways",
                                  {"SMS gateways and the shop's accounts", "sms", "settings.read"},
                                  [](const Scope& scope, const In<>&) -> Result<SmsAccounts> {
                                      return SmsAccounts{messages::sms_accounts(scope)};
                                  });
    api.put<partners::WantedAccount, messages::SmsAccountView>(
        "/api/v1/sms-gateways/{gateway}",
        {"Set the account with an SMS gateway; secrets are sealed and never shown again", "sms",
         "settings.edit"},
        [](const Scope& scope, const In<partners::WantedAccount>& in) {
            return messages::put_sms_account(scope, gateway_in(in.request), in.body);
        });
    api.post<Nothing, Nothing>(
        "/api/v1/sms-gateways/{gateway}/check",
        {"Try the account without sending anything", "sms", "settings.edit"},
        [](const Scope& scope, const In<>& in) {
            return messages::check_sms_account(scope, gateway_in(in.request));
        },
        204);
}

http::Response take_report(shop::Installation& house, const http::Request& request) {
    const auto scope =
        callback_scope(house, request, {ActorKind::system, gateway_in(request), {"all"}});
    if (!scope) return http::problem(scope.error(), request.id);
    const auto heard = messages::hear_report(*scope, gateway_in(request),
                                             request.path_values.find("token")->second,
                                             partners::incoming_of(request, scope->now));
    if (!heard) return http::problem(heard.error(), request.id);
    http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "OK";
    return response;
}

} // namespace

void add_message_routes(Api& api) {
    add_text_routes(api);
    add_sent_routes(api);
    add_suppression_routes(api);
    add_signing_routes(api);
    add_sms_routes(api);
    add_callback(api, "/callbacks/{shop}/sms/{gateway}/{token}", take_report);
}

} // namespace taraba::desk
