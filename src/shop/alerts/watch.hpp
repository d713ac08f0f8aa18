#pragma once

#include "shop/alerts/rule.hpp"

namespace taraba::alerts {

/// Watches orders by the shop's rules. Each order that waits for what a rule wants has a row with
/// the time it is due; a look at the clock reads the rows that are due and no others, however many
/// orders there are. Raising the alert and taking the row away are one transaction, so that an
/// alert comes once, whatever restarts in between.

/// Begins and ends terms, and resolves alerts, when orders change their status.
void register_steps(orders::Workflow& workflow);

/// What has passed since the last look: newly placed orders and newly made rules get their terms,
/// terms that have passed raise alerts.
void check_terms(const shop::Scope& scope);

/// What a rule would have raised, found in the records of the orders placed since `from`, the
/// newest 1000 of them; of parcel_silent in the scans of as many parcels. Of the other kinds only
/// what they would raise now is known.
struct Tried {
    std::int64_t orders = 0; ///< looked at: orders, or parcels
    std::int64_t alerts = 0;
    std::int64_t open = 0;             ///< of these, still not cured today
    std::vector<std::int64_t> numbers; ///< of the newest 20 orders with an alert
};
BOOST_DESCRIBE_STRUCT(Tried, (), (orders, alerts, open, numbers))
/// Refuses like check().
Result<Tried> try_on_history(const shop::Scope& scope, const WatchRule& rule, Instant from);

} // namespace taraba::alerts
