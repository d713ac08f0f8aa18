#include "shop/messages/sms.hpp"
#include "api/callbacks/callback.hpp"
#include "api/callbacks/routes.hpp"
#include "http/message.hpp"

namespace taraba::api::callbacks {

namespace {

const std::string& gateway_in(const http::Request& request) {
    return request.path_value("gateway");
}

http::Response take_report(shop::Installation& installation, const http::Request& request) {
    const auto scope =
        callback_scope(installation, request, {ActorKind::system, gateway_in(request), {"all"}});
    if (!scope) return http::problem(scope.error(), request);
    const auto heard = messages::hear_report(
        *scope, gateway_in(request), request.path_value("token"), incoming_of(request, scope->now));
    if (!heard) return http::problem(heard.error(), request);
    http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "OK";
    return response;
}

} // namespace

void add_sms(Api& api) {
    add_callback(api, "/callbacks/{shop}/sms/{gateway}/{token}", take_report);
}

} // namespace taraba::api::callbacks
