#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/messages/signing.hpp"

namespace taraba::api::panel {

namespace {

struct SigningIn {
    std::string selector;
};
BOOST_DESCRIBE_STRUCT(SigningIn, (), (selector))

} // namespace

void add_mail_signing(Api& api) {
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

} // namespace taraba::api::panel
