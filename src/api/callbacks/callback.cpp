#include "api/callbacks/callback.hpp"

#include "http/message.hpp"
#include "http/router.hpp"
#include "shop/partners/incoming.hpp"

namespace taraba::api::callbacks {

Result<Scope> callback_scope(shop::Installation& installation, const http::Request& request,
                             Principal partner) {
    const auto& slug = request.path_value("shop");
    const auto id = installation.database.read([&](db::Transaction& tx) -> std::optional<ShopId> {
        if (const auto by_slug = shop::find_shop_by_slug(tx, slug)) return by_slug;
        const auto number = parse_id(slug);
        return number ? std::optional(ShopId{*number}) : std::nullopt;
    });
    if (!id) return not_found("There is no such shop.");
    return shop::Scope::of(installation, *id, std::move(partner));
}

partners::Incoming incoming_of(const http::Request& request, Instant now) {
    partners::Incoming incoming;
    incoming.method = request.method == http::Method::get ? "GET" : "POST";
    const auto mark = request.target.find('?');
    if (mark != request.target.npos) incoming.query = request.target.substr(mark + 1);
    incoming.body = request.body;
    incoming.content_type = request.header("content-type");
    incoming.headers = request.headers;
    incoming.now = now;
    return incoming;
}

void add_callback(Api& api, const std::string& pattern, CallbackHandler handler) {
    for (const auto method : {http::Method::get, http::Method::post}) {
        http::Route callback;
        callback.method = method;
        callback.pattern = pattern;
        callback.documented = false;
        callback.body_bytes_max = 256 << 10;
        auto& installation = api.installation();
        callback.handle = [&installation, handler](http::Request& request) {
            return handler(installation, request);
        };
        api.router().add(std::move(callback));
    }
}

} // namespace taraba::api::callbacks
