#include "shop/settings/settings.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/company.hpp"
#include "shop/customers/customer.hpp"
#include "shop/messages/sms.hpp"
#include "shop/pricing/roads.hpp"
#include "shop/referrers/channel.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/steps.hpp"
#include "shop/shipping/courier_rules.hpp"
#include "shop/shipping/warehouses.hpp"

namespace taraba::settings {

namespace {

Result<void> check(const shop::Scope& scope, const std::string& name,
                   const shop::ShopSettings& settings) {
    if (trimmed(name).empty()) return invalid_field("name", "The shop needs a name.");
    if (const auto& colour = settings.layout.colour;
        !colour.empty() && (colour.size() != 7 || colour[0] != '#'))
        return invalid_field("settings.layout.colour", "A colour is written as #1f3a8a.");
    for (const auto& [field, days] :
         {std::pair{"payment_days", settings.payment_days},
          std::pair{"transfer_remind_days", settings.transfer_remind_days},
          std::pair{"transfer_cancel_days", settings.transfer_cancel_days}})
        if (days < 0 || days > 60)
            return invalid_field(std::string("settings.") + field, "This is 0 to 60 days.");
    if (const auto minutes = settings.mail.gather_minutes; minutes < 0 || minutes > 1'440)
        return invalid_field("settings.mail.gather_minutes", "This is 0 to 1440 minutes.");
    MUST(messages::check(scope, settings.sms));
    MUST(shipping::check(settings.courier_rules, scope.currency()));
    MUST(shipping::check(settings.warehouses));
    MUST(pricing::check(settings.road_factors));
    MUST(service::check(settings.service));
    MUST(returns::check(settings.returns));
    MUST(referrers::check(settings.channel_rules));
    for (std::size_t i = 0; i < settings.advertising.size(); ++i) {
        const auto& [channel, cost] = settings.advertising[i];
        const std::string field = "settings.advertising." + std::to_string(i);
        if (trimmed(channel).empty()) return invalid_field(field + ".channel", "Name the channel.");
        if (cost.minor < 0 || cost.currency != scope.currency())
            return invalid_field(field + ".cost",
                                 said("A cost is not negative, in {}.", scope.shop->currency));
    }
    return {};
}

Result<void> check_seller(shop::Seller& seller) {
    if (!seller.tax_id.empty() && !customers::is_valid_cui(seller.tax_id))
        return invalid_field("settings.seller.tax_id", "This CUI is not valid.");
    if (!seller.iban.empty() && !customers::is_valid_iban(seller.iban))
        return invalid_field("settings.seller.iban", "This IBAN is not valid.");
    TRY(address, customers::checked(seller.address, "settings.seller.address."));
    seller.address = address;
    return {};
}

} // namespace

Result<shop::ShopSettings> change(const shop::Scope& scope, const std::string& name,
                                  shop::ShopSettings settings, std::int64_t version) {
    if (version != scope.shop->version) return version_conflict();
    MUST(check(scope, name, settings));
    MUST(check_seller(settings.seller));
    return scope.write([&](db::Transaction& tx) -> Result<shop::ShopSettings> {
        if (!shop::update_settings(tx, *scope.shop, name, settings)) return version_conflict();
        audit::append(tx, scope,
                      {"settings",
                       "settings_changed",
                       {{"settings", "", hex(sha256(to_json(settings))).substr(0, 16)}}});
        return settings;
    });
}

} // namespace taraba::settings
