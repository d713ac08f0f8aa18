#include "api/authentication.hpp"

#include "base/text.hpp"
#include "http/message.hpp"
#include "shop/customers/account.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::api {

namespace {

using shop::Scope;

/// A page of another site can make the browser send the cookie, but not this header.
bool comes_from_our_pages(const http::Request& request) {
    return request.method == http::Method::get || request.header("x-requested-with") == "taraba";
}

/// The shop that a page of the checkout belongs to: by X-Shop (which requests below /s/{shop}/
/// carry inside) or by the host name.
std::optional<ShopId> named_shop(db::Transaction& tx, const http::Request& request) {
    if (const auto slug = request.header("x-shop"); !slug.empty() && is_utf8(slug))
        return shop::find_shop_by_slug(tx, std::string(slug));
    const auto host = request.header("host");
    if (host.empty() || !is_utf8(host)) return std::nullopt;
    return shop::find_shop_by_host(tx, std::string(host.substr(0, host.find(':'))));
}

Result<Scope> as_buyer(shop::Installation& installation, const http::Request& request) {
    const auto id =
        installation.database.read([&](db::Transaction& tx) { return named_shop(tx, request); });
    const auto shop = id ? shop::current_shop(installation, *id) : nullptr;
    if (!shop)
        return refuse(RefusalKind::unauthenticated, "unauthenticated",
                      "Sign in, send an API key, or name the shop.");
    Scope scope(installation, shop, {ActorKind::buyer, "buyer", {"checkout"}},
                request.remote_address);
    const auto session = request.cookie("taraba_account");
    if (!session || session->empty() || !comes_from_our_pages(request)) return scope;
    return customers::with_session(std::move(scope), *session);
}

} // namespace

Result<Scope> authenticate(shop::Installation& installation, const http::Request& request) {
    constexpr std::string_view bearer = "Bearer ";
    const auto authorization = request.header("authorization");
    if (!authorization.empty()) {
        const auto key = authorization.starts_with(bearer) ? authorization.substr(bearer.size())
                                                           : std::string_view{};
        return staff::scope_of_key(installation, key, request.remote_address);
    }
    if (const auto session = request.cookie("taraba_session");
        session && request.header("x-shop").empty()) {
        if (!comes_from_our_pages(request))
            return refuse(RefusalKind::forbidden, "forbidden",
                          "The header X-Requested-With is missing.");
        return staff::scope_of_session(installation, *session, request.remote_address);
    }
    return as_buyer(installation, request);
}

} // namespace taraba::api
