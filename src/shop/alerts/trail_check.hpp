#pragma once

#include "jobs/jobs.hpp"
#include "shop/audit/verify.hpp"

namespace taraba::alerts {

/// A verification of all trails of a shop. When it began is in its id.
struct TrailCheck {
    JobId id; ///< of its first job
    audit::Walk walk = audit::Walk::trails;
    std::string after_key;
    std::int64_t trails = 0;
    std::int64_t wrong_count = 0;
    std::vector<std::string> wrong; ///< the first 50 sentences of what is wrong
    std::optional<Instant> finished_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(TrailCheck, (),
                      (id, walk, after_key, trails, wrong_count, wrong, finished_at, version))

/// Begins one now. Refuses with `under_way` while another has not ended that began within
/// 20 hours.
Result<TrailCheck> begin_check(db::Transaction& tx, const shop::Scope& scope);
/// Begins one when it is past two at night and the day has none.
void begin_nightly_check(const shop::Scope& scope);
/// Newest first, at most 30.
std::vector<TrailCheck> trail_checks(db::Transaction& tx, ShopId shop);

/// The job that does a portion and writes the job of the next: a restart goes on where it was. At
/// the end administrators hear of what is wrong, in an alert and by mail.
void register_trail_jobs(jobs::Runner& runner, shop::Installation& installation);

} // namespace taraba::alerts
