#pragma once

#include "shop/scope.hpp"

namespace taraba::statuses {

enum class Axis { order, payment, delivery };
BOOST_DESCRIBE_ENUM(Axis, order, payment, delivery)

/// What the program understands of a status; the merchant's names are free.
enum class Stage {
    // order
    new_,
    in_progress,
    waiting,
    completed,
    cancelled,
    // payment
    none,
    pending,
    authorised,
    paid,
    partly_refunded,
    refunded,
    failed,
    // delivery (and none)
    preparing,
    handed_over,
    in_transit,
    delivered,
    returned
};
BOOST_DESCRIBE_ENUM(Stage, new_, in_progress, waiting, completed, cancelled, none, pending,
                    authorised, paid, partly_refunded, refunded, failed, preparing, handed_over,
                    in_transit, delivered, returned)

/// What runs by itself when an order enters the status.
enum class Action { issue_invoice, issue_proforma, send_to_courier, storno_invoices };
BOOST_DESCRIBE_ENUM(Action, issue_invoice, issue_proforma, send_to_courier, storno_invoices)

struct Status {
    StatusId id;
    std::string code; ///< stable, for templates and programs
    Axis axis = Axis::order;
    Stage stage = Stage::new_;
    std::string name;
    std::string name_en;
    std::string colour = "grey"; ///< red, amber, green, blue, grey
    std::string icon;
    std::int64_t position = 0;
    bool entry = false;                ///< orders begin here; one an axis
    std::vector<std::string> next;     ///< codes that may follow; empty: any of the axis
    std::string permission;            ///< needed beside orders.status; empty: none
    std::vector<std::string> messages; ///< codes of templates sent on entering
    std::vector<Action> actions;
    std::int64_t alert_hours = 0; ///< operators are alerted after so long in it; 0: never
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Status, (),
                      (id, code, axis, stage, name, name_en, colour, icon, position, entry, next,
                       permission, messages, actions, alert_hours, version))

bool belongs_to(Stage stage, Axis axis);

/// A shop's statuses, by position; kept in memory until the shop's settings change.
class Catalogue {
public:
    explicit Catalogue(std::vector<Status> statuses) : statuses_(std::move(statuses)) {}
    const std::vector<Status>& all() const { return statuses_; }
    const Status* find(StatusId id) const;
    /// By id or code.
    const Status* find(std::string_view id_or_code) const;
    /// Where orders begin; a shop always has one an axis.
    const Status& entry(Axis axis) const;
    /// The first status of a stage, by position.
    const Status* first(Axis axis, Stage stage) const;

private:
    std::vector<Status> statuses_;
};

std::shared_ptr<const Catalogue> of(const shop::Scope& scope);

/// Whether `to` may follow `from`. Refuses with `transition_not_allowed`.
Result<void> may_follow(const Status& from, const Status& to);

/// Whether entering it does nothing that cannot be taken back: no message, no action, no goods
/// moved, nothing closed.
bool is_reversible(const Status& status);

/// A new entry takes over from the one of its axis; a new code is followed where the old one was.
/// Refuses with `invalid_field`: code, stage of another axis, unknown follower, no entry left.
Result<Status> save(db::Transaction& tx, const shop::Scope& scope, Status status, bool fresh);
/// What only it might follow is followed by nothing then. The orders area has moved its orders to
/// another before. Refuses with `in_use` the entry of an axis.
Result<void> remove(db::Transaction& tx, const shop::Scope& scope, StatusId id);

} // namespace taraba::statuses
