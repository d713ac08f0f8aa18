// The trail: everything in order, nothing changed afterwards without its showing.

#include "shop/audit/audit.hpp"

#include "shop/audit/activity.hpp"
#include "shop/audit/verify.hpp"
#include "support/shop_fixture.hpp"

#include <thread>

namespace taraba::audit {

namespace {

class Trail : public support::ShopTest {
protected:
    void add(const NewEvent& event, const shop::Scope& mine) {
        EXPECT_TRUE(mine.write([&](db::Transaction& tx) -> Result<bool> {
            append(tx, mine, event);
            return true;
        }));
    }
    void add(const std::string& kind, const std::string& subject = "thing:1") {
        add(NewEvent{subject, kind}, scope());
    }
    std::vector<Event> events(const std::string& subject = "thing:1", std::int64_t after = 0) {
        return scope().read(
            [&](db::Transaction& tx) { return trail(tx, shop_id, subject, after); });
    }
    std::vector<std::string> wrong() { return verify(*database, shop_id); }
    void seal(const std::string& day) {
        EXPECT_TRUE(scope().write([&](db::Transaction& tx) -> Result<bool> {
            seal_day(tx, shop_id, *date_from(day), now);
            return true;
        }));
    }
    void run(const std::string& sql) {
        EXPECT_TRUE(database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.script(sql);
            return true;
        }));
    }
    /// As somebody who owns the database may do, past its guards.
    void tamper(const std::string& sql) {
        if (GetParam() == db::Engine::sqlite)
            for (const char* guard : {"audit_events_no_update", "audit_events_no_delete",
                                      "audit_seals_no_update", "audit_seals_no_delete"})
                run(std::string("DROP TRIGGER IF EXISTS ") + guard);
        else
            for (const char* table : {"audit_events", "audit_seals"})
                run(std::string("ALTER TABLE ") + table + " DISABLE TRIGGER USER");
        run(sql);
    }
};

} // namespace

TEST_P(Trail, says_who_did_what_when_from_where_and_why) {
    auto mine = scope("Bogdan");
    mine.client_ip = "10.1.2.3";
    add({"thing:1", "price_changed", {{"price", "10.00", "12.50"}}, "furnizorul"}, mine);
    const auto event = events().at(0);
    EXPECT_EQ(event.seq, 1);
    EXPECT_EQ(event.at, now);
    EXPECT_EQ(event.actor, "Bogdan");
    EXPECT_EQ(event.address, "10.1.2.3");
    EXPECT_EQ(event.kind, "price_changed");
    ASSERT_EQ(event.changes.size(), 1u);
    EXPECT_EQ(event.changes[0].from.text, "10.00");
    EXPECT_EQ(event.changes[0].to.text, "12.50");
    EXPECT_EQ(event.reason, "furnizorul");
}

TEST_P(Trail, keeps_the_order_of_events_even_within_one_instant) {
    for (const char* kind : {"a", "b", "c"})
        add(kind);
    add("x", "thing:2"); // a trail of its own
    std::string order;
    for (const auto& event : events())
        order += event.kind + std::to_string(event.seq);
    EXPECT_EQ(order, "a1b2c3");
    EXPECT_EQ(events("thing:1", 2).size(), 1u);
    EXPECT_EQ(events("thing:2").at(0).seq, 1);
    EXPECT_TRUE(wrong().empty());
}

TEST_P(Trail, what_fails_leaves_no_event) {
    const auto mine = scope();
    EXPECT_FALSE(mine.write([&](db::Transaction& tx) -> Result<bool> {
        append(tx, mine, {"thing:1", "done"});
        return not_found("It failed afterwards.");
    }));
    EXPECT_TRUE(events().empty());
}

TEST_P(Trail, two_who_write_at_once_are_both_in_one_chain) {
    const auto door = database.open_again();
    add("begun");
    constexpr int each = 20;
    const auto write = [&](db::Database& through, const char* kind) {
        const auto mine = scope();
        for (int i = 0; i < each; ++i)
            EXPECT_TRUE(through.write([&](db::Transaction& tx) -> Result<bool> {
                append(tx, mine, {"thing:1", kind});
                return true;
            }));
    };
    std::thread other([&] { write(*door, "other"); });
    write(*database, "mine");
    other.join();
    EXPECT_EQ(events().size(), 1u + 2 * each);
    EXPECT_TRUE(wrong().empty());
}

TEST_P(Trail, the_database_itself_refuses_to_change_it) {
    add("a");
    for (const char* sql : {"UPDATE audit_events SET actor = 'x'", "DELETE FROM audit_events"})
        EXPECT_ANY_THROW((void)database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.script(sql);
            return true;
        }));
    EXPECT_EQ(events().size(), 1u);
}

