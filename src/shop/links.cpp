#include "shop/links.hpp"

namespace taraba::shop {

namespace {

/// 12 of the token's characters are 72 bits: enough against guessing, short enough for a phone.
constexpr std::size_t mark_length = 12;

} // namespace

std::string order_token(const Installation& installation, ShopId shop, OrderId id) {
    return installation.vault.sign("order:" + to_text(shop) + ":" + to_text(id));
}

std::string shop_link(const Scope& scope, const std::string& path) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.installation.public_url : own) + "/s/" + scope.shop->slug + "/" +
           path;
}

std::string order_link(const Scope& scope, OrderId id) {
    return shop_link(scope, "orders/" + to_text(id) +
                                "?t=" + order_token(scope.installation, scope.id(), id));
}

std::string short_link(const Scope& scope, OrderId id) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(id.value >> shift & 0xff);
    return shop_link(scope,
                     "o/" + base64url(bytes) +
                         order_token(scope.installation, scope.id(), id).substr(0, mark_length));
}

std::optional<OrderId> order_of_short_link(const Scope& scope, std::string_view code) {
    if (code.size() <= mark_length) return std::nullopt;
    const auto bytes = from_base64url(code.substr(0, code.size() - mark_length));
    if (!bytes || bytes->size() != 8) return std::nullopt;
    OrderId id;
    for (const char c : *bytes)
        id.value = id.value << 8 | static_cast<unsigned char>(c);
    const std::string token = order_token(scope.installation, scope.id(), id);
    const bool ours = equal_in_constant_time(token.substr(0, mark_length),
                                             code.substr(code.size() - mark_length));
    return ours ? std::optional(id) : std::nullopt;
}

namespace {

std::string unsubscribe_token(const Scope& scope, CustomerId id) {
    return scope.installation.vault.sign("no-offers:" + to_text(scope.id()) + ":" + to_text(id));
}

} // namespace

std::string unsubscribe_link(const Scope& scope, CustomerId id) {
    return shop_link(scope, "unsubscribe?c=" + to_text(id) + "&t=" + unsubscribe_token(scope, id));
}

bool is_unsubscribe_token(const Scope& scope, CustomerId id, std::string_view token) {
    return equal_in_constant_time(unsubscribe_token(scope, id), token);
}

} // namespace taraba::shop
