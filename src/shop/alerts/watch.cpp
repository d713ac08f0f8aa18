#include "shop/alerts/watch.hpp"

#include "base/crypto.hpp"
#include "shop/alerts/findings.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::alerts {

namespace {

using statuses::Axis;

constexpr std::int64_t batch = 500;
/// A placement takes its id before it commits; older ids than this are all there.
constexpr auto settled = std::chrono::minutes(2);

struct Term {
    OrderId order_id;
    RuleId rule_id;
};
BOOST_DESCRIBE_STRUCT(Term, (), (order_id, rule_id))

struct Fill {
    RuleId rule_id;
    std::string rule_hash;
    std::int64_t status_no = 0;
    OrderId after_id;
};
BOOST_DESCRIBE_STRUCT(Fill, (), (rule_id, rule_hash, status_no, after_id))

struct Mark {
    OrderId seen_id;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (seen_id))

struct Found {
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(Found, (), (id))

constexpr db::Sql begin_term_sql{"watch.begin", R"sql(
    INSERT INTO alert_deadlines (shop_id, order_id, rule_id, due_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
)sql"};
constexpr db::Sql end_term_sql{
    "watch.end",
    "DELETE FROM alert_deadlines WHERE shop_id = $1 AND order_id = $2 AND rule_id = $3"};
constexpr db::Sql terms_of_order_sql{
    "watch.of_order",
    "SELECT order_id, rule_id FROM alert_deadlines WHERE shop_id = $1 AND order_id = $2"};
constexpr db::Sql due_sql{"watch.due", R"sql(
    SELECT order_id, rule_id FROM alert_deadlines WHERE shop_id = $1 AND due_at <= $2
     ORDER BY due_at LIMIT $3
)sql"};
constexpr db::Sql forget_terms_sql{
    "watch.forget_terms", "DELETE FROM alert_deadlines WHERE shop_id = $1 AND rule_id = $2"};

constexpr db::Sql fills_sql{
    "watch.fills",
    "SELECT rule_id, rule_hash, status_no, after_id FROM alert_fills WHERE shop_id = $1"};
constexpr db::Sql put_fill_sql{"watch.put_fill", R"sql(
    INSERT INTO alert_fills (shop_id, rule_id, rule_hash, status_no, after_id)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id, rule_id) DO UPDATE
       SET rule_hash = excluded.rule_hash, status_no = excluded.status_no,
           after_id = excluded.after_id
)sql"};
constexpr db::Sql forget_fill_sql{"watch.forget_fill",
                                  "DELETE FROM alert_fills WHERE shop_id = $1 AND rule_id = $2"};

constexpr db::Sql mark_sql{"watch.mark", "SELECT seen_id FROM alert_marks WHERE shop_id = $1"};
constexpr db::Sql put_mark_sql{"watch.put_mark", R"sql(
    INSERT INTO alert_marks (shop_id, seen_id) VALUES ($1, $2)
        ON CONFLICT (shop_id) DO UPDATE SET seen_id = excluded.seen_id
)sql"};
constexpr db::Sql placed_sql{"watch.placed", R"sql(
    SELECT id FROM orders WHERE shop_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4
)sql"};
constexpr db::Sql newest_sql{"watch.newest", R"sql(
    SELECT id FROM orders WHERE shop_id = $1 AND id >= $2 ORDER BY id DESC LIMIT 1000
)sql"};

constexpr db::Sql in_order_status_sql{"watch.in_order_status", R"sql(
    SELECT id FROM orders WHERE shop_id = $1 AND order_status_id = $2 AND id > $3
     ORDER BY id LIMIT $4
)sql"};
constexpr db::Sql in_payment_status_sql{"watch.in_payment_status", R"sql(
    SELECT id FROM orders WHERE shop_id = $1 AND payment_status_id = $2 AND id > $3
     ORDER BY id LIMIT $4
)sql"};
constexpr db::Sql in_delivery_status_sql{"watch.in_delivery_status", R"sql(
    SELECT id FROM orders WHERE shop_id = $1 AND delivery_status_id = $2 AND id > $3
     ORDER BY id LIMIT $4
)sql"};

const db::Sql& in_status_sql(Axis axis) {
    switch (axis) {
    case Axis::order: return in_order_status_sql;
    case Axis::payment: return in_payment_status_sql;
    case Axis::delivery: break;
    }
    return in_delivery_status_sql;
}

const WatchRule* find_rule(const std::vector<WatchRule>& rules, RuleId id) {
    const auto found = std::ranges::find(rules, id, &WatchRule::id);
    return found == rules.end() ? nullptr : &*found;
}

bool waits_for(const shop::Scope& scope, const WatchRule& rule, const orders::Order& order) {
    return waits(rule, codes_of(scope, order)) && concerns(scope, rule, order);
}

std::vector<orders::Order> orders_of(db::Transaction& tx, ShopId shop,
                                     const std::vector<Found>& found) {
    std::vector<std::int64_t> ids;
    for (const auto& each : found)
        ids.push_back(each.id.value);
    return ids.empty() ? std::vector<orders::Order>() : orders::find_several(tx, shop, ids);
}

void begin_term(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                const orders::Order& order) {
    tx.change(begin_term_sql,
              {scope.id(), order.id, rule.id, term_end(*scope.shop, rule, order.status_since)});
}

/// An order has changed: what it no longer waits for is over, what it begins to wait for begins.
void reconsider(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order) {
    const auto rules = watched_rules(scope);
    if (rules->empty()) return;
    const auto terms = tx.list<Term>(terms_of_order_sql, {scope.id(), order.id});
    const auto alerts = of_order(tx, scope.id(), order.id);
    const auto subject = shop::order_subject(order.id);
    for (const auto& rule : *rules) {
        const bool term = std::ranges::find(terms, rule.id, &Term::rule_id) != terms.end();
        const bool alert =
            std::ranges::find(alerts, kind_of(rule.id), &Alert::kind) != alerts.end();
        const bool waiting = waits_for(scope, rule, order);
        if (waiting && !term && !alert) begin_term(tx, scope, rule, order);
        if (!waiting && term) tx.change(end_term_sql, {scope.id(), order.id, rule.id});
        if (!waiting && alert) resolve(tx, scope, subject, kind_of(rule.id));
    }
}

void raise_passed(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                  const orders::Order& order) {
    Alert alert{{},
                kind_of(rule.id),
                shop::order_subject(order.id),
                rule.audience,
                "#" + std::to_string(order.number) + ": " + rule.name,
                order.id,
                {}};
    if (rule.escalate_hours > 0)
        alert.escalate_at = scope.now + std::chrono::hours(rule.escalate_hours);
    if (raise(tx, scope, alert))
        audit::append(tx, scope, {alert.subject, "alert_raised", {{"alert", "", rule.name}}});
}

/// True when there may be more.
Result<bool> raise_due(db::Transaction& tx, const shop::Scope& scope,
                       const std::vector<WatchRule>& rules, bool& passed) {
    const auto due = tx.list<Term>(due_sql, {scope.id(), scope.now, batch});
    passed = passed || !due.empty();
    for (const auto& term : due) {
        tx.change(end_term_sql, {scope.id(), term.order_id, term.rule_id});
        const auto* rule = find_rule(rules, term.rule_id);
        const auto order = orders::find(tx, scope.id(), term.order_id);
        if (rule && order && waits_for(scope, *rule, *order))
            raise_passed(tx, scope, *rule, *order);
    }
    return std::ssize(due) == batch;
}

/// Orders begin to wait when they are placed, and a placement has nothing to do with it: they are
/// found here, by their ids. True when there may be more.
Result<bool> begin_placed(db::Transaction& tx, const shop::Scope& scope,
                          const std::vector<WatchRule>& rules) {
    const OrderId until{first_id_at(scope.now - settled)};
    const auto mark = tx.find<Mark>(mark_sql, {scope.id()});
    if (!mark) { // those that are there already come with each rule
        tx.change(put_mark_sql, {scope.id(), OrderId{until.value - 1}});
        return false;
    }
    const auto found = tx.list<Found>(placed_sql, {scope.id(), mark->seen_id, until, batch});
    if (found.empty()) return false;
    if (!rules.empty())
        for (const auto& order : orders_of(tx, scope.id(), found))
            reconsider(tx, scope, order);
    tx.change(put_mark_sql, {scope.id(), found.back().id});
    return std::ssize(found) == batch;
}

void put(db::Transaction& tx, const shop::Scope& scope, const Fill& fill) {
    tx.change(put_fill_sql,
              {scope.id(), fill.rule_id, fill.rule_hash, fill.status_no, fill.after_id});
}

/// Rules that are gone take their terms and alerts along; new and changed ones begin with the
/// orders that are there.
Result<bool> follow_rules(db::Transaction& tx, const shop::Scope& scope,
                          const std::vector<WatchRule>& rules) {
    auto fills = tx.list<Fill>(fills_sql, {scope.id()});
    for (const auto& fill : fills) {
        if (find_rule(rules, fill.rule_id)) continue;
        tx.change(forget_terms_sql, {scope.id(), fill.rule_id});
        tx.change(forget_fill_sql, {scope.id(), fill.rule_id});
        resolve_all(tx, scope, kind_of(fill.rule_id));
    }
    for (auto rule : rules) {
        rule.version = 0; // a rule with the same meaning stays as it is
        const auto hash = hex(sha256(to_json(rule))).substr(0, 32);
        const auto fill = std::ranges::find(fills, rule.id, &Fill::rule_id);
        if (fill != fills.end() && fill->rule_hash == hash) continue;
        tx.change(forget_terms_sql, {scope.id(), rule.id});
        put(tx, scope, {rule.id, hash, 0, {}});
        for (const auto& alert : of_kind(tx, scope.id(), kind_of(rule.id))) {
            const auto order = orders::find(tx, scope.id(), *alert.order_id);
            if (!order || !waits_for(scope, rule, *order))
                resolve(tx, scope, alert.subject, alert.kind);
        }
    }
    return true;
}

/// The next orders of a rule that is not yet filled in. True when there may be more.
Result<bool> fill_in(db::Transaction& tx, const shop::Scope& scope,
                     const std::vector<WatchRule>& rules) {
    for (auto fill : tx.list<Fill>(fills_sql, {scope.id()})) {
        const auto* rule = find_rule(rules, fill.rule_id);
        if (!rule || fill.status_no >= std::ssize(rule->begins)) continue;
        const auto* status =
            statuses::of(scope)->find(rule->begins[static_cast<std::size_t>(fill.status_no)]);
        std::vector<Found> found;
        if (status)
            found = tx.list<Found>(in_status_sql(status->axis),
                                   {scope.id(), status->id, fill.after_id, batch});
        const auto alerts = of_kind(tx, scope.id(), kind_of(rule->id));
        for (const auto& order : orders_of(tx, scope.id(), found)) {
            const bool raised =
                std::ranges::find(alerts, order.id, &Alert::order_id) != alerts.end();
            if (!raised && waits_for(scope, *rule, order)) begin_term(tx, scope, *rule, order);
        }
        if (std::ssize(found) == batch) {
            fill.after_id = found.back().id;
        } else {
            ++fill.status_no;
            fill.after_id = {};
        }
        put(tx, scope, fill);
        return true;
    }
    return false;
}

} // namespace

void register_steps(orders::Workflow& workflow) {
    workflow.on_change.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                    orders::Order& order) { reconsider(tx, scope, order); });
}

