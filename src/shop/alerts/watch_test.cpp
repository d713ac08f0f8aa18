#include "shop/alerts/watch.hpp"

#include "base/calendar.hpp"
#include "jobs/jobs.hpp"
#include "shop/alerts/subscriptions.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/staff/staff.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::alerts {
namespace {

using statuses::Axis;
using statuses::Stage;

class WatchTest : public support::ShopTest {
protected:
    WatchTest() { quiet(); }

    /// The seeded statuses have hours of their own; most tests want only their rule.
    void quiet() {
        const auto here = scope();
        (void)here.write([&](db::Transaction& tx) -> Result<bool> {
            for (auto status : statuses::of(here)->all()) {
                if (status.alert_hours == 0) continue;
                status.alert_hours = 0;
                MUST(statuses::save(tx, here, status, false));
            }
            return true;
        });
    }
    static WatchRule paid_without_waybill() {
        WatchRule rule;
        rule.name = "Plătită, fără AWB";
        rule.active = true;
        rule.begins = {"paid"};
        rule.ends = {"preparing", "handed_over", "in_transit", "delivered"};
        return rule;
    }
    Result<WatchRule> keep(WatchRule rule) {
        const auto here = scope();
        const bool fresh = !rule.id.is_set();
        return here.write(
            [&](db::Transaction& tx) { return save(tx, here, std::move(rule), fresh); });
    }
    void pay(OrderId id) {
        const auto here = scope();
        ASSERT_TRUE(here.write([&](db::Transaction& tx) {
            return payments::receive(tx, here, id, load(id).due(), "x");
        }));
    }
    void pass(Millis time) {
        now += time;
        check_terms(scope());
    }
    std::vector<Alert> open(bool administrator = false, bool snoozed = false) {
        const auto here = scope();
        return here.read([&](db::Transaction& tx) {
            return open_alerts(tx, here, {administrator, snoozed, ""});
        });
    }
    template <class Work>
    Result<Alert> change(const Work& work) {
        const auto here = scope();
        return here.write([&](db::Transaction& tx) { return work(tx, here); });
    }
    std::int64_t recorded(OrderId id, const std::string& kind) {
        return scope().read([&](db::Transaction& tx) {
            return std::ranges::count(audit::trail(tx, shop_id, shop::order_subject(id)), kind,
                                      &audit::Event::kind);
        });
    }
    std::int64_t terms() {
        return scope().read([&](db::Transaction& tx) {
            return *tx.number(
                {"test.terms", "SELECT count(*) FROM alert_deadlines WHERE shop_id = $1"},
                {shop_id});
        });
    }
};
ON_BOTH_ENGINES(WatchTest);

TEST_P(WatchTest, a_term_that_passes_raises_one_alert_and_what_cures_it_resolves_it) {
    ASSERT_TRUE(keep(paid_without_waybill()));
    const auto order = placed("A");
    pass(std::chrono::hours(1));
    pay(order.id);
    pass(std::chrono::hours(23));
    EXPECT_TRUE(open().empty());
    pass(std::chrono::hours(1));
    ASSERT_EQ(open().size(), 1u);
    EXPECT_EQ(open()[0].details, "#" + std::to_string(order.number) + ": Plătită, fără AWB");
    for (int i = 0; i < 3; ++i)
        pass(std::chrono::hours(24)); // as often as it is looked at
    EXPECT_EQ(open().size(), 1u);
    EXPECT_EQ(recorded(order.id, "alert_raised"), 1);
    ASSERT_TRUE(enter(order.id, Axis::delivery, Stage::preparing));
    EXPECT_TRUE(open().empty());
    EXPECT_EQ(terms(), 0);
}

TEST_P(WatchTest, what_happens_in_time_raises_nothing) {
    ASSERT_TRUE(keep(paid_without_waybill()));
    const auto sent = placed("A"), cancelled = placed("B");
    pay(sent.id);
    pay(cancelled.id);
    pass(std::chrono::hours(2));
    EXPECT_EQ(terms(), 2);
    ASSERT_TRUE(enter(sent.id, Axis::delivery, Stage::preparing));
    ASSERT_TRUE(enter(cancelled.id, Axis::order, Stage::cancelled));
    EXPECT_EQ(terms(), 0);
    pass(std::chrono::hours(48));
    EXPECT_TRUE(open().empty());
}

TEST_P(WatchTest, placed_orders_are_found_without_a_change_of_theirs) {
    WatchRule rule;
    rule.name = "Nepreluată";
    rule.active = true;
    rule.begins = {"new"};
    rule.ends = {"taken"};
    rule.term = 3;
    ASSERT_TRUE(keep(rule));
    const auto before = placed("A"); // there already when the shop is first looked at
    pass(std::chrono::hours(1));
    const auto after = placed("B");
    pass(std::chrono::hours(1));
    EXPECT_EQ(terms(), 2);
    pass(std::chrono::hours(1));
    ASSERT_EQ(open().size(), 1u);
    EXPECT_EQ(open()[0].order_id, before.id);
    pass(std::chrono::hours(1));
    ASSERT_EQ(open().size(), 2u);
    EXPECT_EQ(open()[0].order_id, after.id);
}

TEST_P(WatchTest, a_status_with_hours_is_a_rule_of_its_own) {
    const auto here = scope();
    ASSERT_TRUE(here.write([&](db::Transaction& tx) {
        auto status = *statuses::of(here)->find("new");
        status.alert_hours = 5;
        return statuses::save(tx, here, status, false);
    }));
    const auto order = placed("A");
    pass(std::chrono::hours(6));
    ASSERT_EQ(open().size(), 1u);
    EXPECT_EQ(open()[0].subject, shop::order_subject(order.id));
    quiet();
    check_terms(scope());
    EXPECT_TRUE(open().empty()) << "nobody wants to know any more";
}

TEST_P(WatchTest, only_orders_that_the_rule_names_are_watched) {
    auto rule = paid_without_waybill();
    rule.begins = {"payment_pending"};
    rule.counties = {"TL"};
    auto elsewhere = keep(rule);
    ASSERT_TRUE(elsewhere);
    const auto order = placed("A");
    pass(std::chrono::hours(30));
    EXPECT_TRUE(open().empty());
    elsewhere->counties = {load(order.id).county};
    elsewhere->payment_methods = {"bank_transfer"};
    elsewhere = keep(*elsewhere);
    ASSERT_TRUE(elsewhere);
    pass(std::chrono::hours(30));
    EXPECT_TRUE(open().empty()) << "it is paid on delivery";
    elsewhere->payment_methods = {"cash_on_delivery"};
    elsewhere = keep(*elsewhere);
    ASSERT_TRUE(elsewhere);
    pass(Millis(0));
    EXPECT_EQ(open().size(), 1u) << "it has waited all the time";
    elsewhere->active = false;
    ASSERT_TRUE(keep(*elsewhere));
    pass(Millis(0));
    EXPECT_TRUE(open().empty());
}

TEST_P(WatchTest, a_rule_names_what_is_there) {
    const auto refused = [&](const std::function<void(WatchRule&)>& spoil) {
        auto rule = paid_without_waybill();
        spoil(rule);
        const auto kept = keep(rule);
        return kept ? std::string("kept") : kept.error().field;
    };
    EXPECT_EQ(refused([](WatchRule& rule) { rule.name = " "; }), "name");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.begins = {}; }), "begins");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.begins = {"nothing"}; }), "begins");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.ends = {"nothing"}; }), "ends");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.payment_methods = {"barter"}; }),
              "payment_methods");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.delivery_methods = {"pigeon"}; }),
              "delivery_methods");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.counties = {"XX"}; }), "counties");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.term = 0; }), "term");
    EXPECT_EQ(refused([](WatchRule& rule) { rule.escalate_hours = -1; }), "escalate_hours");
}

