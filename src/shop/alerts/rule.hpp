#pragma once

#include "shop/alerts/alert.hpp"

#include <array>

namespace taraba::alerts {

/// What a rule looks at.
enum class WatchKind {
    order_waits,    ///< an order stays in some statuses without getting to others
    parcel_silent,  ///< a parcel under way that no courier has scanned for the term
    refund_due,     ///< money of a return that is due within the term
    stock_below,    ///< a product of which less than `below` is free
    processor_quiet ///< charges wait, and their processor has said nothing for the term
};
BOOST_DESCRIBE_ENUM(WatchKind, order_waits, parcel_silent, refund_due, stock_below, processor_quiet)

enum class TermUnit { hours, days, working_days };
BOOST_DESCRIBE_ENUM(TermUnit, hours, days, working_days)

/// When people are told: an order stays in one of some statuses for longer than a term ("paid, and
/// no waybill after 24 hours"), or one of the other kinds, of which only the fields named there
/// count.
struct WatchRule {
    RuleId id;
    std::string name; ///< what the alert says
    bool active = false;
    WatchKind kind = WatchKind::order_waits;
    std::vector<std::string> begins; ///< codes of statuses; being in one of them is what is watched
    std::vector<std::string> ends;   ///< being in one of these, on any axis, is what was waited for
    std::vector<std::string> payment_methods;  ///< codes; empty: any
    std::vector<std::string> delivery_methods; ///< codes; empty: any
    std::vector<std::string> counties;         ///< codes, of the delivery address; empty: any
    std::int64_t term = 24;
    TermUnit unit = TermUnit::hours;
    Quantity below; ///< of stock_below
    Audience audience = Audience::operators;
    std::int64_t escalate_hours = 0; ///< administrators hear after so long; 0: never
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(WatchRule, (),
                      (id, name, active, kind, begins, ends, payment_methods, delivery_methods,
                       counties, term, unit, below, audience, escalate_hours, version))

/// Refuses with `invalid_field`: no name, a status, method or county that is not there, a term out
/// of 1 to 10000, days for what is watched by the hour, no stock to be below.
Result<void> check(const shop::Scope& scope, const WatchRule& rule);
Result<WatchRule> save(db::Transaction& tx, const shop::Scope& scope, WatchRule rule, bool fresh);
/// Its open alerts are over with it. Refuses with `not_found`.
Result<void> remove(db::Transaction& tx, const shop::Scope& scope, RuleId id);

/// The rules that people wrote, active or not.
std::shared_ptr<const std::vector<WatchRule>> written_rules(const shop::Scope& scope);
/// All that is watched: the active ones, and one for each status with hours of its own, which has
/// the status's id.
std::shared_ptr<const std::vector<WatchRule>> watched_rules(const shop::Scope& scope);

/// The rule as it is watched: a cancelled order waits for nothing, and a completed one not for what
/// a single status wants.
WatchRule complete(const shop::Scope& scope, WatchRule rule);

/// What of an order a rule looks at: the codes of its three statuses.
using Codes = std::array<std::string_view, 3>;
Codes codes_of(const shop::Scope& scope, const orders::Order& order);

/// Whether the rule looks at orders like this at all, whatever their statuses.
bool concerns(const shop::Scope& scope, const WatchRule& rule, const orders::Order& order);
/// Whether it waits in these statuses.
bool waits(const WatchRule& rule, const Codes& codes);

/// When a term that begins at an instant has passed: hours later, or with the end of its last day
/// in the shop's zone, for working days by the shop's calendar.
Instant term_end(const shop::Shop& shop, const WatchRule& rule, Instant begin);

/// The kind of the alerts of a rule.
std::string kind_of(RuleId id);

} // namespace taraba::alerts
