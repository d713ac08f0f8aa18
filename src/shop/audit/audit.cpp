#include "shop/audit/audit.hpp"

#include "base/json.hpp"

namespace taraba::audit {

namespace {

constexpr db::Sql head_sql{"audit.head",
                           "SELECT seq, hash FROM audit_heads WHERE shop_id = $1 AND subject = $2"};

constexpr db::Sql insert_head_sql{"audit.insert_head", R"sql(
    INSERT INTO audit_heads (shop_id, subject, seq, hash, updated_at) VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr db::Sql move_head_sql{"audit.move_head", R"sql(
    UPDATE audit_heads SET seq = $4, hash = $5, updated_at = $6
     WHERE shop_id = $1 AND subject = $2 AND seq = $3
)sql"};

constexpr db::Sql insert_event_sql{"audit.insert_event", R"sql(
    INSERT INTO audit_events (shop_id, subject, seq, at, actor_kind, actor, address, kind, changes,
                              reason, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql"};

constexpr db::Sql trail_sql{"audit.trail", R"sql(
    SELECT seq, at, actor_kind, actor, address, kind, changes, reason, hash
      FROM audit_events
     WHERE shop_id = $1 AND subject = $2 AND seq > $3
     ORDER BY seq LIMIT $4
)sql"};

constexpr db::Sql last_seal_sql{"audit.last_seal", R"sql(
    SELECT day, until, hash FROM audit_seals WHERE shop_id = $1 ORDER BY day DESC LIMIT 1
)sql"};

constexpr db::Sql heads_since_sql{"audit.heads_since", R"sql(
    SELECT subject, seq, hash FROM audit_heads
     WHERE shop_id = $1 AND updated_at > $2 AND updated_at <= $3
     ORDER BY updated_at, subject
)sql"};

constexpr db::Sql insert_seal_sql{"audit.insert_seal", R"sql(
    INSERT INTO audit_seals (shop_id, day, until, subjects, content, hash)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, day) DO NOTHING
)sql"};

struct Head {
    std::int64_t seq = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Head, (), (seq, hash))

struct NamedHead {
    std::string subject;
    std::int64_t seq = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(NamedHead, (), (subject, seq, hash))

struct LastSeal {
    std::string day;
    Instant until{};
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(LastSeal, (), (day, until, hash))

Event make_event(const shop::Scope& scope, const NewEvent& wanted, const Head& before) {
    Event event{before.seq + 1,       scope.now,       std::string(to_text(scope.principal.kind)),
                scope.principal.name, scope.client_ip, wanted.kind,
                wanted.changes,       wanted.reason,   ""};
    event.hash = event_hash(before.hash, wanted.subject, event);
    return event;
}

void insert_event(db::Transaction& tx, ShopId shop, const std::string& subject,
                  const Event& event) {
    tx.later(insert_event_sql,
             {shop, subject, event.seq, event.at, event.actor_kind, event.actor, event.address,
              event.kind, to_json(event.changes), event.reason, event.hash});
}

} // namespace

std::string event_hash(const std::string& before, const std::string& subject, const Event& event) {
    std::string text;
    for (const auto& part : {before, subject, std::to_string(event.seq),
                             std::to_string(unix_ms(event.at)), event.actor_kind, event.actor,
                             event.address, event.kind, to_json(event.changes), event.reason})
        text += std::to_string(part.size()) + ":" + part;
    return hex(sha256(text));
}

void append(db::Transaction& tx, const shop::Scope& scope, const NewEvent& wanted) {
    const auto found = tx.find<Head>(head_sql, {scope.id(), wanted.subject});
    if (!found) return begin(tx, scope, wanted);
    const auto event = make_event(scope, wanted, *found);
    if (scope.installation.on_event) scope.installation.on_event(tx, scope, wanted);
    const auto moved = tx.change(
        move_head_sql, {scope.id(), wanted.subject, found->seq, event.seq, event.hash, event.at});
    // Somebody else appended between our look and our change: the transaction is tried again.
    if (moved != 1) throw WriteConflict("audit head of " + wanted.subject);
    insert_event(tx, scope.id(), wanted.subject, event);
}

void begin(db::Transaction& tx, const shop::Scope& scope, const NewEvent& wanted) {
    const auto event = make_event(scope, wanted, {});
    if (scope.installation.on_event) scope.installation.on_event(tx, scope, wanted);
    insert_event(tx, scope.id(), wanted.subject, event);
    tx.later(insert_head_sql, {scope.id(), wanted.subject, event.seq, event.hash, event.at});
}

std::vector<Event> trail(db::Transaction& tx, ShopId shop, const std::string& subject,
                         std::int64_t after, std::int64_t limit) {
    return tx.list<Event>(trail_sql, {shop, subject, after, limit});
}

void seal_day(db::Transaction& tx, ShopId shop, Date day, Instant until) {
    const auto last = tx.find<LastSeal>(last_seal_sql, {shop});
    if (last && last->day >= to_text(day)) return;
    const auto heads =
        tx.list<NamedHead>(heads_since_sql, {shop, last ? last->until : from_unix_ms(0), until});
    std::string content;
    for (const auto& head : heads)
        content += head.subject + " " + std::to_string(head.seq) + " " + head.hash + "\n";
    const std::string hash =
        hex(sha256((last ? last->hash : std::string()) + to_text(day) + "\n" + content));
    tx.change(insert_seal_sql,
              {shop, to_text(day), until, static_cast<std::int64_t>(heads.size()), content, hash});
}

} // namespace taraba::audit