TEST_P(Trail, every_changed_field_shows) {
    add({"thing:1", "a", {{"price", "1", "2"}}, "r"}, scope());
    const auto event = events().at(0);
    const auto hash = event_hash("", "thing:1", event);
    EXPECT_EQ(hash, event.hash);
    const auto differs = [&](const std::function<void(Event&)>& change) {
        auto other = event;
        change(other);
        EXPECT_NE(event_hash("", "thing:1", other), hash);
    };
    differs([](Event& e) { ++e.seq; });
    differs([](Event& e) { e.at += Millis(1); });
    differs([](Event& e) { e.actor_kind = "job"; });
    differs([](Event& e) { e.actor += "x"; });
    differs([](Event& e) { e.address = "::1"; });
    differs([](Event& e) { e.kind = "b"; });
    differs([](Event& e) { e.changes[0].to.text = "3"; });
    differs([](Event& e) { e.reason.clear(); });
    // A letter that moves from one field to the next is another event.
    differs([](Event& e) {
        e.kind = "";
        e.address += "a";
    });
    EXPECT_NE(event_hash("", "thing:2", event), hash);
    EXPECT_NE(event_hash("x", "thing:1", event), hash);
}

TEST_P(Trail, an_event_taken_out_of_the_middle_or_the_end_shows) {
    for (const char* kind : {"a", "b", "c"})
        add(kind, "thing:1"), add(kind, "thing:2");
    tamper("DELETE FROM audit_events WHERE subject = 'thing:1' AND kind = 'b'");
    EXPECT_EQ(wrong(), std::vector<std::string>{"thing:1: event 2 is missing"});
    tamper("DELETE FROM audit_events WHERE subject = 'thing:2' AND kind = 'c'");
    EXPECT_EQ(wrong().size(), 2u);
}

TEST_P(Trail, a_head_or_a_whole_trail_that_is_gone_shows) {
    add("a");
    seal("2026-10-05");
    EXPECT_TRUE(wrong().empty());
    tamper("DELETE FROM audit_heads WHERE subject = 'thing:1'");
    EXPECT_EQ(wrong(), std::vector<std::string>{"thing:1: the head of the trail is gone"});
    // Without the head nothing but the seal remembers the trail.
    tamper("DELETE FROM audit_events WHERE subject = 'thing:1'");
    EXPECT_EQ(wrong(), std::vector<std::string>{
                           "thing:1: event 1, sealed on 2026-10-05, is gone or changed"});
}

TEST_P(Trail, a_seal_covers_what_changed_since_the_one_before_and_holds_it) {
    add("a");
    seal("2026-10-05");
    now += std::chrono::hours(24);
    add("b", "thing:2");
    seal("2026-10-06");
    seal("2026-10-06"); // once a day
    const auto subjects = scope().read([&](db::Transaction& tx) {
        return tx.number({"test.seal", "SELECT subjects FROM audit_seals WHERE shop_id = $1 AND "
                                       "day = '2026-10-06'"},
                         {shop_id});
    });
    EXPECT_EQ(subjects, 1);
    EXPECT_TRUE(wrong().empty());
    tamper("UPDATE audit_seals SET content = '' WHERE day = '2026-10-06'");
    EXPECT_EQ(wrong(), std::vector<std::string>{"the seal of 2026-10-06 is not what was written"});
}

TEST_P(Trail, what_a_person_did_is_listed_newest_first_and_goes_on_where_it_stopped) {
    for (const char* kind : {"a", "b", "c"}) {
        add({"thing:1", kind}, scope("Bogdan"));
        now += Millis(1'000);
    }
    add({"thing:1", "d"}, scope("Corina"));
    auto machine = scope("ERP");
    machine.principal.kind = ActorKind::machine;
    add({"thing:1", "e"}, machine);
    now += Millis(1'000);
    const auto list = [&](const std::string& who, std::optional<DeedMark> after,
                          std::int64_t limit) {
        std::string kinds;
        for (const auto& deed : scope().read([&](db::Transaction& tx) {
                 return activity(tx, shop_id, who, now - std::chrono::hours(1), now, after, limit);
             }))
            kinds += deed.subject == "thing:1" ? deed.kind : "";
        return kinds;
    };
    EXPECT_EQ(list("Bogdan", {}, 10), "cba");
    EXPECT_EQ(list("Bogdan", {}, 2), "cb");
    EXPECT_EQ(list("", {}, 4), "dcba"); // people, not machines
    const DeedMark after_b{now - Millis(3'000), "thing:1", 2};
    EXPECT_EQ(list("Bogdan", after_b, 10), "a");
}

ON_BOTH_ENGINES(Trail);

} // namespace taraba::audit
