#include "shop/audit/activity.hpp"

#include <algorithm>

namespace taraba::audit {

namespace {

constexpr db::Sql activity_sql{"audit.activity", R"sql(
    SELECT subject, seq, at, actor, address, kind, changes, reason
      FROM audit_events
     WHERE shop_id = $1 AND actor_kind = 'operator' AND at >= $2 AND at <= $3
       AND (at, subject, seq) < ($3, $4, $5) AND ($6 = '' OR actor = $6)
     ORDER BY at DESC, subject DESC, seq DESC LIMIT $7
)sql"};

} // namespace

std::vector<Deed> activity(db::Transaction& tx, ShopId shop, const std::string& actor, Instant from,
                           Instant until, const std::optional<DeedMark>& after,
                           std::int64_t limit) {
    // Nothing sorts before an empty subject: the deeds of the instant `until` are left out.
    const DeedMark begin = after && after->at < until ? *after : DeedMark{until, "", 0};
    return tx.list<Deed>(activity_sql,
                         {shop, from, begin.at, begin.subject, begin.seq, actor, limit});
}

} // namespace taraba::audit
