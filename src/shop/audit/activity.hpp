#pragma once

#include "shop/audit/audit.hpp"

namespace taraba::audit {

/// Something that a person of the shop did.
struct Deed {
    std::string subject; ///< `order:123` and the like
    std::int64_t seq = 0;
    Instant at{};
    std::string actor;
    std::string address; ///< where the person was signed in
    std::string kind;
    std::vector<Change> changes;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Deed, (), (subject, seq, at, actor, address, kind, changes, reason))

/// Where a list goes on: after this deed, which was the last one given.
struct DeedMark {
    Instant at{};
    std::string subject;
    std::int64_t seq = 0;
};

/// What people did from an instant up to, without, another, newest first; of one person when a name
/// is given.
std::vector<Deed> activity(db::Transaction& tx, ShopId shop, const std::string& actor, Instant from,
                           Instant until, const std::optional<DeedMark>& after, std::int64_t limit);

} // namespace taraba::audit
