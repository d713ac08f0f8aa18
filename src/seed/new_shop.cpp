// A shop for real: what a merchant begins with before the first setting is made.

#include "seed/seed.hpp"

#include "base/text.hpp"
#include "shop/customers/customer.hpp"
#include "shop/staff/staff.hpp"

#include <algorithm>

namespace taraba::seed {

namespace {

Result<void> check(const std::string& slug, const std::string& name, const std::string& email) {
    const bool plain = !slug.empty() && slug.size() <= 40 && std::ranges::all_of(slug, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!plain)
        return invalid_field("slug", "A slug has small letters, digits and hyphens, at most 40.");
    if (trimmed(name).empty() || name.size() > 200)
        return invalid_field("name", "The shop needs a name.");
    if (!customers::is_email(email))
        return invalid_field("admin-email", "This is not an e-mail address.");
    return {};
}

} // namespace

Result<std::string> create_shop(shop::Installation& installation, const std::string& slug,
                                const std::string& name, const std::string& admin_email) {
    MUST(check(slug, name, admin_email));
    const Instant now = installation.clock();
    const auto made = installation.database.write([&](db::Transaction& tx) -> Result<ShopId> {
        if (shop::find_shop_by_slug(tx, slug))
            return refuse(RefusalKind::conflict, "already_there",
                          said("There is already a shop `{}`.", slug), "slug");
        shop::Shop shop;
        shop.shop_id = installation.ids.make<ShopId>(now);
        shop.slug = slug;
        shop.name = name;
        shop.currency = "RON";
        shop.zone = "Europe/Bucharest";
        shop.language = "ro";
        shop.created_at = now;
        shop.settings.packaging_cost = shop.settings.courier_cash_fee = {0, ron};
        shop::insert_shop(tx, shop);
        return shop.shop_id;
    });
    if (!made) return Failure(made.error());
    const Principal who{ActorKind::system, "shop create", {"all"}};
    for (const auto part : {seed_basics, seed_templates}) {
        TRY(scope, shop::Scope::of(installation, *made, who));
        MUST(part(scope));
    }
    TRY(scope, shop::Scope::of(installation, *made, who));
    const std::string password = random_token().substr(0, 16);
    const auto staffed = scope.write([&](db::Transaction& tx) -> Result<bool> {
        TRY(role, staff::save_role(tx, scope, {{}, "Administrator", {"all"}, 1}, true));
        MUST(staff::save_person(
            tx, scope, {{}, admin_email, "Administrator", role.id, "ro", true, password, 1}, true));
        return true;
    });
    if (!staffed) return Failure(staffed.error());
    return password;
}

} // namespace taraba::seed
