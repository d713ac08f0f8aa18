#pragma once

#include "shop/scope.hpp"

namespace taraba::audit {

/// One changed value; `from` is empty for what is new, `to` for what is gone.
struct Change {
    std::string field;
    LongText from;
    LongText to;
};
BOOST_DESCRIBE_STRUCT(Change, (), (field, from, to))

/// An entry of a trail. `seq` counts from 1 in its subject.
struct Event {
    std::int64_t seq = 0;
    Instant at{};
    std::string actor_kind; ///< operator, buyer, machine, job, courier, system
    std::string actor;
    std::string address;
    std::string kind; ///< order_placed, status_changed, …
    std::vector<Change> changes;
    std::string reason;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Event, (), (seq, at, actor_kind, actor, address, kind, changes, reason, hash))

struct NewEvent {
    std::string subject;
    std::string kind;
    std::vector<Change> changes{};
    std::string reason{};
};

/// Appends to the subject's trail, in the transaction that changes the subject. The event carries
/// sha256(hash of the one before, all its own fields).
void append(db::Transaction& tx, const shop::Scope& scope, const NewEvent& event);

/// The first event of a subject that has just been made: no look at what came before.
void begin(db::Transaction& tx, const shop::Scope& scope, const NewEvent& event);

/// Events after `after`, oldest first.
std::vector<Event> trail(db::Transaction& tx, ShopId shop, const std::string& subject,
                         std::int64_t after = 0, std::int64_t limit = 1'000);

/// Seals the heads of all subjects that changed since the last seal; once a day and shop.
void seal_day(db::Transaction& tx, ShopId shop, Date day, Instant until);

/// The hash of an event: every field with its length before it, so that no two events give the same
/// text, after the hash of the one before.
std::string event_hash(const std::string& before, const std::string& subject, const Event& event);

} // namespace taraba::audit
