// The way out of offers: a page to look at, and one POST to the same address, which mail programs
// send by themselves (RFC 8058). Looking changes nothing, since programs follow links as well.

#include "api/callbacks/callback.hpp"
#include "api/storefront/routes.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "shop/customers/account.hpp"
#include "shop/links.hpp"

namespace taraba::api::storefront {

namespace {

http::Response unsubscribe(shop::Installation& installation, const http::Request& request) {
    const auto scope =
        callbacks::callback_scope(installation, request, {ActorKind::buyer, "link", {}});
    if (!scope) return http::problem(scope.error(), request);
    const CustomerId customer{parse_id(request.query_value("c").value_or("")).value_or(0)};
    if (!shop::is_unsubscribe_token(*scope, customer, request.query_value("t").value_or("")))
        return http::problem({RefusalKind::forbidden, "wrong_link", "This link is not whole.", ""},
                             request);
    (void)scope->write([&](db::Transaction& tx) -> Result<bool> {
        customers::end_news(tx, *scope, customer);
        return true;
    });
    http::Response response;
    response.status = 204;
    return response;
}

} // namespace

void add_unsubscribe(Api& api) {
    http::Route route;
    route.method = http::Method::post;
    route.pattern = "/s/{shop}/unsubscribe";
    route.documented = false;
    route.body_bytes_max = 4 << 10;
    auto& installation = api.installation();
    route.handle = [&installation](http::Request& request) {
        return unsubscribe(installation, request);
    };
    api.router().add(std::move(route));
}

} // namespace taraba::api::storefront
