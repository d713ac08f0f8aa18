// An order's life through all areas, on both engines.

#include "shop/alerts/alert.hpp"
#include "shop/audit/verify.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/profit.hpp"

#include "jobs/jobs.hpp"
#include "support/shop_fixture.hpp"

#include <atomic>
#include <thread>

using namespace taraba;
using orders::Order;
using statuses::Axis;
using statuses::Stage;

namespace {

class OrderFlow : public support::ShopTest {
protected:
    std::vector<std::string> kinds(OrderId id) {
        std::vector<std::string> list;
        for (const auto& event : scope().read([&](db::Transaction& tx) {
                 return audit::trail(tx, shop_id, shop::order_subject(id));
             }))
            list.push_back(event.kind);
        return list;
    }
    std::vector<invoicing::Invoice> invoices(OrderId id) {
        return scope().read(
            [&](db::Transaction& tx) { return invoicing::of_order(tx, shop_id, id); });
    }
    Result<Order> edit(OrderId id, const orders::Edit& edit,
                       std::optional<std::int64_t> version = {}) {
        const auto mine = scope();
        return mine.write(
            [&](db::Transaction& tx) { return orders::edit(tx, mine, id, edit, version); });
    }
    Result<Order> cancel(OrderId id) {
        const auto mine = scope();
        return mine.write(
            [&](db::Transaction& tx) { return orders::cancel(tx, mine, id, "s-a răzgândit"); });
    }
};

} // namespace

TEST_P(OrderFlow, placing_reserves_stock_and_freezes_everything) {
    const Order order = placed("A", 2);
    EXPECT_EQ(order.goods.minor, 499'98);
    EXPECT_EQ(order.delivery.minor, 0); // free from 400 lei
    EXPECT_EQ(order.fees.minor, 5'00);
    EXPECT_EQ(order.total.minor, 504'98);
    EXPECT_EQ(order.placed_at, now);
    EXPECT_EQ(product("A").reserved, units(2));
    EXPECT_EQ(product("A").stock, units(100));
    EXPECT_EQ(kinds(order.id), (std::vector<std::string>{"order_placed"}));
    EXPECT_EQ(order.address.locality, "Cluj-Napoca");
}

TEST_P(OrderFlow, the_total_that_the_buyer_saw_must_hold) {
    auto wanted = order_of("A");
    wanted.expected_total = Money{1, ron};
    const auto refused = place(wanted);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "price_changed");
    EXPECT_EQ(product("A").reserved, units(0));
}

TEST_P(OrderFlow, repeating_with_the_same_key_gives_the_same_order) {
    auto buyer = scope();
    buyer.idempotency_key = "k1";
    buyer.request_hash = "one";
    const auto first = checkout::place(buyer, order_of("A")),
               again = checkout::place(buyer, order_of("A"));
    ASSERT_TRUE(first && again);
    EXPECT_EQ(first->id, again->id);
    EXPECT_EQ(first->number, again->number);
    EXPECT_EQ(product("A").reserved, units(1));
    buyer.request_hash = "two";
    EXPECT_EQ(checkout::place(buyer, order_of("B")).error().code, "idempotency_key_reused");
}

TEST_P(OrderFlow, stock_is_never_sold_twice) {
    constexpr int threads = 8, each = 20; // 160 want one of 100
    std::atomic<int> sold{0}, refused{0};
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                const auto answer = place(order_of("B"));
                if (answer)
                    ++sold;
                else if (answer.error().code == "out_of_stock")
                    ++refused;
            }
        });
    for (auto& thread : all)
        thread.join();
    EXPECT_EQ(sold, 100);
    EXPECT_EQ(refused, 60);
    EXPECT_EQ(product("B").reserved, units(100));
}

TEST_P(OrderFlow, cancelling_frees_the_goods_once) {
    const Order order = placed("A", 3);
    ASSERT_TRUE(cancel(order.id));
    EXPECT_EQ(product("A").reserved, units(0));
    EXPECT_EQ(product("A").stock, units(100));
    ASSERT_TRUE(cancel(order.id)); // it is already so
    EXPECT_EQ(product("A").reserved, units(0));
    EXPECT_EQ(enter(order.id, Axis::order, Stage::in_progress).error().code,
              "transition_not_allowed");
}

