#pragma once

#include "shop/alerts/rule.hpp"

namespace taraba::alerts {

/// Something that a rule of another kind than `order_waits` finds as it is now.
struct Finding {
    std::string subject; ///< what it is about: `order:1`, `product:2`, `processor:payu`
    std::string details; ///< for people, in the shop's language
    std::optional<OrderId> order_id;
    std::int64_t order_number = 0;
};

/// At most 1000, from indexes: no more is read than there are parcels under way, returns to pay
/// back, products, charges that wait.
std::vector<Finding> findings_of(db::Transaction& tx, const shop::Scope& scope,
                                 const WatchRule& rule);

/// Raises an alert for what each active rule finds and has not told, and resolves those of what is
/// over. Because it compares with the open alerts, a restart in between changes nothing.
void follow_findings(const shop::Scope& scope);

/// Of parcel_silent: how often it would have been raised for parcels registered since `from`, at
/// most the newest 1000 of them, by the couriers' own scans.
struct PastSilence {
    std::int64_t parcels = 0;
    std::int64_t silences = 0;
};
PastSilence past_silence(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                         Instant from);

} // namespace taraba::alerts
