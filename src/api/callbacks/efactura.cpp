#include "api/callbacks/callback.hpp"
#include "api/callbacks/routes.hpp"
#include "base/form.hpp"
#include "http/message.hpp"
#include "shop/efactura/sign_in.hpp"

namespace taraba::api::callbacks {

namespace {

/// ANAF sends the person's browser back here.
http::Response signed_in(shop::Installation& installation, const http::Request& request) {
    const auto scope = callback_scope(installation, request, {ActorKind::system, "ANAF", {"all"}});
    if (!scope) return http::problem(scope.error(), request);
    const auto done = efactura::finish_sign_in(*scope, request.query_value("state").value_or(""),
                                               request.query_value("code").value_or(""));
    http::Response response;
    response.status = 303;
    response.headers.emplace_back(
        "Location",
        "/admin/settings/efactura?" +
            to_form({{"said", done ? "signed_in" : done.error().detail.in(scope->language)}}));
    return response;
}

} // namespace

void add_efactura(Api& api) { add_callback(api, "/callbacks/{shop}/efactura/sign-in", signed_in); }

} // namespace taraba::api::callbacks
