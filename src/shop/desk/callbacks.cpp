#include "shop/desk/callbacks.hpp"

namespace taraba::desk {

Result<shop::Scope> callback_scope(shop::Installation& house, const http::Request& request,
                                   Principal partner) {
    const std::string slug = request.path_values.find("shop")->second;
    const auto id = house.database.read([&](db::Transaction& tx) -> std::optional<ShopId> {
        if (const auto by_slug = shop::find_shop_by_slug(tx, slug)) return by_slug;
        const auto number = parse_id(slug);
        return number ? std::optional(ShopId{*number}) : std::nullopt;
    });
    if (!id) return not_found("There is no such shop.");
    return shop::Scope::of(house, *id, std::move(partner));
}

void add_callback(shop::Api& api, const std::string& pattern, CallbackHandler handler) {
    for (const auto method : {http::Method::get, http::Method::post}) {
        http::Route callback;
        callback.method = method;
        callback.pattern = pattern;
        callback.documented = false;
        callback.body_bytes_max = 256 << 10;
        auto& house = api.house();
        callback.handle = [&house, handler](http::Request& request) {
            return handler(house, request);
        };
        api.router().add(std::move(callback));
    }
}

} // namespace taraba::desk
