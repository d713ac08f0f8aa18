#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/crud.hpp"
#include "shop/customers/customer.hpp"
#include "shop/desk/routes.hpp"
#include "shop/messages/sms.hpp"
#include "shop/orders/order.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/steps.hpp"
#include "shop/shipping/courier_rules.hpp"

#include <algorithm>
#include <set>

namespace taraba::desk {

using pricing::PaymentMethod;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;
using statuses::Status;

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

struct Successor {
    std::string successor; ///< id or code of the status that its orders move to
};
BOOST_DESCRIBE_STRUCT(Successor, (), (successor))

ShopView view_of(const shop::Shop& shop) {
    return {shop.slug,     shop.name,     shop.currency, shop.zone,
            shop.language, shop.settings, shop.version};
}

bool is_time_of_day(const std::string& text) {
    return text.size() == 5 && text[2] == ':' && digits_of(text).size() == 4 && text < "24:00" &&
           text[3] < '6';
}

Result<void> checked(const Scope& scope, const shop::SmsSettings& sms) {
    if (!sms.gateway.empty() && !messages::sms_registry().contains(sms.gateway))
        return invalid_field("settings.sms.gateway", "There is no SMS gateway of this name.");
    if (sms.quiet_from.empty() != sms.quiet_to.empty())
        return invalid_field("settings.sms.quiet_to", "Quiet hours have a beginning and an end.");
    for (const auto& [field, value] :
         {std::pair{"quiet_from", &sms.quiet_from}, std::pair{"quiet_to", &sms.quiet_to}})
        if (!value->empty() && !is_time_of_day(*value))
            return invalid_field(std::string("settings.sms.") + field, "A time is 21:00.");
    if (sms.part_price.minor < 0 ||
        (sms.part_price.minor > 0 && sms.part_price.currency != scope.currency()))
        return invalid_field("settings.sms.part_price",
                             "A price is not negative, in " + scope.shop->currency + ".");
    return {};
}

/// A courier knows a warehouse by a value of its account that is no secret.
Result<void> checked(const shop::WarehouseAtCourier& there, const std::string& here) {
    const auto courier = shipping::courier_registry().find(there.courier);
    if (courier == shipping::courier_registry().end())
        return invalid_field(here + "courier", "There is no courier of this name.");
    const auto& fields = courier->second.traits.credentials;
    const auto field =
        std::ranges::find(fields, there.credential, &partners::CredentialField::name);
    if (field == fields.end() || field->secret)
        return invalid_field(here + "credential", "The courier's account has no such value.");
    if (trimmed(there.value).empty() || there.value.size() > 200)
        return invalid_field(here + "value", "A value has 1 to 200 characters.");
    return {};
}

Result<void> checked_warehouses(const shop::ShopSettings& settings) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < settings.warehouses.size(); ++i) {
        const std::string here = "settings.warehouses[" + std::to_string(i) + "].";
        const auto& house = settings.warehouses[i];
        // Parcels name the warehouse they left from.
        if (trimmed(house.name).empty() || !names.insert(house.name).second)
            return invalid_field(here + "name", "A warehouse has a name of its own.");
        if (!places::find_locality(house.siruta))
            return invalid_field(here + "siruta", "There is no locality with this code.");
        for (std::size_t j = 0; j < house.at_couriers.size(); ++j)
            MUST(checked(house.at_couriers[j], here + "at_couriers[" + std::to_string(j) + "]."));
    }
    return {};
}

Result<void> checked_roads(const shop::ShopSettings& settings) {
    const auto is_code = [](const std::string& code) {
        const auto* county = places::find_county(code);
        return county && county->code == code;
    };
    for (std::size_t i = 0; i < settings.road_factors.size(); ++i) {
        const std::string here = "settings.road_factors[" + std::to_string(i) + "].";
        const auto& road = settings.road_factors[i];
        if (!is_code(road.from)) return invalid_field(here + "from", "This is a county's code.");
        if (!is_code(road.to)) return invalid_field(here + "to", "This is a county's code.");
        if (road.percent < 100 || road.percent > 400)
            return invalid_field(here + "percent", "The factor is 100 to 400 percent.");
    }
    return {};
}

