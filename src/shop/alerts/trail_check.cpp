#include "shop/alerts/trail_check.hpp"

#include "db/table.hpp"
#include "shop/alerts/alert.hpp"
#include "texts/alerts.hpp"

namespace taraba::alerts {

namespace {

using audit::Walk;

constexpr const char* job_kind = "verify_trails";
constexpr const char* alert_kind = "trail_broken";
constexpr const char* about = "audit";
constexpr std::size_t kept_sentences = 50;

const db::Table<TrailCheck>& trail_check_table() {
    static const db::Table<TrailCheck> checks("trail_checks");
    return checks;
}

void enqueue_portion(db::Transaction& tx, const shop::Scope& scope, JobId id,
                     const TrailCheck& check) {
    jobs::enqueue(tx, scope.id(), id, job_kind, {{"check", to_text(check.id)}}, about, scope.now);
}

void take_in(TrailCheck& check, const audit::Portion& portion, const audit::VerifyMark& mark) {
    check.walk = mark.walk;
    check.after_key = mark.after;
    check.trails += portion.trails;
    check.wrong_count += std::ssize(portion.wrong);
    for (const auto& sentence : portion.wrong)
        if (check.wrong.size() < kept_sentences) check.wrong.push_back(sentence);
}

/// An alert of yesterday says what yesterday found.
void tell_of_check(db::Transaction& tx, const shop::Scope& scope, const TrailCheck& check) {
    resolve(tx, scope, about, alert_kind);
    if (check.wrong_count == 0) return;
    const std::string what = texts::alerts::alert::records_differ(
        scope.shop->language, std::to_string(check.wrong_count), check.wrong.front());
    raise(tx, scope, {{}, alert_kind, about, Audience::administrators, what, {}, {}});
    tell_administrators(tx, scope, about, scope.shop->name, what);
}

Result<void> check_portion(shop::Installation& installation, ShopId shop_id, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "audit", {}}));
    const auto id = jobs::id_in(job, "check");
    auto check = scope.read([&](db::Transaction& tx) {
        return trail_check_table().find(tx, scope.id(), id.value_or(0));
    });
    if (!check || check->walk == Walk::done) return {};
    audit::VerifyMark mark{check->walk, check->after_key};
    const auto portion =
        scope.read([&](db::Transaction& tx) { return audit::verify_some(tx, scope.id(), mark); });
    take_in(*check, portion, mark);
    if (mark.walk == Walk::done) check->finished_at = scope.now;
    ++check->version;
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        // A job that was taken over from a dead node may have done this portion already.
        if (!trail_check_table().update(tx, scope.id(), *check)) return false;
        if (check->finished_at)
            tell_of_check(tx, scope, *check);
        else
            enqueue_portion(tx, scope, scope.new_id<JobId>(), *check);
        return true;
    });
    if (!kept) return Failure(kept.error());
    if (check->finished_at) scope.announce("notice", about);
    return {};
}

bool is_under_way(const shop::Scope& scope, const std::vector<TrailCheck>& checks) {
    return !checks.empty() && !checks.front().finished_at &&
           instant_of_id(checks.front().id.value) > scope.now - std::chrono::hours(20);
}

} // namespace

Result<TrailCheck> begin_check(db::Transaction& tx, const shop::Scope& scope) {
    if (is_under_way(scope, trail_checks(tx, scope.id())))
        return refuse(RefusalKind::conflict, "under_way", "A verification is under way.");
    TrailCheck check;
    check.id = scope.new_id<JobId>();
    trail_check_table().insert(tx, scope.id(), check);
    enqueue_portion(tx, scope, check.id, check);
    return check;
}

void begin_nightly_check(const shop::Scope& scope) {
    const auto zone = scope.shop->time_zone();
    if (scope.now < zone.at(scope.today(), std::chrono::hours(2))) return;
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        const auto checks = trail_checks(tx, scope.id());
        if (!checks.empty() && zone.day_of(instant_of_id(checks.front().id.value)) == scope.today())
            return false;
        MUST(begin_check(tx, scope));
        return true;
    });
}

std::vector<TrailCheck> trail_checks(db::Transaction& tx, ShopId shop) {
    return trail_check_table().page(tx, shop, INT64_MAX, 30);
}

void register_trail_jobs(jobs::Runner& runner, shop::Installation& installation) {
    runner.on(job_kind, [&installation](ShopId shop, const jobs::Job& job) {
        return check_portion(installation, shop, job);
    });
}

} // namespace taraba::alerts
