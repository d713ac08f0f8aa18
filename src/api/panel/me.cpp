#include "api/panel/routes.hpp"

namespace taraba::api::panel {

namespace {

struct Me {
    std::string name;
    std::string shop;
    std::string shop_slug;
    std::string language;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Me, (), (name, shop, shop_slug, language, permissions))

} // namespace

void add_me(Api& api) {
    api.get<Nothing, Me>("/api/v1/me", {"Who is asking, and what they may", "staff", ""},
                         [](const Scope& scope, const In<>&) -> Result<Me> {
                             const auto& who = scope.principal;
                             return Me{who.name,
                                       scope.shop->name,
                                       scope.shop->slug,
                                       scope.language,
                                       {who.permissions.begin(), who.permissions.end()}};
                         });
}

} // namespace taraba::api::panel
