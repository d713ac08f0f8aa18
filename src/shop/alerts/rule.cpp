#include "shop/alerts/rule.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/payment_method.hpp"

#include <algorithm>

namespace taraba::alerts {

namespace {

using statuses::Stage;

// What is kept in memory until the shop's settings change.
struct Written {
    std::shared_ptr<const std::vector<WatchRule>> rules;
};
struct Watched {
    std::shared_ptr<const std::vector<WatchRule>> rules;
};

const db::Table<WatchRule>& rule_table() {
    static const db::Table<WatchRule> rules("alert_rules");
    return rules;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
    return std::ranges::find(codes, code) != codes.end();
}

WatchRule rule_of(const statuses::Status& status) {
    WatchRule rule;
    rule.id = RuleId{status.id.value};
    rule.name = status.name;
    rule.begins = {status.code};
    rule.term = status.alert_hours;
    return rule;
}

template <class Methods>
Result<void> check_methods(const Methods& known, const std::vector<std::string>& codes,
                           const std::string& field) {
    for (const auto& code : codes)
        if (std::ranges::none_of(known, [&](const auto& each) { return each.code == code; }))
            return invalid_field(field, said("There is no method `{}`.", code));
    return {};
}

template <class Methods, class MethodId>
bool is_among(const Methods& known, const std::vector<std::string>& codes, MethodId id) {
    return codes.empty() || std::ranges::any_of(known, [&](const auto& each) {
               return each.id == id && has(codes, each.code);
           });
}

} // namespace

WatchRule complete(const shop::Scope& scope, WatchRule rule) {
    const bool of_status = std::ranges::any_of(statuses::of(scope)->all(), [&](const auto& each) {
        return each.id.value == rule.id.value;
    });
    for (const auto& status : statuses::of(scope)->all()) {
        const bool over =
            status.stage == Stage::cancelled || (of_status && status.stage == Stage::completed);
        if (over && !has(rule.begins, status.code)) rule.ends.push_back(status.code);
    }
    return rule;
}

std::string kind_of(RuleId id) { return "term_passed:" + to_text(id); }

Result<void> check(const shop::Scope& scope, const WatchRule& rule) {
    if (trimmed(rule.name).empty() || rule.name.size() > 200)
        return invalid_field("name", "A rule has a name of 1 to 200 characters.");
    if (rule.kind == WatchKind::stock_below && rule.below.thousandths <= 0)
        return invalid_field("below", "Say how much is to be free at least.");
    if (rule.kind == WatchKind::order_waits && rule.begins.empty())
        return invalid_field("begins", "A rule names the statuses in which an order waits.");
    const auto catalogue = statuses::of(scope);
    for (const auto& [field, codes] :
         {std::pair{"begins", &rule.begins}, std::pair{"ends", &rule.ends}})
        for (const auto& code : *codes)
            if (std::ranges::find(catalogue->all(), code, &statuses::Status::code) ==
                catalogue->all().end())
                return invalid_field(field, said("There is no status `{}`.", code));
    MUST(check_methods(*pricing::payment_methods(scope), rule.payment_methods, "payment_methods"));
    MUST(check_methods(*pricing::delivery_methods(scope), rule.delivery_methods,
                       "delivery_methods"));
    for (const auto& code : rule.counties)
        if (const auto* county = places::find_county(code); !county || county->code != code)
            return invalid_field("counties", said("There is no county `{}`.", code));
    if (rule.term < 1 || rule.term > 10'000) return invalid_field("term", "A term is 1 to 10000.");
    if (rule.escalate_hours < 0 || rule.escalate_hours > 10'000)
        return invalid_field("escalate_hours", "This is 0 to 10000 hours.");
    return {};
}

Result<WatchRule> save(db::Transaction& tx, const shop::Scope& scope, WatchRule rule, bool fresh) {
    MUST(check(scope, rule));
    if (fresh) {
        rule.id = scope.new_id<RuleId>();
        rule_table().insert(tx, scope.id(), rule);
    } else {
        ++rule.version;
        if (!rule_table().update(tx, scope.id(), rule)) return version_conflict();
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"rule:" + to_text(rule.id),
                   fresh ? "rule_created" : "rule_changed",
                   {{"name", "", rule.name}, {"active", "", rule.active ? "true" : "false"}}});
    return rule;
}

Result<void> remove(db::Transaction& tx, const shop::Scope& scope, RuleId id) {
    if (!rule_table().remove(tx, scope.id(), id.value))
        return refuse(RefusalKind::not_found, "not_found", "There is no such rule.");
    shop::bump_config(tx, scope.id());
    resolve_all(tx, scope, kind_of(id));
    audit::append(tx, scope, {"rule:" + to_text(id), "rule_removed"});
    return {};
}

std::shared_ptr<const std::vector<WatchRule>> written_rules(const shop::Scope& scope) {
    return scope
        .cached<Written>([&](db::Transaction& tx) {
            return Written{
                std::make_shared<const std::vector<WatchRule>>(rule_table().all(tx, scope.id()))};
        })
        ->rules;
}

std::shared_ptr<const std::vector<WatchRule>> watched_rules(const shop::Scope& scope) {
    const auto written = written_rules(scope);
    const auto catalogue = statuses::of(scope);
    return scope
        .cached<Watched>([&](db::Transaction&) {
            std::vector<WatchRule> rules;
            for (const auto& rule : *written)
                if (rule.active && rule.kind == WatchKind::order_waits)
                    rules.push_back(complete(scope, rule));
            for (const auto& status : catalogue->all())
                if (status.alert_hours > 0) rules.push_back(complete(scope, rule_of(status)));
            return Watched{std::make_shared<const std::vector<WatchRule>>(std::move(rules))};
        })
        ->rules;
}

Codes codes_of(const shop::Scope& scope, const orders::Order& order) {
    const auto now = orders::standing(scope, order);
    return {now.order.code, now.payment.code, now.delivery.code};
}

bool concerns(const shop::Scope& scope, const WatchRule& rule, const orders::Order& order) {
    return (rule.counties.empty() || has(rule.counties, order.county)) &&
           is_among(*pricing::payment_methods(scope), rule.payment_methods,
                    order.payment_method_id) &&
           is_among(*pricing::delivery_methods(scope), rule.delivery_methods,
                    order.delivery_method_id);
}

bool waits(const WatchRule& rule, const Codes& codes) {
    const auto in = [&](const std::vector<std::string>& some) {
        return std::ranges::any_of(codes, [&](std::string_view code) { return has(some, code); });
    };
    return in(rule.begins) && !in(rule.ends);
}

Instant term_end(const shop::Shop& shop, const WatchRule& rule, Instant begin) {
    if (rule.unit == TermUnit::hours) return begin + std::chrono::hours(rule.term);
    const auto zone = shop.time_zone();
    const Date day = zone.day_of(begin);
    const Date last = rule.unit == TermUnit::days
                          ? day + std::chrono::days(rule.term)
                          : shop::add_working_days(shop, day, static_cast<int>(rule.term));
    return zone.start_of(last + std::chrono::days(1));
}

} // namespace taraba::alerts
