#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::alerts {

enum class Audience { operators, administrators };
BOOST_DESCRIBE_ENUM(Audience, operators, administrators)

/// Something that people of the shop should look at.
struct Alert {
    AlertId id;
    std::string kind; ///< order_at_loss, term_passed, …
    std::string subject;
    Audience audience = Audience::operators;
    std::string details;
    std::optional<OrderId> order_id;    ///< when it is about an order
    std::optional<Instant> resolved_at; ///< what it was about is over
    std::string assigned_to;            ///< name of who looks at it; empty: nobody yet
    std::optional<Instant> snoozed_until;
    std::optional<Instant> dismissed_at; ///< put away by a person; not raised again until resolved
    std::optional<Instant> escalate_at;  ///< administrators hear of it then
};
BOOST_DESCRIBE_STRUCT(Alert, (),
                      (id, kind, subject, audience, details, order_id, resolved_at, assigned_to,
                       snoozed_until, dismissed_at, escalate_at))

/// Raises it unless the same is already open, and tells those who want to hear. True when it is
/// new.
bool raise(db::Transaction& tx, const shop::Scope& scope, const Alert& alert);
void resolve(db::Transaction& tx, const shop::Scope& scope, const std::string& subject,
             const std::string& kind);
/// Resolves it for every subject.
void resolve_all(db::Transaction& tx, const shop::Scope& scope, const std::string& kind);
/// Writes a mail to all who may do everything, in the shop's language.
void tell_administrators(db::Transaction& tx, const shop::Scope& scope, const std::string& about,
                         const std::string& title, const std::string& text);
/// Which open alerts somebody wants to see.
struct AlertFilter {
    bool administrator = false; ///< also those for administrators
    bool snoozed = false;       ///< also those put aside
    std::string assigned_to;    ///< only those of a person; empty: all
};
/// Newest first, with ids below `before`, at most `limit`; never dismissed ones.
std::vector<Alert> open_alerts(db::Transaction& tx, const shop::Scope& scope,
                               const AlertFilter& filter, std::int64_t before = INT64_MAX,
                               std::int64_t limit = 200);
std::vector<Alert> of_order(db::Transaction& tx, ShopId shop, OrderId id); ///< open ones
std::vector<Alert> of_kind(db::Transaction& tx, ShopId shop, const std::string& kind); ///< open

/// What people do with an alert. All refuse with `not_found` when it is not open, and are on
/// record where the alert is shown.

/// An empty name gives it back to everybody.
Result<Alert> assign(db::Transaction& tx, const shop::Scope& scope, AlertId id,
                     const std::string& to);
/// Out of sight until then. Refuses with `invalid_field` when that is not later, or in over a year.
Result<Alert> snooze(db::Transaction& tx, const shop::Scope& scope, AlertId id, Instant until);
/// Refuses with `invalid_field` without a reason.
Result<Alert> dismiss(db::Transaction& tx, const shop::Scope& scope, AlertId id,
                      const std::string& reason);
/// Administrators see and are told of what has been open for longer than its rule allows.
void escalate(const shop::Scope& scope);

/// Completion at a loss, or the courier, was refused: the order is held, administrators are told.
Result<void> hold_loss(const shop::Scope& scope, OrderId id);

/// What was done with an order in a transaction of its own, as it came; when it was refused because
/// the order loses money, the order is held.
template <class T>
Result<T> held_at_loss(const shop::Scope& scope, OrderId id, Result<T> outcome) {
    if (!outcome && outcome.error().code == "order_at_loss") MUST(hold_loss(scope, id));
    return outcome;
}

} // namespace taraba::alerts