void check_terms(const shop::Scope& scope) {
    const auto kept = watched_rules(scope);
    const auto& rules = *kept;
    const auto all_of = [&](const auto& part) {
        for (bool more = true; more;) {
            const auto done =
                scope.write([&](db::Transaction& tx) { return part(tx, scope, rules); });
            more = done && *done;
        }
    };
    (void)scope.write([&](db::Transaction& tx) { return follow_rules(tx, scope, rules); });
    all_of(fill_in);
    all_of(begin_placed);
    bool passed = false;
    all_of(
        [&](db::Transaction& tx, const shop::Scope& here, const std::vector<WatchRule>& watched) {
            return raise_due(tx, here, watched, passed);
        });
    follow_findings(scope);
    if (passed) scope.announce("notice", ""); // panels that are open show it at once
    escalate(scope);
}

namespace {

/// What an order was like between two changes of its record.
struct Span {
    Instant from{};
    std::vector<std::string> codes; ///< order, payment, delivery
};

/// From the record, which tells changes by the names that statuses had then.
std::vector<Span> history(db::Transaction& tx, const shop::Scope& scope,
                          const orders::Order& order) {
    const auto catalogue = statuses::of(scope);
    std::vector<Span> spans{
        {order.placed_at,
         {catalogue->entry(Axis::order).code, catalogue->entry(Axis::payment).code,
          catalogue->entry(Axis::delivery).code}}};
    for (const auto& event : audit::trail(tx, scope.id(), shop::order_subject(order.id), 0, 1'000))
        for (const auto& change : event.changes)
            for (const auto axis : {Axis::order, Axis::payment, Axis::delivery}) {
                if (change.field != std::string(name_of(axis)) + "_status") continue;
                const auto named = std::ranges::find_if(catalogue->all(), [&](const auto& each) {
                    return each.axis == axis && each.name == change.to.text;
                });
                if (named == catalogue->all().end()) continue;
                auto next = spans.back();
                next.from = event.at;
                next.codes[static_cast<std::size_t>(axis)] = named->code;
                spans.push_back(std::move(next));
            }
    return spans;
}

enum class Outcome { none, cured, open };

Outcome outcome(const shop::Scope& scope, const WatchRule& rule, const std::vector<Span>& spans) {
    std::optional<Instant> due;
    bool passed = false;
    for (const auto& span : spans) {
        if (due && *due <= span.from) passed = true;
        const bool waiting = waits(rule, {span.codes[0], span.codes[1], span.codes[2]});
        if (waiting && !due) due = term_end(*scope.shop, rule, span.from);
        if (!waiting) due = {};
    }
    if (due && *due <= scope.now) return Outcome::open;
    return passed ? Outcome::cured : Outcome::none;
}

/// What is so now; of parcels also what their scans tell.
Tried try_signals(db::Transaction& tx, const shop::Scope& scope, const WatchRule& rule,
                  Instant from) {
    Tried tried;
    for (const auto& finding : findings_of(tx, scope, rule)) {
        ++tried.open;
        if (finding.order_number != 0 && tried.numbers.size() < 20)
            tried.numbers.push_back(finding.order_number);
    }
    tried.alerts = tried.open;
    if (rule.kind != WatchKind::parcel_silent) return tried;
    const auto past = past_silence(tx, scope, rule, from);
    tried.orders = past.parcels;
    tried.alerts += past.silences;
    return tried;
}

} // namespace

Result<Tried> try_on_history(const shop::Scope& scope, const WatchRule& wanted, Instant from) {
    MUST(check(scope, wanted));
    const auto rule = complete(scope, wanted);
    return scope.read([&](db::Transaction& tx) -> Result<Tried> {
        if (rule.kind != WatchKind::order_waits) return try_signals(tx, scope, rule, from);
        Tried tried;
        const auto newest = tx.list<Found>(newest_sql, {scope.id(), OrderId{first_id_at(from)}});
        for (const auto& order : orders_of(tx, scope.id(), newest)) {
            ++tried.orders;
            if (!concerns(scope, rule, order)) continue;
            const auto found = outcome(scope, rule, history(tx, scope, order));
            if (found == Outcome::none) continue;
            ++tried.alerts;
            if (found == Outcome::open) ++tried.open;
            if (tried.numbers.size() < 20) tried.numbers.push_back(order.number);
        }
        return tried;
    });
}

} // namespace taraba::alerts
