#include "shop/alerts/trail_check.hpp"

#include "shop/alerts/alert.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::alerts {
namespace {

class TrailCheckTest : public support::ShopTest {
protected:
    TrailCheckTest() {
        register_trail_jobs(runner, installation);
        runner.on("tell_administrators", [&](ShopId, const jobs::Job&) -> Result<void> {
            ++mails;
            return {};
        });
    }
    /// The night of a day, with everything that comes of it; what the newest check says.
    TrailCheck night() {
        begin_nightly_check(scope());
        runner.drain();
        const auto all = checks();
        return all.empty() ? TrailCheck{} : all.front();
    }
    std::vector<TrailCheck> checks() {
        return scope().read([&](db::Transaction& tx) { return trail_checks(tx, shop_id); });
    }
    std::vector<Alert> alerts() {
        return scope().read(
            [&](db::Transaction& tx) { return of_kind(tx, shop_id, "trail_broken"); });
    }
    void change(const std::string& sql) {
        (void)database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.script(sql);
            return true;
        });
    }
    void guard_of_events(bool on) {
        if (GetParam() == db::Engine::sqlite)
            change("DROP TRIGGER IF EXISTS audit_events_no_update");
        else
            change(on ? "ALTER TABLE audit_events ENABLE TRIGGER USER"
                      : "ALTER TABLE audit_events DISABLE TRIGGER USER");
    }

    jobs::Runner runner{*database, [&] { return now; }, "one"};
    int mails = 0;
};
ON_BOTH_ENGINES(TrailCheckTest);

TEST_P(TrailCheckTest, every_night_all_trails_are_walked_once) {
    placed("A");
    const auto whole = scope().read([&](db::Transaction& tx) {
        return *tx.number({"test.heads", "SELECT count(*) FROM audit_heads WHERE shop_id = $1"},
                          {shop_id});
    });
    const auto check = night();
    EXPECT_EQ(check.finished_at, now);
    EXPECT_EQ(check.trails, whole);
    EXPECT_EQ(check.wrong_count, 0);
    night(); // the hour after
    EXPECT_EQ(checks().size(), 1u);
    now += std::chrono::hours(24);
    night();
    EXPECT_EQ(checks().size(), 2u);
    EXPECT_TRUE(alerts().empty());
    EXPECT_EQ(mails, 0);
}

TEST_P(TrailCheckTest, administrators_hear_of_a_broken_trail_until_it_is_whole_again) {
    const auto order = placed("A");
    guard_of_events(false);
    change("UPDATE audit_events SET actor = 'x' || actor WHERE kind = 'order_placed'");
    const auto check = night();
    ASSERT_EQ(check.wrong_count, 1);
    EXPECT_EQ(check.wrong.front(),
              shop::order_subject(order.id) + ": event 1 is not what was written");
    ASSERT_EQ(alerts().size(), 1u);
    EXPECT_EQ(alerts().front().audience, Audience::administrators);
    EXPECT_EQ(mails, 1);
    change("UPDATE audit_events SET actor = substr(actor, 2) WHERE kind = 'order_placed'");
    guard_of_events(true);
    now += std::chrono::hours(24);
    EXPECT_EQ(night().wrong_count, 0);
    EXPECT_TRUE(alerts().empty());
}

TEST_P(TrailCheckTest, a_job_that_is_taken_over_from_a_dead_node_counts_nothing_twice) {
    placed("A");
    begin_nightly_check(scope());
    const auto begun = checks().front();
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        jobs::enqueue(tx, shop_id, ids.make<JobId>(now), "verify_trails",
                      {{"check", to_text(begun.id)}}, "audit", now);
        return true;
    });
    const auto again = scope().write([&](db::Transaction& tx) { return begin_check(tx, scope()); });
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "under_way");
    const auto check = night();
    now += std::chrono::hours(24);
    EXPECT_EQ(check.trails, night().trails);
    EXPECT_EQ(checks().size(), 2u);
}

} // namespace
} // namespace taraba::alerts
