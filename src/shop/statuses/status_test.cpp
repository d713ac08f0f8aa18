// A merchant's own statuses: what may follow what, who may set it, and what removing one leaves.

#include "shop/statuses/status.hpp"

#include "shop/audit/audit.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::statuses {

namespace {

class Statuses : public support::ShopTest {
protected:
    Status get(const std::string& code) {
        const auto all = of(scope());
        const auto* found = all->find(code);
        expects(found != nullptr);
        return *found;
    }
    Result<Status> put(const Status& status, bool fresh = false) {
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return save(tx, mine, status, fresh); });
    }
    Result<void> take_out(const std::string& code) {
        const auto mine = scope();
        const auto done = mine.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(remove(tx, mine, get(code).id));
            return true;
        });
        return done ? Result<void>() : Result<void>(Failure(done.error()));
    }
    Result<orders::Order> set(OrderId id, const std::string& code, const shop::Scope& mine,
                              orders::Because because = orders::Because::asked) {
        return mine.write([&](db::Transaction& tx) -> Result<orders::Order> {
            TRY(order, orders::must_find(tx, mine, id));
            return orders::change_status(tx, mine, order, *of(mine)->find(code), "", because);
        });
    }
    static Status fresh(const std::string& code, Axis axis = Axis::order,
                        Stage stage = Stage::in_progress) {
        Status status;
        status.code = code;
        status.axis = axis;
        status.stage = stage;
        status.name = "Stare " + code;
        status.position = 50;
        return status;
    }
    std::string field_of(Status status, bool is_fresh = true) {
        const auto answer = put(status, is_fresh);
        return answer ? "" : answer.error().field;
    }
};

} // namespace

TEST_P(Statuses, an_order_moves_only_to_what_may_follow_unless_a_fact_moves_it) {
    auto first = get("new");
    first.next = {"taken"};
    ASSERT_TRUE(put(first));
    const auto order = placed("A");
    const auto refused = set(order.id, "waiting", scope());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "transition_not_allowed");
    EXPECT_EQ(load(order.id).order_status_id, first.id);
    EXPECT_TRUE(set(order.id, "waiting", scope(), orders::Because::fact));
    EXPECT_TRUE(set(placed("A").id, "taken", scope()));
    // No list is no limit, but each axis is by itself.
    EXPECT_TRUE(may_follow(get("taken"), get("completed")));
    EXPECT_FALSE(may_follow(get("taken"), get("paid")));
}

