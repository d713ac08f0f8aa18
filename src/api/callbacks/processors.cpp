#include "api/callbacks/callback.hpp"
#include "api/callbacks/routes.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "shop/links.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::callbacks {

namespace {

const std::string& name_in(const http::Request& request) { return request.path_value("processor"); }

/// Romcard and euplatesc send the buyer's own browser with their answer: it is led on.
std::string page_for_browser(const Scope& scope, OrderId order, const std::string& words) {
    const std::string address = escape_html(shop::order_link(scope, order));
    return "<!doctype html><html lang=\"ro\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" "
           "content=\"0;url=" +
           address + "\"><title>" + escape_html(scope.shop->name) + "</title><p><a href=\"" +
           address + "\">" + escape_html(words) + "</a></p></html>";
}

http::Response take_callback(shop::Installation& installation, const http::Request& request) {
    const auto scope =
        callback_scope(installation, request, {ActorKind::processor, name_in(request), {"all"}});
    if (!scope) return http::problem(scope.error(), request);
    const auto heard =
        payments::handle_callback(*scope, name_in(request), incoming_of(request, scope->now));
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

void add_processors(Api& api) { add_callback(api, "/callbacks/{shop}/{processor}", take_callback); }

} // namespace taraba::api::callbacks