TEST_P(WatchTest, an_alert_is_taken_on_put_aside_and_put_away) {
    ASSERT_TRUE(keep(paid_without_waybill()));
    const auto order = placed("A");
    pay(order.id);
    pass(std::chrono::hours(25));
    const auto id = open().at(0).id;
    ASSERT_TRUE(change([&](auto& tx, auto& here) { return assign(tx, here, id, "Ana"); }));
    EXPECT_EQ(open()[0].assigned_to, "Ana");
    const Instant later = now + std::chrono::hours(4);
    EXPECT_EQ(change([&](auto& tx, auto& here) { return snooze(tx, here, id, now); }).error().field,
              "until");
    ASSERT_TRUE(change([&](auto& tx, auto& here) { return snooze(tx, here, id, later); }));
    EXPECT_TRUE(open().empty());
    EXPECT_EQ(open(false, true).size(), 1u);
    pass(std::chrono::hours(4));
    EXPECT_EQ(open().size(), 1u) << "it is there again";
    EXPECT_EQ(change([&](auto& tx, auto& here) { return dismiss(tx, here, id, ""); }).error().field,
              "reason");
    ASSERT_TRUE(change([&](auto& tx, auto& here) { return dismiss(tx, here, id, "știm"); }));
    pass(std::chrono::hours(48));
    EXPECT_TRUE(open().empty()) << "it does not come again while nothing has changed";
    EXPECT_EQ(
        change([&](auto& tx, auto& here) { return assign(tx, here, id, "Ion"); }).error().code,
        "not_found");
    for (const char* kind : {"alert_assigned", "alert_snoozed", "alert_dismissed"})
        EXPECT_EQ(recorded(order.id, kind), 1) << kind;
}