TEST_P(Statuses, one_with_a_permission_is_set_only_by_who_has_it) {
    auto waiting = get("waiting");
    waiting.permission = "orders.release_loss";
    ASSERT_TRUE(put(waiting));
    const auto order = placed("A");
    const auto refused = set(order.id, "waiting", scope("Bogdan", {"orders.status"}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, RefusalKind::forbidden);
    EXPECT_EQ(load(order.id).order_status_id, get("new").id);
    EXPECT_TRUE(set(order.id, "waiting", scope("Corina", {"orders.release_loss"})));
    // Nor is it gone back to without the permission.
    ASSERT_TRUE(set(order.id, "taken", scope()));
    auto taken = get("taken");
    taken.messages.clear();
    ASSERT_TRUE(put(taken));
    const auto less = scope("Bogdan", {"orders.status"});
    const auto undone = less.write([&](db::Transaction& tx) {
        return orders::undo_status(tx, less, order.id, get("taken"), get("waiting"));
    });
    ASSERT_FALSE(undone);
    EXPECT_EQ(undone.error().kind, RefusalKind::forbidden);
}

TEST_P(Statuses, orders_begin_in_exactly_one_and_it_stays) {
    auto first = get("new");
    first.entry = false;
    EXPECT_EQ(field_of(first, false), "entry");
    EXPECT_EQ(take_out("new").error().code, "in_use");
    auto triage = fresh("triage", Axis::order, Stage::new_);
    triage.entry = true;
    ASSERT_TRUE(put(triage, true));
    EXPECT_EQ(of(scope())->entry(Axis::order).code, "triage");
    EXPECT_FALSE(get("new").entry);
    EXPECT_TRUE(get("payment_pending").entry); // the other axes keep theirs
    EXPECT_EQ(load(placed("A").id).order_status_id, get("triage").id);
}

TEST_P(Statuses, orders_of_a_removed_one_move_to_its_successor_on_record) {
    const auto mine = scope();
    const auto order = placed("A");
    ASSERT_TRUE(set(order.id, "waiting", mine));
    const auto waiting = get("waiting"), taken = get("taken");
    const auto is_used = [&] {
        return mine.read(
            [&](db::Transaction& tx) { return orders::is_status_used(tx, shop_id, waiting); });
    };
    EXPECT_TRUE(is_used());
    const auto moved = mine.write([&](db::Transaction& tx) -> Result<std::int64_t> {
        return orders::move_status(tx, mine, waiting, taken, 500);
    });
    ASSERT_TRUE(moved);
    EXPECT_EQ(*moved, 1);
    EXPECT_FALSE(is_used());
    EXPECT_EQ(load(order.id).order_status_id, taken.id);
    const auto trail = mine.read([&](db::Transaction& tx) {
        return audit::trail(tx, shop_id, shop::order_subject(order.id));
    });
    EXPECT_TRUE(std::ranges::any_of(trail, [&](const audit::Event& event) {
        return event.kind == "status_changed" && event.changes.at(0).from.text == waiting.name &&
               event.changes.at(0).to.text == taken.name;
    }));
    EXPECT_TRUE(take_out("waiting"));
    EXPECT_EQ(of(scope())->find("waiting"), nullptr);
}

TEST_P(Statuses, removing_a_follower_opens_no_way_that_was_closed) {
    ASSERT_EQ(get("completed").next, std::vector<std::string>{"taken"});
    ASSERT_TRUE(take_out("taken"));
    EXPECT_FALSE(may_follow(get("completed"), get("cancelled")));
    EXPECT_FALSE(may_follow(get("completed"), get("new")));
}

TEST_P(Statuses, one_with_another_code_is_followed_as_before) {
    auto taken = get("taken");
    taken.code = "in_work";
    ASSERT_TRUE(put(taken));
    EXPECT_TRUE(may_follow(get("completed"), get("in_work")));
    EXPECT_FALSE(may_follow(get("completed"), get("new")));
    EXPECT_TRUE(put(get("completed"))); // and can still be saved
}

TEST_P(Statuses, what_makes_no_sense_is_refused_by_its_field) {
    EXPECT_EQ(field_of(fresh("Are Spații")), "code");
    EXPECT_EQ(field_of(fresh("taken")), "code");
    EXPECT_EQ(field_of(fresh("x", Axis::order, Stage::paid)), "stage");
    EXPECT_EQ(field_of(fresh("x", Axis::payment, Stage::delivered)), "stage");
    auto lost = fresh("x");
    lost.next = {"paid"}; // of another axis
    EXPECT_EQ(field_of(lost), "next");
    auto moved = get("taken");
    moved.axis = Axis::payment;
    moved.stage = Stage::paid;
    EXPECT_EQ(field_of(moved, false), "axis");
    auto old = get("taken");
    ASSERT_TRUE(put(old));
    EXPECT_EQ(put(old).error().code, "version_conflict");
}

TEST_P(Statuses, only_what_told_nobody_and_moved_nothing_is_taken_back) {
    auto plain = fresh("x");
    EXPECT_TRUE(is_reversible(plain));
    plain.messages = {"order_taken"};
    EXPECT_FALSE(is_reversible(plain));
    plain = fresh("x");
    plain.actions = {Action::issue_invoice};
    EXPECT_FALSE(is_reversible(plain));
    for (const auto stage : {Stage::completed, Stage::cancelled, Stage::handed_over,
                             Stage::in_transit, Stage::delivered, Stage::returned})
        EXPECT_FALSE(is_reversible(fresh("x", Axis::order, stage)));
}

ON_BOTH_ENGINES(Statuses);

} // namespace taraba::statuses
