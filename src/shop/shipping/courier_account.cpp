#include "shop/shipping/courier_account.hpp"

#include "base/json.hpp"

namespace taraba::shipping {

namespace {

using partners::PartnerKind;

const RegisteredCourier* registered(const std::string& name) {
    const auto found = courier_registry().find(name);
    return found == courier_registry().end() ? nullptr : &found->second;
}

CourierAccountView view_of(const shop::Scope& scope, const CourierTraits& traits) {
    const auto kept = partners::find(scope, PartnerKind::courier, traits.name);
    CourierAccountView view{partners::view(scope, kept, traits.credentials), traits};
    // What asks for nothing is always ready.
    if (traits.credentials.empty()) view.set_up = true, view.played = false;
    return view;
}

/// Of the demo: the played couriers take any credentials.
CourierAccount played(const shop::Scope& scope, const CourierTraits& traits) {
    CourierAccount account;
    account.endpoints = {{"base", scope.installation.sandbox_url + "/" + traits.name}};
    for (const auto& field : traits.credentials)
        account.credentials[field.name] = field.optional ? field.preset
                                          : field.name.ends_with("_id") ||
                                                  field.name.ends_with("number") ||
                                                  field.name == "pickup_point"
                                              ? "7000000"
                                              : "sandbox";
    return account;
}

/// The account with what is another value at a warehouse.
CourierAccount seen_from(const shop::Scope& scope, const std::string& courier,
                         const std::string& warehouse, CourierAccount account) {
    for (const auto& candidate : scope.shop->settings.warehouses) {
        if (warehouse.empty() || candidate.name != warehouse) continue;
        for (const auto& each : candidate.at_couriers)
            if (each.courier == courier) account.credentials[each.credential] = each.value;
    }
    return account;
}

} // namespace

std::vector<CourierAccountView> courier_accounts(const shop::Scope& scope) {
    std::vector<CourierAccountView> all;
    for (const auto& [name, each] : courier_registry())
        all.push_back(view_of(scope, each.traits));
    return all;
}

Result<CourierAccountView> courier_account(const shop::Scope& scope, const std::string& courier) {
    const auto* known = registered(courier);
    if (!known) return not_found("There is no courier of this name.");
    return view_of(scope, known->traits);
}

Result<CourierAccountView> put_courier_account(const shop::Scope& scope, const std::string& courier,
                                               const partners::WantedAccount& wanted) {
    const auto* known = registered(courier);
    if (!known) return not_found("There is no courier of this name.");
    MUST(partners::put(scope, PartnerKind::courier, courier, known->traits.credentials, wanted));
    TRY(after, shop::Scope::of(scope.installation, scope.id(), scope.principal));
    return view_of(after, known->traits);
}

Result<std::unique_ptr<Courier>> courier_of(const shop::Scope& scope, const std::string& name,
                                            const std::string& warehouse, Millis timeout) {
    const auto* known = registered(name);
    if (!known)
        return refuse(RefusalKind::conflict, "no_courier", said("There is no courier `{}`.", name));
    const auto& traits = known->traits;
    if (traits.credentials.empty()) return known->make({});
    const auto kept = partners::find(scope, PartnerKind::courier, name);
    if (kept) {
        TRY(account, partners::open(scope, *kept, traits.credentials));
        account.timeout_ms = timeout.count();
        return known->make(seen_from(scope, name, warehouse, std::move(account)));
    }
    if (scope.installation.sandbox_url.empty())
        return partners::not_set_up(PartnerKind::courier, traits.title);
    auto account = played(scope, traits);
    account.timeout_ms = timeout.count();
    return known->make(seen_from(scope, name, warehouse, std::move(account)));
}

Result<void> check_courier(const shop::Scope& scope, const std::string& name) {
    TRY(courier, courier_of(scope, name));
    return courier->check();
}

Result<std::string> order_pickup(const shop::Scope& scope, const std::string& name,
                                 const PickupOrder& order) {
    if (order.day < scope.today()) return invalid_field("day", "This day has passed.");
    if (!is_clock(order.from)) return invalid_field("from", "A time is 10:00.");
    if (!is_clock(order.to) || order.to <= order.from)
        return invalid_field("to", "This is a time after the beginning.");
    if (order.parcels < 1 || order.parcels > 10'000)
        return invalid_field("parcels", "This is 1 to 10000 parcels.");
    TRY(courier, courier_of(scope, name));
    return courier->order_pickup(order);
}

} // namespace taraba::shipping
