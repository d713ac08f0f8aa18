#include "shop/shipping/warehouses.hpp"

#include "base/text.hpp"
#include "shop/places/places.hpp"
#include "shop/shipping/courier.hpp"

#include <algorithm>
#include <set>

namespace taraba::shipping {

namespace {

/// A courier knows a warehouse by a value of its account that is no secret.
Result<void> check(const shop::WarehouseAtCourier& there, const std::string& here) {
    const auto courier = courier_registry().find(there.courier);
    if (courier == courier_registry().end())
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

} // namespace

Result<void> check(const std::vector<shop::Warehouse>& warehouses) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < warehouses.size(); ++i) {
        const std::string here = "settings.warehouses[" + std::to_string(i) + "].";
        const auto& warehouse = warehouses[i];
        // Parcels name the warehouse they left from.
        if (trimmed(warehouse.name).empty() || !names.insert(warehouse.name).second)
            return invalid_field(here + "name", "A warehouse has a name of its own.");
        if (!places::find_locality(warehouse.siruta))
            return invalid_field(here + "siruta", "There is no locality with this code.");
        for (std::size_t j = 0; j < warehouse.at_couriers.size(); ++j)
            MUST(check(warehouse.at_couriers[j], here + "at_couriers[" + std::to_string(j) + "]."));
    }
    return {};
}

} // namespace taraba::shipping
