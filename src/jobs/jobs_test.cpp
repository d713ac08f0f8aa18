// The outbox: every job runs once at a time, however runners fail, and none is lost in silence.

#include "jobs/jobs.hpp"

#include "support/shop_fixture.hpp"

#include <future>
#include <utility>

namespace taraba::jobs {

namespace {

const Failure down = refuse(RefusalKind::unavailable, "partner_down", "Nobody answers.");

class Jobs : public support::ShopTest {
protected:
    JobId add(const std::string& kind = "work", Millis delay = {},
              const std::string& subject = "order:1") {
        const auto id = ids.make<JobId>(now);
        EXPECT_TRUE(database->write([&](db::Transaction& tx) -> Result<bool> {
            enqueue(tx, shop_id, id, kind, {{"order", "1"}}, subject, now, delay);
            return true;
        }));
        return id;
    }
    std::vector<Job> shown(const std::string& subject = "order:1") {
        return database->read([&](db::Transaction& tx) { return jobs_of(tx, shop_id, subject); });
    }
    std::vector<Job> dead(ShopId shop) {
        return database->read([&](db::Transaction& tx) { return dead_jobs(tx, shop); });
    }
    Result<void> retry(ShopId shop, JobId id) {
        const auto done = database->write([&](db::Transaction& tx) -> Result<bool> {
            MUST(retry_dead(tx, shop, id, now));
            return true;
        });
        return done ? Result<void>() : Result<void>(Failure(done.error()));
    }
    Handler counting(Result<void> outcome = {}) {
        return [this, outcome](ShopId, const Job&) {
            ++runs;
            return outcome;
        };
    }