TEST_P(OrderFlow, goods_leave_the_shelf_when_handed_over_and_come_back_when_returned) {
    const Order order = placed("A", 3);
    ASSERT_TRUE(enter(order.id, Axis::delivery, Stage::handed_over));
    EXPECT_EQ(product("A").stock, units(97));
    EXPECT_EQ(product("A").reserved, units(0));
    ASSERT_EQ(invoices(order.id).size(), 1u); // the status issues it
    ASSERT_TRUE(enter(order.id, Axis::delivery, Stage::returned));
    EXPECT_EQ(product("A").stock, units(100));
    ASSERT_EQ(invoices(order.id).size(), 2u);
    EXPECT_EQ(invoices(order.id)[1].gross.minor, -order.total.minor);
}

TEST_P(OrderFlow, editing_reprices_and_records_every_value) {
    const Order order = placed("A");
    orders::Edit wanted;
    wanted.lines = {{"A", units(2)}, {"B", units(1)}};
    wanted.customer = orders::Contact{"Ion Popescu", "ion@exemplu.ro", "0722123456"};
    const auto edited = edit(order.id, wanted, order.version);
    ASSERT_TRUE(edited) << edited.error().detail.text();
    EXPECT_EQ(edited->goods.minor, 559'88);
    EXPECT_EQ(product("A").reserved, units(2));
    EXPECT_EQ(product("B").reserved, units(1));
    const auto events = scope().read([&](db::Transaction& tx) {
        return audit::trail(tx, shop_id, shop::order_subject(order.id));
    });
    ASSERT_EQ(events.back().kind, "order_edited");
    const auto& changes = events.back().changes;
    const auto name = std::ranges::find(changes, "customer.name", &audit::Change::field);
    ASSERT_NE(name, changes.end());
    EXPECT_EQ(name->from.text, "Ion Pop");
    EXPECT_EQ(edit(order.id, wanted, order.version).error().code, "version_conflict");
}

TEST_P(OrderFlow, a_losing_order_is_held_until_somebody_releases_it_with_a_reason) {
    const Order order = placed("LOSS");
    EXPECT_LT(order.net_profit.minor, 0);
    const auto blocked = enter(order.id, Axis::order, Stage::completed);
    ASSERT_FALSE(blocked);
    EXPECT_EQ(blocked.error().code, "order_at_loss");
    ASSERT_TRUE(alerts::hold_loss(scope(), order.id));
    EXPECT_TRUE(load(order.id).held);
    EXPECT_EQ(scope()
                  .read([&](db::Transaction& tx) {
                      return alerts::open_alerts(tx, scope(), {.administrator = true});
                  })
                  .size(),
              1u);

    const auto mine = scope();
    EXPECT_FALSE(mine.write(
        [&](db::Transaction& tx) { return orders::release_loss(tx, mine, order.id, " "); }));
    ASSERT_TRUE(mine.write(
        [&](db::Transaction& tx) { return orders::release_loss(tx, mine, order.id, "promoție"); }));
    ASSERT_TRUE(enter(order.id, Axis::order, Stage::completed));
    const auto report =
        scope().read([&](db::Transaction& tx) { return profit::find(tx, shop_id, order.id); });
    EXPECT_TRUE(report->final);
}

TEST_P(OrderFlow, a_changed_order_must_be_released_again) {
    const Order order = placed("LOSS");
    const auto mine = scope();
    ASSERT_TRUE(mine.write(
        [&](db::Transaction& tx) { return orders::release_loss(tx, mine, order.id, "promoție"); }));
    orders::Edit wanted;
    wanted.lines = {{"LOSS", units(5)}};
    ASSERT_TRUE(edit(order.id, wanted));
    EXPECT_EQ(enter(order.id, Axis::order, Stage::completed).error().code, "order_at_loss");
}

TEST_P(OrderFlow, payments_add_up_to_paid) {
    const Order order = placed("A");
    const auto mine = scope();
    const auto pay = [&](std::int64_t bani) {
        return mine.write([&](db::Transaction& tx) {
            return payments::receive(tx, mine, order.id, {bani, ron}, "OP 1");
        });
    };
    EXPECT_EQ(pay(order.total.minor + 1).error().field, "amount");
    ASSERT_TRUE(pay(100'00));
    EXPECT_EQ(orders::standing(scope(), load(order.id)).payment.stage, Stage::pending);
    ASSERT_TRUE(pay(order.total.minor - 100'00));
    EXPECT_EQ(orders::standing(scope(), load(order.id)).payment.stage, Stage::paid);
    EXPECT_EQ(load(order.id).paid, order.total);
}

TEST_P(OrderFlow, invoice_numbers_have_no_gap_and_no_double) {
    std::vector<OrderId> ids;
    for (int i = 0; i < 12; ++i)
        ids.push_back(placed("A").id);
    std::vector<std::thread> all;
    for (int t = 0; t < 4; ++t)
        all.emplace_back([&, t] {
            const auto mine = scope();
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const auto id = ids[(i + static_cast<std::size_t>(t) * 3) % ids.size()];
                (void)mine.write([&](db::Transaction& tx) -> Result<invoicing::Invoice> {
                    TRY(order, orders::must_find(tx, mine, id));
                    return invoicing::issue_for_order(tx, mine, order,
                                                      invoicing::InvoiceKind::invoice);
                });
            }
        });
    for (auto& thread : all)
        thread.join();
    std::set<std::int64_t> numbers;
    for (const auto id : ids) {
        ASSERT_EQ(invoices(id).size(), 1u); // however many pressed the button
        numbers.insert(invoices(id)[0].number);
    }
    EXPECT_EQ(numbers.size(), 12u);
    EXPECT_EQ(*numbers.begin(), 1);
    EXPECT_EQ(*numbers.rbegin(), 12);
}

TEST_P(OrderFlow, an_invoice_adds_up_by_line_by_rate_and_in_all) {
    auto wanted = order_of("A", 1);
    wanted.lines.push_back({"B", units(2)});
    const auto answer = place(wanted);
    ASSERT_TRUE(enter(answer->id, Axis::delivery, Stage::handed_over));
    const auto content = invoices(answer->id).at(0).content;
    Money net{0, ron}, vat{0, ron}, gross{0, ron};
    for (const auto& line : content.lines) {
        EXPECT_EQ(line.net + line.vat, line.gross);
        net += line.net;
        vat += line.vat;
        gross += line.gross;
    }
    EXPECT_EQ(net, content.net);
    EXPECT_EQ(vat, content.vat_total);
    EXPECT_EQ(gross, answer->totals.total);
    EXPECT_EQ(content.seller.tax_id, "RO14399840");
}

TEST_P(OrderFlow, lists_are_filtered_by_status_referrer_and_words) {
    auto wanted = order_of("A");
    wanted.referrers = {
        {{"https://www.google.com/"}, {"https://s.ro/?gclid=1"}, now - std::chrono::hours(2)},
        {{"https://m.facebook.com/"}, {"https://s.ro/"}, now - std::chrono::hours(1)}};
    const auto ad = place(wanted);
    const Order other = placed("B");
    const auto found = [&](const std::function<void(orders::OrderFilter&)>& set) {
        orders::OrderFilter filter;
        set(filter);
        const auto mine = scope();
        const auto page =
            mine.read([&](db::Transaction& tx) { return orders::search(tx, mine, filter); });
        std::vector<OrderId> list;
        for (const auto& order : page->orders)
            list.push_back(order.id);
        return list;
    };
    using List = std::vector<OrderId>;
    EXPECT_EQ(found([](auto&) {}), (List{other.id, ad->id}));
    EXPECT_EQ(found([](auto& f) { f.referrer = "google adwords"; }), (List{ad->id}));
    EXPECT_EQ(found([](auto& f) {
                  f.referrer = "google adwords";
                  f.referrer_match = orders::ReferrerMatch::last;
              }),
              List{});
    EXPECT_EQ(found([](auto& f) {
                  f.referrer = "facebook";
                  f.referrer_match = orders::ReferrerMatch::last;
              }),
              (List{ad->id}));
    EXPECT_EQ(found([](auto& f) {
                  f.referrer = "google adwords";
                  f.referrer_match = orders::ReferrerMatch::only;
              }),
              List{});
    EXPECT_EQ(found([](auto& f) { f.order_status = {"new"}; }), (List{other.id, ad->id}));
    EXPECT_EQ(found([](auto& f) { f.order_status = {"completed"}; }), List{});
    EXPECT_EQ(found([](auto& f) { f.q = "pop"; }), (List{other.id, ad->id}));
    EXPECT_EQ(found([&](auto& f) { f.q = std::to_string(ad->number); }), (List{ad->id}));
    EXPECT_EQ(found([](auto& f) { f.q = "nimeni"; }), List{});
    EXPECT_EQ(found([](auto& f) { f.placed_from = "2026-10-06"; }), List{});
    EXPECT_EQ(found([](auto& f) { f.placed_to = "2026-10-05"; }), (List{other.id, ad->id}));
}

TEST_P(OrderFlow, the_trail_cannot_be_changed_and_shows_it_when_it_was) {
    const Order order = placed("A");
    ASSERT_TRUE(enter(order.id, Axis::order, Stage::in_progress));
    EXPECT_TRUE(audit::verify(*database, shop_id).empty());
    const auto change = [&](const char* sql) {
        return database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.script(sql);
            return true;
        });
    };
    EXPECT_THROW((void)change("UPDATE audit_events SET reason = 'x'"), db::DatabaseFault);
    EXPECT_THROW((void)change("DELETE FROM audit_events"), db::DatabaseFault);

    // Who owns the database can take the guard away; the chain of hashes still tells.
    const bool lite = GetParam() == db::Engine::sqlite;
    (void)change(lite ? "DROP TRIGGER audit_events_no_update; DROP TRIGGER audit_events_no_delete"
                      : "ALTER TABLE audit_events DISABLE TRIGGER USER");
    (void)change("UPDATE audit_events SET actor = 'altcineva' WHERE kind = 'status_changed'");
    EXPECT_FALSE(audit::verify(*database, shop_id).empty());
    (void)change("UPDATE audit_events SET actor = 'Ana' WHERE kind = 'status_changed'");
    EXPECT_TRUE(audit::verify(*database, shop_id).empty());
    for (const char* swap :
         {"UPDATE audit_events SET seq = 100 WHERE seq = 1 AND subject LIKE 'order:%'",
          "UPDATE audit_events SET seq = 1 WHERE seq = 2 AND subject LIKE 'order:%'",
          "UPDATE audit_events SET seq = 2 WHERE seq = 100"})
        (void)change(swap);
    EXPECT_FALSE(audit::verify(*database, shop_id).empty()); // reordered
    for (const char* back :
         {"UPDATE audit_events SET seq = 100 WHERE seq = 1 AND subject LIKE 'order:%'",
          "UPDATE audit_events SET seq = 1 WHERE seq = 2 AND subject LIKE 'order:%'",
          "UPDATE audit_events SET seq = 2 WHERE seq = 100"})
        (void)change(back);
    EXPECT_TRUE(audit::verify(*database, shop_id).empty());
    (void)change("DELETE FROM audit_events WHERE kind = 'status_changed'");
    EXPECT_FALSE(audit::verify(*database, shop_id).empty());
}

TEST_P(OrderFlow, an_issued_invoice_does_not_change) {
    const Order order = placed("A");
    ASSERT_TRUE(enter(order.id, Axis::delivery, Stage::handed_over));
    for (const char* sql : {"UPDATE invoices SET gross = 1", "DELETE FROM invoices"})
        EXPECT_THROW((void)database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.script(sql);
            return true;
        }),
                     db::DatabaseFault);
}

