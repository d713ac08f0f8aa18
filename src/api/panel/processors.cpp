#include "api/panel/routes.hpp"
#include "http/message.hpp"
#include "shop/payments/account.hpp"

namespace taraba::api::panel {

using payments::ProcessorAccountView;

namespace {

struct Accounts {
    std::vector<ProcessorAccountView> items;
};
BOOST_DESCRIBE_STRUCT(Accounts, (), (items))

const std::string& name_in(const http::Request& request) { return request.path_value("processor"); }

} // namespace

void add_processors(Api& api) {
    api.get<Nothing, Accounts>(
        "/api/v1/processors",
        {"Payment processors and the shop's accounts", "processors", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<Accounts> {
            return Accounts{payments::account_views(scope)};
        });
    api.get<Nothing, ProcessorAccountView>(
        "/api/v1/processors/{processor}",
        {"The shop's account with a processor", "processors", "settings.read"},
        [](const Scope& scope, const In<>& in) {
            return payments::account_view(scope, name_in(in.request));
        });
    api.put<payments::PutAccount, ProcessorAccountView>(
        "/api/v1/processors/{processor}",
        {"Set the account with a processor; secrets are sealed and never shown again", "processors",
         "settings.edit"},
        [](const Scope& scope, const In<payments::PutAccount>& in) {
            return payments::put_account(scope, name_in(in.request), in.body);
        });
    api.post<Nothing, Nothing>(
        "/api/v1/processors/{processor}/check",
        {"Try the account, without a charge", "processors", "settings.edit"},
        [](const Scope& scope, const In<>& in) {
            return payments::check_account(scope, name_in(in.request));
        },
        204);
}

} // namespace taraba::api::panel