Result<ShopView> change_settings(const Scope& scope, const In<>& in) {
    ShopView view = view_of(*scope.shop);
    const auto version = in.version().value_or(view.version);
    MUST(overlay_json(in.raw, shape_of<ShopView>(), &view));
    if (version != scope.shop->version || view.version != scope.shop->version)
        return shop::version_conflict();
    if (trimmed(view.name).empty()) return invalid_field("name", "The shop needs a name.");
    if (const auto& colour = view.settings.layout.colour;
        !colour.empty() && (colour.size() != 7 || colour[0] != '#'))
        return invalid_field("settings.layout.colour", "A colour is written as #1f3a8a.");
    for (const auto& [field, days] :
         {std::pair{"payment_days", view.settings.payment_days},
          std::pair{"transfer_remind_days", view.settings.transfer_remind_days},
          std::pair{"transfer_cancel_days", view.settings.transfer_cancel_days}})
        if (days < 0 || days > 60)
            return invalid_field(std::string("settings.") + field, "This is 0 to 60 days.");
    if (const auto minutes = view.settings.mail.gather_minutes; minutes < 0 || minutes > 1'440)
        return invalid_field("settings.mail.gather_minutes", "This is 0 to 1440 minutes.");
    MUST(checked(scope, view.settings.sms));
    MUST(shipping::check(view.settings.courier_rules, scope.currency()));
    MUST(checked_warehouses(view.settings));
    MUST(checked_roads(view.settings));
    MUST(service::check(view.settings.service));
    MUST(returns::check(view.settings.returns));
    MUST(referrers::check(view.settings.channel_rules));
    for (std::size_t i = 0; i < view.settings.advertising.size(); ++i) {
        const auto& [channel, cost] = view.settings.advertising[i];
        const std::string field = "settings.advertising." + std::to_string(i);
        if (trimmed(channel).empty()) return invalid_field(field + ".channel", "Name the channel.");
        if (cost.minor < 0 || cost.currency != scope.currency())
            return invalid_field(field + ".cost",
                                 "A cost is not negative, in " + scope.shop->currency + ".");
    }
    auto& seller = view.settings.seller;
    if (!seller.tax_id.empty() && !customers::is_valid_cui(seller.tax_id))
        return invalid_field("settings.seller.tax_id", "This CUI is not valid.");
    if (!seller.iban.empty() && !customers::is_valid_iban(seller.iban))
        return invalid_field("settings.seller.iban", "This IBAN is not valid.");
    TRY(address, customers::checked(seller.address, "settings.seller.address."));
    seller.address = address;
    return scope.write([&](db::Transaction& tx) -> Result<ShopView> {
        if (!shop::update_settings(tx, *scope.shop, view.name, view.settings))
            return shop::version_conflict();
        audit::append(tx, scope,
                      {"settings",
                       "settings_changed",
                       {{"settings", "", hex(sha256(to_json(view.settings))).substr(0, 16)}}});
        ++view.version;
        return view;
    });
}

/// Moves the orders of a status to its successor, a batch a transaction, then removes it.
Result<void> replace_status(const Scope& scope, StatusId id, const std::string& successor) {
    const auto catalogue = statuses::of(scope);
    const auto* from = catalogue->find(id);
    const auto* to = catalogue->find(successor);
    if (!from) return not_found("There is no such status.");
    if (!to || to->axis != from->axis || to->id == from->id)
        return invalid_field("successor", "The successor is another status of the same axis.");
    constexpr std::int64_t batch = 500;
    for (std::int64_t moved = batch; moved == batch;) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<std::int64_t> {
            return orders::move_status(tx, scope, *from, *to, batch);
        });
        if (!done) return Failure(done.error());
        moved = *done;
    }
    const auto removed = scope.write([&](db::Transaction& tx) -> Result<bool> {
        MUST(statuses::remove(tx, scope, id));
        return true;
    });
    if (!removed) return Failure(removed.error());
    return {};
}

void add_status_routes(Api& api) {
    add_crud<Status>(
        api,
        {"/api/v1/statuses", "statuses", "status", "orders.read", "settings.edit",
         [](db::Transaction&, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return shop::cut(statuses::of(scope)->all(), before, limit); },
         [](db::Transaction&, const Scope& scope, std::int64_t id) {
             const auto* found = statuses::of(scope)->find(StatusId{id});
             return found ? std::optional(*found) : std::nullopt;
         },
         [](db::Transaction& tx, const Scope& scope, Status status, bool fresh) {
             return statuses::save(tx, scope, std::move(status), fresh);
         },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
             const auto* status = statuses::of(scope)->find(StatusId{id});
             if (!status) return not_found("There is no such status.");
             if (orders::is_status_used(tx, scope.id(), *status))
                 return refuse(RefusalKind::conflict, "in_use",
                               "Orders are in this status; name its successor.");
             return statuses::remove(tx, scope, StatusId{id});
         }});
    api.post<Successor, Nothing>(
        "/api/v1/statuses/{id}/replace",
        {"Move all orders of a status to another and remove it", "statuses", "settings.edit"},
        [](const Scope& scope, const In<Successor>& in) -> Result<void> {
            TRY(id, in.template id<StatusId>());
            return replace_status(scope, id, in.body.successor);
        },
        204);
}

} // namespace

void add_settings_routes(Api& api) {
    add_status_routes(api);
    add_crud<PaymentMethod>(
        api, {"/api/v1/payment-methods", "payment methods", "payment method", "settings.read",
              "settings.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return shop::cut(pricing::payment_methods(tx, scope.id()), before, limit);
              },
              [](db::Transaction& tx, const Scope& scope,
                 std::int64_t id) -> std::optional<PaymentMethod> {
                  for (auto& method : pricing::payment_methods(tx, scope.id()))
                      if (method.id.value == id) return std::move(method);
                  return std::nullopt;
              },
              [](db::Transaction& tx, const Scope& scope, PaymentMethod method, bool fresh) {
                  return pricing::save(tx, scope, std::move(method), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  for (auto& method : pricing::payment_methods(tx, scope.id())) {
                      if (method.id.value != id) continue;
                      method.active = false;
                      MUST(pricing::save(tx, scope, method, false));
                      return {};
                  }
                  return not_found("There is no such payment method.");
              }});
    add_crud<pricing::Discount>(
        api, {"/api/v1/discounts", "discounts", "discount", "settings.read", "settings.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) {
                  return shop::cut(pricing::discounts(tx, scope.id()), before, limit);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return pricing::find_discount(tx, scope.id(), DiscountId{id});
              },
              [](db::Transaction& tx, const Scope& scope, pricing::Discount discount, bool fresh) {
                  return pricing::save(tx, scope, std::move(discount), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  auto discount = pricing::find_discount(tx, scope.id(), DiscountId{id});
                  if (!discount) return not_found("There is no such discount.");
                  discount->active = false; // orders name it
                  MUST(pricing::save(tx, scope, *discount, false));
                  return {};
              }});
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
                                 scope.house.vault.seal(in.body.value));
                audit::append(tx, scope,
                              {"settings", "secret_changed", {{"name", "", in.body.name}}});
                return true;
            });
            if (!kept) return Failure(kept.error());
            return {};
        },
        204);
}

} // namespace taraba::desk