TEST_P(OrderFlow, a_placement_that_fails_at_any_statement_leaves_nothing) {
    (void)place(order_of("A")); // settings are in memory now
    const auto orders_before = scope().read([&](db::Transaction& tx) {
        return tx.number({"c", "SELECT count(*) FROM orders"}, {});
    });
    int failed = 0;
    for (int n = 1; n < 60; ++n) {
        database->fail_statement(n);
        bool ok = false;
        try {
            ok = static_cast<bool>(place(order_of("A")));
        } catch (const db::DatabaseFault&) {
            ++failed;
        }
        database->fail_statement(0);
        if (ok) break;
        EXPECT_EQ(product("A").reserved, units(1)) << n;
        EXPECT_EQ(scope().read([&](db::Transaction& tx) {
            return tx.number({"c", "SELECT count(*) FROM orders"}, {});
        }),
                  orders_before);
    }
    EXPECT_GT(failed, 5);
}

TEST_P(OrderFlow, a_job_runs_once_whatever_the_number_of_nodes) {
    std::atomic<int> ran{0};
    const auto second = database.open_again();
    jobs::Runner one(
        *database, [&] { return now; }, "one"),
        two(
            *second, [&] { return now; }, "two");
    for (auto* runner : {&one, &two})
        runner->on("count", [&](ShopId, const jobs::Job&) -> Result<void> {
            ++ran;
            return {};
        });
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        for (int i = 0; i < 40; ++i)
            jobs::enqueue(tx, shop_id, ids.make<JobId>(now), "count", json::object{}, "x", now);
        return true;
    });
    std::thread other([&] { two.drain(); });
    one.drain();
    other.join();
    one.drain();
    EXPECT_EQ(ran, 40);
}