TEST_P(WatchTest, what_nobody_deals_with_goes_to_administrators) {
    auto rule = paid_without_waybill();
    rule.escalate_hours = 12;
    ASSERT_TRUE(keep(rule));
    const auto waits = placed("A"), dealt_with = placed("B");
    pay(waits.id);
    pay(dealt_with.id);
    pass(std::chrono::hours(25));
    ASSERT_EQ(open().size(), 2u);
    ASSERT_TRUE(enter(dealt_with.id, Axis::delivery, Stage::preparing));
    pass(std::chrono::hours(11));
    EXPECT_EQ(open().size(), 1u);
    pass(std::chrono::hours(2));
    pass(std::chrono::hours(24));
    EXPECT_TRUE(open().empty());
    ASSERT_EQ(open(true).size(), 1u);
    EXPECT_EQ(open(true)[0].order_id, waits.id);
    EXPECT_EQ(recorded(waits.id, "alert_escalated"), 1);
    EXPECT_EQ(recorded(dealt_with.id, "alert_escalated"), 0);
}

TEST_P(WatchTest, people_hear_of_alerts_as_they_chose) {
    const auto here = scope();
    const auto hire = [&](const std::string& email, std::vector<std::string> permissions,
                          const Subscription& how) {
        (void)here.write([&](db::Transaction& tx) -> Result<bool> {
            TRY(role, staff::save_role(tx, here, {{}, email, std::move(permissions)}, true));
            staff::Staff person;
            person.email = email;
            person.name = email;
            person.role_id = role.id;
            person.password = "ten characters";
            TRY(saved, staff::save_person(tx, here, person, true));
            subscribe(tx, here, saved.id, how);
            EXPECT_EQ(subscription_of(tx, shop_id, saved.id).by_mail, how.by_mail);
            return true;
        });
    };
    hire("boss@x.ro", {"all"}, {ByMail::each, ""});
    hire("ana@x.ro", {"orders.read"}, {ByMail::each, "0722123456"});
    hire("ion@x.ro", {"orders.read"}, {ByMail::daily, ""});
    const auto told = [&](const char* subject) {
        std::vector<std::string> people;
        scope().read([&](db::Transaction& tx) {
            for (const auto& job : jobs::jobs_of(tx, shop_id, subject))
                if (job.kind == "tell_person")
                    people.push_back(std::string(job.payload.at("email").as_string()) +
                                     std::string(job.payload.at("phone").as_string()));
            return 0;
        });
        std::ranges::sort(people);
        return people;
    };
    const auto say = [&](const char* subject, Audience audience) {
        (void)here.write([&](db::Transaction& tx) -> Result<bool> {
            raise(tx, here, {{}, "x", subject, audience, subject, {}, {}});
            raise(tx, here, {{}, "x", subject, audience, subject, {}, {}});
            return true;
        });
    };
    say("one", Audience::operators);
    say("two", Audience::administrators);
    EXPECT_EQ(told("one"), (std::vector<std::string>{"0722123456", "ana@x.ro", "boss@x.ro"}));
    EXPECT_EQ(told("two"), (std::vector<std::string>{"boss@x.ro"}));

    const auto zone = here.shop->time_zone();
    const Date saturday = date(2026, 11, 28);
    now = zone.at(saturday, Millis(3'600'000) * 12);
    send_daily_digests(scope());
    EXPECT_TRUE(told("alerts").empty()) << "nobody works today";
    const Date wednesday = date(2026, 12, 2); // Monday and Tuesday are holidays
    now = zone.at(wednesday, Millis(3'600'000) * 8 - Millis(1));
    send_daily_digests(scope());
    EXPECT_TRUE(told("alerts").empty()) << "too early";
    for (int hour = 8; hour < 12; ++hour) {
        now = zone.at(wednesday, Millis(3'600'000) * hour);
        send_daily_digests(scope());
    }
    EXPECT_EQ(told("alerts"), (std::vector<std::string>{"ion@x.ro"}));
}