    static constexpr Millis lease{120'000};
    Runner one{*database, [this] { return now; }, "one", lease};
    Runner two{*database, [this] { return now; }, "two", lease};
    std::atomic<int> runs = 0;
};

} // namespace

TEST(BackOff, doubles_from_two_seconds_to_an_hour_and_keeps_apart_what_failed_together) {
    EXPECT_EQ(back_off(1, 0), Millis(1'000));
    EXPECT_EQ(back_off(1, 1'000), Millis(2'000));
    EXPECT_EQ(back_off(2, 2'000), Millis(4'000));
    EXPECT_EQ(back_off(5, 0), Millis(16'000));
    for (const std::int64_t attempts : {12, 64, 1'000'000})
        for (const std::uint32_t random : {0u, 7u, 0xffff'ffffu}) {
            EXPECT_GE(back_off(attempts, random), Millis(1'800'000));
            EXPECT_LE(back_off(attempts, random), Millis(3'600'000));
        }
}

TEST_P(Jobs, what_is_done_is_gone_and_what_is_not_due_waits) {
    one.on("work", [&](ShopId shop, const Job& job) -> Result<void> {
        EXPECT_EQ(shop, shop_id);
        EXPECT_EQ(id_in(job, "order"), 1);
        EXPECT_FALSE(id_in(job, "parcel"));
        ++runs;
        return {};
    });
    add();
    add("work", Millis(60'000));
    EXPECT_EQ(one.drain(), 1);
    EXPECT_EQ(shown().size(), 1u);
    now += Millis(60'000);
    EXPECT_EQ(one.drain(), 1);
    EXPECT_TRUE(shown().empty());
}

TEST_P(Jobs, one_whose_transaction_fails_was_never_asked_for) {
    one.on("work", counting());
    EXPECT_FALSE(database->write([&](db::Transaction& tx) -> Result<bool> {
        enqueue(tx, shop_id, ids.make<JobId>(now), "work", json::object(), "order:1", now);
        return down;
    }));
    EXPECT_EQ(one.drain(), 0);
}

TEST_P(Jobs, what_is_unavailable_is_tried_again_later_until_it_is_given_up) {
    one.on("work", counting(down), 3);
    const auto id = add();
    for (int attempt = 1; attempt < 3; ++attempt) {
        EXPECT_EQ(one.drain(), 1);
        const auto job = shown().at(0);
        EXPECT_EQ(job.state, "ready");
        EXPECT_EQ(job.attempts, attempt);
        EXPECT_EQ(job.last_error, "partner_down: Nobody answers.");
        EXPECT_GE(job.run_at, now + back_off(attempt, 0));
        EXPECT_EQ(one.drain(), 0); // not at once
        now = job.run_at;
    }
    EXPECT_TRUE(dead(shop_id).empty());
    EXPECT_EQ(one.drain(), 1);
    ASSERT_EQ(dead(shop_id).size(), 1u);
    EXPECT_EQ(dead(shop_id).front().id, id);
    EXPECT_EQ(dead(shop_id).front().last_error, "partner_down: Nobody answers.");
    now += std::chrono::hours(48);
    EXPECT_EQ(one.drain(), 0);
    EXPECT_EQ(runs, 3);
}

TEST_P(Jobs, what_throws_is_tried_again_and_what_is_refused_is_not) {
    bool thrown = false;
    one.on("throws", [&](ShopId, const Job&) -> Result<void> {
        if (!std::exchange(thrown, true)) throw std::runtime_error("the disk is full");
        return {};
    });
    one.on("refused", counting(refuse(RefusalKind::conflict, "order_closed", "Too late.")));
    add("throws", {}, "order:1");
    add("refused", {}, "order:2");
    add("nobody's", {}, "order:3");
    one.drain();
    EXPECT_EQ(shown("order:1").at(0).last_error, "fault: the disk is full");
    EXPECT_EQ(shown("order:2").at(0).state, "dead");
    EXPECT_EQ(shown("order:3").at(0).last_error.substr(0, 11), "unknown_job");
    EXPECT_EQ(dead(shop_id).size(), 2u);
    now += Millis(2'000);
    one.drain();
    EXPECT_TRUE(shown("order:1").empty());
}

TEST_P(Jobs, a_person_lets_a_given_up_job_begin_anew_but_none_of_another_shop) {
    one.on("work", counting(down), 1);
    const auto id = add();
    one.drain();
    const ShopId other{shop_id.value + 1};
    EXPECT_TRUE(dead(other).empty());
    EXPECT_EQ(retry(other, id).error().code, "not_found");
    ASSERT_EQ(dead(shop_id).size(), 1u);
    EXPECT_TRUE(retry(shop_id, id));
    EXPECT_EQ(shown().at(0).attempts, 0);
    EXPECT_EQ(retry(shop_id, id).error().code, "not_found"); // it is under way already
    one.on("work", counting());
    EXPECT_EQ(one.drain(), 1);
    EXPECT_TRUE(shown().empty());
}

TEST_P(Jobs, two_nodes_share_the_queue_and_run_each_job_once) {
    const auto door = database.open_again();
    Runner elsewhere{*door, [this] { return now; }, "elsewhere", lease};
    constexpr int jobs = 60;
    std::array<std::atomic<int>, jobs> done{};
    for (auto* runner : {&one, &elsewhere})
        runner->on("work", [&](ShopId, const Job& job) -> Result<void> {
            ++done.at(static_cast<std::size_t>(std::stoi(job.subject)));
            ++runs;
            return {};
        });
    for (int i = 0; i < jobs; ++i)
        add("work", {}, std::to_string(i));
    one.start(2);
    elsewhere.start(2);
    for (int wait = 0; wait < 1'000 && runs < jobs; ++wait) {
        one.hint();
        elsewhere.hint();
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    one.stop();
    elsewhere.stop();
    for (const auto& each : done)
        EXPECT_EQ(each, 1);
}

TEST_P(Jobs, a_node_that_dies_loses_its_job_to_another_but_not_before_its_lease_is_over) {
    two.on("work", counting());
    one.on("work", [&](ShopId, const Job&) -> Result<void> {
        now += lease - Millis(1);
        EXPECT_EQ(two.drain(), 0);
        now += Millis(1);
        EXPECT_EQ(two.drain(), 1);
        // The late one fails, and must not bring back what the other has done.
        return down;
    });
    add();
    one.drain();
    EXPECT_EQ(runs, 1);
    EXPECT_TRUE(shown().empty());
}

TEST_P(Jobs, who_lost_the_lease_to_another_thread_of_its_node_does_not_give_the_job_away) {
    std::promise<void> begun, may_end;
    std::thread second;
    one.on("work", [&](ShopId, const Job& job) -> Result<void> {
        if (job.attempts == 1) {
            now += lease;
            second = std::thread([&] { one.drain(); });
            begun.get_future().wait();
            return down;
        }
        ++runs;
        begun.set_value();
        may_end.get_future().wait();
        return {};
    });
    two.on("work", counting());
    add();
    one.drain();
    EXPECT_EQ(shown().at(0).owner, "one");
    now += lease - Millis(1);
    EXPECT_EQ(two.drain(), 0); // the second try is still under way
    may_end.set_value();
    second.join();
    EXPECT_EQ(runs, 1);
    EXPECT_TRUE(shown().empty());
}

TEST_P(Jobs, stopping_waits_for_the_job_under_way) {
    std::promise<void> begun;
    std::atomic<bool> ended = false;
    one.on("work", [&](ShopId, const Job&) -> Result<void> {
        begun.set_value();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        ended = true;
        return {};
    });
    add();
    one.start(1);
    begun.get_future().wait();
    one.stop();
    EXPECT_TRUE(ended);
    EXPECT_TRUE(shown().empty());
}

TEST_P(Jobs, what_the_clock_starts_runs_on_one_node_once_a_turn) {
    const auto turn = [&](const char* name) {
        Runner node{*database, [this] { return now; }, name, lease};
        node.every("seal", std::chrono::hours(24), [&](Instant) { ++runs; });
        node.start(1); // the clock looks once at least before it is stopped
        node.stop();
    };
    turn("one");
    turn("two");
    turn("one"); // started again on the same day
    EXPECT_EQ(runs, 1);
    now += std::chrono::hours(24);
    turn("two");
    turn("one");
    EXPECT_EQ(runs, 2);
}

ON_BOTH_ENGINES(Jobs);

} // namespace taraba::jobs
