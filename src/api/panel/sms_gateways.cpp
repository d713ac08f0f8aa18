#include "api/panel/routes.hpp"
#include "http/message.hpp"
#include "shop/messages/sms.hpp"
#include "shop/partners/account.hpp"

namespace taraba::api::panel {

namespace {

struct SmsAccounts {
    std::vector<messages::SmsAccountView> items;
};
BOOST_DESCRIBE_STRUCT(SmsAccounts, (), (items))

const std::string& gateway_in(const http::Request& request) {
    return request.path_value("gateway");
}

} // namespace

void add_sms_gateways(Api& api) {
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

} // namespace taraba::api::panel
