#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/settings/settings.hpp"

#include <algorithm>
#include <set>

namespace taraba::api::panel {

namespace {

/// The shop as its administrators see it.
struct ShopView {
    std::string slug;
    std::string name;
    std::string currency;
    std::string zone;
    std::string language;
    shop::ShopSettings settings;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ShopView, (), (slug, name, currency, zone, language, settings, version))

struct PutSecret {
    std::string name; ///< smtp_password
    std::string value;
};
BOOST_DESCRIBE_STRUCT(PutSecret, (), (name, value))

struct Logo {
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Logo, (), (hash))

ShopView view_of(const shop::Shop& shop) {
    return {shop.slug,     shop.name,     shop.currency, shop.zone,
            shop.language, shop.settings, shop.version};
}

Result<ShopView> change_settings(const Scope& scope, const In<>& in) {
    ShopView view = view_of(*scope.shop);
    const auto version = in.version().value_or(view.version);
    MUST(overlay_json(in.raw, shape_of<ShopView>(), &view));
    if (version != view.version) return version_conflict();
    TRY(changed, settings::change(scope, view.name, std::move(view.settings), version));
    view.settings = std::move(changed);
    ++view.version;
    return view;
}

} // namespace

void add_shop(Api& api) {
    api.get<Nothing, ShopView>(
        "/api/v1/shop", {"The shop and its settings", "settings", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<ShopView> { return view_of(*scope.shop); });
    api.patch<ShopView, ShopView>(
        "/api/v1/shop", {"Change the shop's settings", "settings", "settings.edit"},
        [](const Scope& scope, const In<>& in) { return change_settings(scope, in); });
    api.post<PutSecret, Nothing>(
        "/api/v1/shop/secrets", {"Keep a partner's password, sealed", "settings", "settings.edit"},
        [](const Scope& scope, const In<PutSecret>& in) -> Result<void> {
            if (in.body.name != "smtp_password")
                return invalid_field("name", "There is no secret of this name.");
            const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
                shop::put_secret(tx, scope.id(), in.body.name,
                                 scope.installation.vault.seal(in.body.value));
                audit::append(tx, scope,
                              {"settings", "secret_changed", {{"name", "", in.body.name}}});
                return true;
            });
            if (!kept) return Failure(kept.error());
            return {};
        },
        204);
    api.post<Nothing, Logo>(
        "/api/v1/shop/logo",
        {"Keep a logo: the body is the PNG; name its hash in the layout", "settings",
         "settings.edit"},
        [](const Scope& scope, const In<>& in) -> Result<Logo> {
            const auto& bytes = in.request.body;
            if (!bytes.starts_with("\x89PNG") || bytes.size() > 500'000)
                return invalid_field("logo", "A logo is a PNG of at most 500 kB.");
            return scope.write([&](db::Transaction& tx) -> Result<Logo> {
                return Logo{shop::put_file(tx, scope.id(), {"image/png", bytes})};
            });
        });
}

} // namespace taraba::api::panel
