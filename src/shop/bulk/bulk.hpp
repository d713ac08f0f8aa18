#pragma once

#include "jobs/jobs.hpp"
#include "shop/documents/printing.hpp"

// Work on many orders at once: one task, a row an order, each order in a transaction of its own
// together with its row, so that a task that is interrupted goes on where it was.

namespace taraba::bulk {

enum class BulkAction { status, send, invoice, tag, untag, print };
BOOST_DESCRIBE_ENUM(BulkAction, status, send, invoice, tag, untag, print)

/// What is to be done, and with which orders: those named, or all that match the filter.
struct BulkOrders {
    static constexpr bool lenient = true;
    BulkAction action = BulkAction::status;
    std::vector<std::string> orders;   ///< ids, at most 500
    std::optional<std::string> filter; ///< as in the address of the list
    std::string value;                 ///< code of the status, or the tag
    std::string reason;
    documents::WantedPapers print; ///< what is printed
};
BOOST_DESCRIBE_STRUCT(BulkOrders, (), (action, orders, filter, value, reason, print))

enum class BulkState { gathering, running, done };
BOOST_DESCRIBE_ENUM(BulkState, gathering, running, done)

struct BulkFailure {
    OrderId order_id;
    std::int64_t number = 0;
    std::string code;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(BulkFailure, (), (order_id, number, code, detail))

/// A task as it stands.
struct BulkView {
    BulkTaskId id;
    BulkAction action = BulkAction::status;
    std::string value;
    BulkState state = BulkState::gathering;
    std::int64_t total = 0; ///< still grows while gathering
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::string actor;
    bool can_undo = false;
    std::vector<BulkFailure> failures; ///< the first 200
};
BOOST_DESCRIBE_STRUCT(BulkView, (),
                      (id, action, value, state, total, done, failed, actor, can_undo, failures))

/// Refuses with `invalid_field` and, for an action the caller may not take, `forbidden`.
Result<BulkView> start_bulk(const shop::Scope& scope, const BulkOrders& wanted);
Result<BulkView> bulk_view(const shop::Scope& scope, BulkTaskId id);
/// A new task that takes back what the rows of a finished one did. Refuses with `cannot_undo`,
/// and row by row with `changed_since` where somebody has moved the order on.
Result<BulkView> undo_bulk(const shop::Scope& scope, BulkTaskId id);

/// What a finished task of printing has made, as one document; kept for a day. Refuses with
/// `not_found`, `not_done` while it works, and `nothing_to_print`.
Result<std::string> printed_by(const shop::Scope& scope, BulkTaskId id);
void forget_papers(db::Transaction& tx, Instant before);

void register_jobs(jobs::Runner& runner, shop::Installation& installation);

} // namespace taraba::bulk