TEST_P(WatchTest, orders_of_a_removed_status_begin_the_terms_of_its_successor) {
    ASSERT_TRUE(keep(paid_without_waybill()));
    const auto order = placed("A");
    pass(std::chrono::hours(1));
    EXPECT_EQ(terms(), 0);
    const auto here = scope();
    const auto catalogue = statuses::of(here);
    const auto moved = here.write([&](db::Transaction& tx) -> Result<std::int64_t> {
        return orders::move_status(tx, here, *catalogue->find("payment_pending"),
                                   *catalogue->find("paid"), 500);
    });
    ASSERT_TRUE(moved);
    EXPECT_EQ(*moved, 1);
    EXPECT_EQ(terms(), 1);
    EXPECT_EQ(recorded(order.id, "status_changed"), 1);
}

TEST_P(WatchTest, a_rule_is_tried_on_what_has_happened) {
    const auto in_time = placed("A"), late = placed("A"), still = placed("B"), unpaid = placed("B");
    for (const auto& order : {in_time, late, still})
        pay(order.id);
    now += std::chrono::hours(10);
    ASSERT_TRUE(enter(in_time.id, Axis::delivery, Stage::preparing));
    now += std::chrono::hours(20);
    ASSERT_TRUE(enter(late.id, Axis::delivery, Stage::preparing));
    now += std::chrono::hours(20);
    const auto tried =
        try_on_history(scope(), paid_without_waybill(), now - std::chrono::hours(24 * 30));
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->orders, 4);
    EXPECT_EQ(tried->alerts, 2);
    EXPECT_EQ(tried->open, 1);
    EXPECT_EQ(tried->numbers, (std::vector{still.number, late.number}));
    EXPECT_TRUE(open().empty()) << "trying raises nothing";
}

TEST_P(WatchTest, a_year_of_terms_comes_to_the_hour_and_once) {
    WatchRule rule;
    rule.name = "Neplătită";
    rule.active = true;
    rule.begins = {"payment_pending"};
    rule.ends = {"paid"};
    rule.term = 2;
    rule.unit = TermUnit::working_days;
    ASSERT_TRUE(keep(rule));
    const auto zone = scope().shop->time_zone();
    const Date first = zone.day_of(now);
    std::map<OrderId, Instant> due;
    std::map<OrderId, Instant> raised;
    for (Date day = first; day < first + std::chrono::days(366); day = day + std::chrono::days(1)) {
        now = zone.at(day, Millis(3'600'000) * 10);
        if ((day.day - first.day).count() % 5 == 0) {
            const auto id = placed("A").id;
            // Counted by hand: past two working days, then to the midnight that ends the second.
            Date last = day;
            for (int left = 2; left > 0;) {
                last = last + std::chrono::days(1);
                if (is_working_day(last)) --left;
            }
            due[id] = zone.start_of(last + std::chrono::days(1));
        }
        for (const auto at : {zone.start_of(day + std::chrono::days(1)) - Millis(1),
                              zone.start_of(day + std::chrono::days(1))}) {
            now = at;
            check_terms(scope()); // a new scope, as after a restart
            for (const auto& alert : open())
                raised.emplace(*alert.order_id, now);
            for (const auto& alert : open()) // cleared as a person would, so that the list is short
                pay(*alert.order_id);
        }
    }
    for (const auto& [id, at] : due) {
        if (at > now) continue;
        ASSERT_TRUE(raised.contains(id)) << to_rfc3339(at);
        EXPECT_EQ(raised[id], at) << to_rfc3339(at) << " " << to_rfc3339(raised[id]);
        EXPECT_EQ(recorded(id, "alert_raised"), 1);
    }
    EXPECT_GT(raised.size(), 70u);
}

} // namespace
} // namespace taraba::alerts
