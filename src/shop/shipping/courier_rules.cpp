#include "shop/shipping/courier_rules.hpp"

#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

bool holds(const shop::CourierRule& rule, const Cargo& cargo) {
    if (!rule.counties.empty() &&
        std::ranges::find(rule.counties, cargo.county) == rule.counties.end())
        return false;
    if (cargo.weight_g <= rule.weight_g_from && rule.weight_g_from > 0) return false;
    if (rule.weight_g_to > 0 && cargo.weight_g > rule.weight_g_to) return false;
    if (rule.value_from && cargo.value < *rule.value_from) return false;
    if (rule.value_to && *rule.value_to < cargo.value) return false;
    return !rule.cash || *rule.cash == cargo.cash;
}

bool has(const std::vector<CourierOption>& all, CourierOption wanted) {
    return std::ranges::find(all, wanted) != all.end();
}

} // namespace

std::optional<std::string> courier_by_rules(const std::vector<shop::CourierRule>& rules,
                                            const Cargo& cargo) {
    for (const auto& rule : rules)
        if (holds(rule, cargo)) return rule.courier;
    return std::nullopt;
}

Result<void> check(const std::vector<shop::CourierRule>& rules, Currency currency) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& rule = rules[i];
        const std::string here = "settings.courier_rules[" + std::to_string(i) + "].";
        if (rule.courier != cheapest && !courier_registry().contains(rule.courier))
            return invalid_field(here + "courier", "There is no courier of this name.");
        for (const auto& code : rule.counties) {
            const auto* county = places::find_county(code);
            if (!county || county->code != code)
                return invalid_field(here + "counties", "These are codes of counties.");
        }
        if (rule.weight_g_from < 0) return invalid_field(here + "weight_g_from", "Not negative.");
        if (rule.weight_g_to < 0 ||
            (rule.weight_g_to > 0 && rule.weight_g_to <= rule.weight_g_from))
            return invalid_field(here + "weight_g_to", "This is above the beginning.");
        for (const auto& value : {rule.value_from, rule.value_to})
            if (value && (value->currency != currency || value->minor < 0))
                return invalid_field(here + "value_from",
                                     said("A value is not negative, in {}.", currency.code()));
    }
    return {};
}

Result<std::string> cheapest_courier(const shop::Scope& scope, const Parcel& parcel) {
    constexpr Millis patience{5'000};
    std::optional<std::pair<Money, std::string>> best;
    for (const auto& account : courier_accounts(scope)) {
        const auto& traits = account.traits;
        if (!traits.prices || (!account.set_up && !account.played)) continue;
        if (!std::ranges::all_of(parcel.options,
                                 [&](auto option) { return has(traits.options, option); }))
            continue;
        const auto courier = courier_of(scope, traits.name, parcel.warehouse, patience);
        const auto price =
            courier ? (*courier)->price(parcel) : Result<CourierPrice>(Failure(courier.error()));
        if (price && (!best || price->net < best->first)) best = std::pair(price->net, traits.name);
    }
    if (!best)
        return refuse(RefusalKind::unavailable, "courier_down",
                      "No courier has said what it would take for this parcel.");
    return best->second;
}

} // namespace taraba::shipping
