#include "base/text.hpp"
#include "shop/desk/callbacks.hpp"
#include "shop/desk/routes.hpp"
#include "shop/links.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::desk {

using payments::ProcessorAccountView;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct Accounts {
    std::vector<ProcessorAccountView> items;
};
BOOST_DESCRIBE_STRUCT(Accounts, (), (items))

const std::string& processor_in(const http::Request& request) {
    return request.path_values.find("processor")->second;
}

/// Romcard and euplatesc send the buyer's own browser with their answer: it is led on.
std::string page_for_browser(const Scope& scope, OrderId order, const std::string& words) {
    const std::string address = escape_html(shop::order_link(scope, order));
    return "<!doctype html><html lang=\"ro\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" "
           "content=\"0;url=" +
           address + "\"><title>" + escape_html(scope.shop->name) + "</title><p><a href=\"" +
           address + "\">" + escape_html(words) + "</a></p></html>";
}

http::Response take_callback(shop::Installation& house, const http::Request& request) {
    const auto scope =
        callback_scope(house, request, {ActorKind::processor, processor_in(request), {"all"}});
    if (!scope) return http::problem(scope.error(), request.id);
    const auto heard =
        payments::hear(*scope, processor_in(request), partners::incoming_of(request, scope->now));
    const auto& answer = heard.answer;
    http::Response response;
    response.status = answer.status;
    response.content_type = answer.content_type;
    response.body = answer.body;
    const bool browser = request.header("accept").find("text/html") != std::string_view::npos;
    if (browser && answer.status == 200 && heard.order) {
        response.content_type = "text/html; charset=utf-8";
        response.body = page_for_browser(*scope, *heard.order, scope->shop->name);
    }
    return response;
}

} // namespace

void add_processor_routes(Api& api) {
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
            return payments::account_view(scope, processor_in(in.request));
        });
    api.put<payments::PutAccount, ProcessorAccountView>(
        "/api/v1/processors/{processor}",
        {"Set the account with a processor; secrets are sealed and never shown again", "processors",
         "settings.edit"},
        [](const Scope& scope, const In<payments::PutAccount>& in) {
            return payments::put_account(scope, processor_in(in.request), in.body);
        });
    api.post<Nothing, Nothing>(
        "/api/v1/processors/{processor}/check",
        {"Try the account, without a charge", "processors", "settings.edit"},
        [](const Scope& scope, const In<>& in) {
            return payments::check_account(scope, processor_in(in.request));
        },
        204);
    add_callback(api, "/callbacks/{shop}/{processor}", take_callback);
}

} // namespace taraba::desk
