#pragma once

#include "shop/shipping/courier_account.hpp"

namespace taraba::shipping {

/// The courier of a delivery method that leaves the choice to the shop's rules.
inline constexpr const char* by_rules = "rules";
/// The courier of a rule, and of a shipment until the couriers have been asked.
inline constexpr const char* cheapest = "cheapest";

/// What rules look at.
struct Cargo {
    std::string county; ///< code
    std::int64_t weight_g = 0;
    Money value;
    bool cash = false;
};

/// The courier of the first rule that holds, or `cheapest`; nothing when none holds. Pure.
std::optional<std::string> courier_by_rules(const std::vector<shop::CourierRule>& rules,
                                            const Cargo& cargo);

/// Refuses with `invalid_field`.
Result<void> check(const std::vector<shop::CourierRule>& rules, Currency currency);

/// Asks every courier of the shop that tells prices, and gives the one with the lowest. Refuses
/// with `courier_down` when none answered. Not inside a transaction.
Result<std::string> cheapest_courier(const shop::Scope& scope, const Parcel& parcel);

} // namespace taraba::shipping
