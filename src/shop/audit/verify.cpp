#include "shop/audit/verify.hpp"

#include <algorithm>

namespace taraba::audit {

namespace {

constexpr db::Sql heads_page_sql{"audit.heads_page", R"sql(
    SELECT subject, seq, hash FROM audit_heads
     WHERE shop_id = $1 AND subject > $2 ORDER BY subject LIMIT 500
)sql"};

constexpr db::Sql subjects_page_sql{"audit.subjects_page", R"sql(
    SELECT DISTINCT subject FROM audit_events
     WHERE shop_id = $1 AND subject > $2 ORDER BY subject LIMIT 500
)sql"};

constexpr db::Sql has_head_sql{"audit.has_head",
                               "SELECT 1 FROM audit_heads WHERE shop_id = $1 AND subject = $2"};

constexpr db::Sql next_seal_sql{"audit.next_seal", R"sql(
    SELECT day, content, hash FROM audit_seals WHERE shop_id = $1 AND day > $2 ORDER BY day LIMIT 1
)sql"};

constexpr db::Sql seal_before_sql{"audit.seal_before", R"sql(
    SELECT hash FROM audit_seals WHERE shop_id = $1 AND day < $2 ORDER BY day DESC LIMIT 1
)sql"};

constexpr db::Sql sealed_event_sql{"audit.sealed_event", R"sql(
    SELECT hash FROM audit_events WHERE shop_id = $1 AND subject = $2 AND seq = $3
)sql"};

struct HeadOfSubject {
    std::string subject;
    std::int64_t seq = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(HeadOfSubject, (), (subject, seq, hash))

struct Subject {
    std::string subject;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (subject))

struct Seal {
    std::string day;
    LongText content;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Seal, (), (day, content, hash))

/// Walks one trail from its beginning and compares it with its head.
void verify_trail(db::Transaction& tx, ShopId shop, const HeadOfSubject& head,
                  std::vector<std::string>& wrong) {
    HeadOfSubject last;
    for (bool more = true; more;) {
        const auto events = trail(tx, shop, head.subject, last.seq);
        more = !events.empty();
        for (const auto& event : events) {
            if (event.seq != last.seq + 1) {
                wrong.push_back(head.subject + ": event " + std::to_string(last.seq + 1) +
                                " is missing");
                return;
            }
            if (event_hash(last.hash, head.subject, event) != event.hash) {
                wrong.push_back(head.subject + ": event " + std::to_string(event.seq) +
                                " is not what was written");
                return;
            }
            last = {head.subject, event.seq, event.hash};
        }
    }
    if (last.seq != head.seq || last.hash != head.hash)
        wrong.push_back(head.subject + ": the trail ends at event " + std::to_string(last.seq) +
                        ", but event " + std::to_string(head.seq) + " was the last one written");
}

void verify_seal(db::Transaction& tx, ShopId shop, const Seal& seal,
                 std::vector<std::string>& wrong) {
    const auto before = tx.text(seal_before_sql, {shop, seal.day}).value_or("");
    if (hex(sha256(before + seal.day + "\n" + seal.content.text)) != seal.hash)
        wrong.push_back("the seal of " + seal.day + " is not what was written");
    std::string_view rest = seal.content.text;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const auto first = line.find(' '), second = line.find(' ', first + 1);
        const std::string subject(line.substr(0, first));
        const auto seq = parse_id(line.substr(first + 1, second - first - 1));
        const auto hash = tx.text(sealed_event_sql, {shop, subject, seq.value_or(0)});
        if (!hash || *hash != line.substr(second + 1))
            wrong.push_back(subject + ": event " + std::to_string(seq.value_or(0)) +
                            ", sealed on " + seal.day + ", is gone or changed");
    }
}

/// Each gives where it has come to; nothing when there was nothing left.
std::optional<std::string> walk_trails(db::Transaction& tx, ShopId shop, const std::string& after,
                                       Portion& portion) {
    const auto heads = tx.list<HeadOfSubject>(heads_page_sql, {shop, after});
    for (const auto& head : heads)
        verify_trail(tx, shop, head, portion.wrong);
    portion.trails = std::ssize(heads);
    return heads.empty() ? std::nullopt : std::optional(heads.back().subject);
}

std::optional<std::string> walk_heads(db::Transaction& tx, ShopId shop, const std::string& after,
                                      Portion& portion) {
    const auto subjects = tx.list<Subject>(subjects_page_sql, {shop, after});
    for (const auto& each : subjects)
        if (!tx.number(has_head_sql, {shop, each.subject}))
            portion.wrong.push_back(each.subject + ": the head of the trail is gone");
    return subjects.empty() ? std::nullopt : std::optional(subjects.back().subject);
}

std::optional<std::string> walk_seals(db::Transaction& tx, ShopId shop, const std::string& after,
                                      Portion& portion) {
    const auto seal = tx.find<Seal>(next_seal_sql, {shop, after});
    if (!seal) return std::nullopt;
    verify_seal(tx, shop, *seal, portion.wrong);
    return seal->day;
}

} // namespace

Portion verify_some(db::Transaction& tx, ShopId shop, VerifyMark& mark) {
    Portion portion;
    const auto go_on = [&](const auto& walk, Walk next) {
        if (auto reached = walk(tx, shop, mark.after, portion))
            mark.after = std::move(*reached);
        else
            mark = {next, ""};
    };
    switch (mark.walk) {
    case Walk::trails: go_on(walk_trails, Walk::heads); break;
    case Walk::heads: go_on(walk_heads, Walk::seals); break;
    case Walk::seals: go_on(walk_seals, Walk::done); break;
    case Walk::done: break;
    }
    return portion;
}

std::vector<std::string> verify(db::Database& database, ShopId shop) {
    std::vector<std::string> wrong;
    database.read([&](db::Transaction& tx) {
        for (VerifyMark mark; mark.walk != Walk::done;)
            for (auto& sentence : verify_some(tx, shop, mark).wrong)
                wrong.push_back(std::move(sentence));
        return true;
    });
    return wrong;
}

} // namespace taraba::audit