TEST_P(OrderFlow, a_job_that_keeps_failing_is_dead_and_can_be_revived) {
    jobs::Runner runner(
        *database, [&] { return now; }, "one");
    bool well = false;
    runner.on(
        "flaky",
        [&](ShopId, const jobs::Job&) -> Result<void> {
            if (well) return {};
            return refuse(RefusalKind::unavailable, "down", "partner is down");
        },
        3);
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        jobs::enqueue(tx, shop_id, ids.make<JobId>(now), "flaky", json::object{}, "x", now);
        return true;
    });
    for (int i = 0; i < 5; ++i) {
        runner.drain();
        now += std::chrono::hours(2);
    }
    const auto dead =
        scope().read([&](db::Transaction& tx) { return jobs::dead_jobs(tx, shop_id); });
    ASSERT_EQ(dead.size(), 1u);
    EXPECT_EQ(dead[0].attempts, 3);
    EXPECT_NE(dead[0].last_error.find("partner is down"), std::string::npos);
    well = true;
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        MUST(jobs::retry_dead(tx, shop_id, dead[0].id, now));
        return true;
    });
    EXPECT_EQ(runner.drain(), 1);
}

TEST_P(OrderFlow, a_schedule_runs_once_a_turn_whatever_the_number_of_nodes) {
    std::atomic<int> ran{0};
    const auto second = database.open_again();
    jobs::Runner one(
        *database, [&] { return now; }, "one"),
        two(
            *second, [&] { return now; }, "two");
    for (auto* runner : {&one, &two}) {
        runner->every("count", Millis(60'000), [&](Instant) { ++ran; });
        runner->start(0);
    }
    std::this_thread::sleep_for(Millis(1'300)); // both have looked at the clock at least twice
    one.stop();
    two.stop();
    EXPECT_EQ(ran, 1);
}

TEST_P(OrderFlow, a_sealed_day_shows_a_vanished_order) {
    const Order order = placed("A");
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        audit::seal_day(tx, shop_id, date(2026, 10, 5), now + std::chrono::hours(1));
        return true;
    });
    EXPECT_TRUE(audit::verify(*database, shop_id).empty());
    const bool lite = GetParam() == db::Engine::sqlite;
    (void)database->write([&](db::Transaction& tx) -> Result<bool> {
        tx.script(lite ? "DROP TRIGGER audit_events_no_delete"
                       : "ALTER TABLE audit_events DISABLE TRIGGER USER");
        tx.change({"cut", "DELETE FROM audit_events WHERE subject = $1"},
                  {shop::order_subject(order.id)});
        tx.change({"cut", "DELETE FROM audit_heads WHERE subject = $1"},
                  {shop::order_subject(order.id)});
        return true;
    });
    EXPECT_FALSE(audit::verify(*database, shop_id).empty());
}

ON_BOTH_ENGINES(OrderFlow);
