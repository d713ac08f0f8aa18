#include "shop/links.hpp"

namespace taraba::shop {

std::string order_token(const Installation& house, ShopId shop, OrderId id) {
    return house.vault.sign("order:" + to_text(shop) + ":" + to_text(id));
}

std::string shop_link(const Scope& scope, const std::string& path) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.house.public_url : own) + "/s/" + scope.shop->slug + "/" + path;
}

std::string order_link(const Scope& scope, OrderId id) {
    return shop_link(scope,
                     "orders/" + to_text(id) + "?t=" + order_token(scope.house, scope.id(), id));
}

} // namespace taraba::shop
