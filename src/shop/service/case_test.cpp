#include "shop/service/case.hpp"

#include "base/calendar.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/checkout/replacement.hpp"
#include "shop/orders/serials.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/profit.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/warranty.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::service {
namespace {

using statuses::Axis;

class ServiceTest : public support::ShopTest {
protected:
    /// Fetched at the shop, paid and completed.
    orders::Order delivered(std::int64_t quantity = 1) {
        auto order = placed("A", quantity);
        EXPECT_TRUE(enter(order.id, Axis::delivery, statuses::Stage::handed_over));
        EXPECT_TRUE(enter(order.id, Axis::delivery, statuses::Stage::delivered));
        const auto here = scope();
        EXPECT_TRUE(here.write([&](db::Transaction& tx) {
            return payments::receive(tx, here, order.id, load(order.id).due(), "x");
        }));
        EXPECT_TRUE(enter(order.id, Axis::order, statuses::Stage::completed));
        return load(order.id);
    }
    Result<Case> take_in(OrderId order, const std::string& serial = "") {
        const auto here = scope();
        NewCase wanted;
        wanted.line_no = 1;
        wanted.maker_serial = serial;
        wanted.defect = "nu pornește";
        return here.write([&](db::Transaction& tx) { return open(tx, here, order, wanted); });
    }
    Result<Case> go(CaseId id, const Progress& what) {
        const auto here = scope();
        return here.write([&](db::Transaction& tx) { return progress(tx, here, id, what); });
    }
    Result<Case> go(CaseId id, const std::string& step, const std::string& words = "") {
        Progress what;
        what.step = step;
        if (!words.empty()) what.words = words;
        return go(id, what);
    }
    std::vector<News> news(CaseId id) {
        return scope().read([&](db::Transaction& tx) { return news_of(tx, shop_id, id); });
    }
    std::vector<Warranty> guarantees(OrderId id) {
        const auto here = scope();
        return here.read([&](db::Transaction& tx) { return warranties_of(tx, here, load(id)); });
    }
    profit::Report report(OrderId id) {
        return *scope().read([&](db::Transaction& tx) { return profit::find(tx, shop_id, id); });
    }
    std::int64_t alerts(OrderId id, const char* kind) {
        return scope().read([&](db::Transaction& tx) {
            return std::ranges::count(alerts::of_order(tx, shop_id, id), kind,
                                      &alerts::Alert::kind);
        });
    }
    void pass(std::chrono::days days) { now += days; }
};
ON_BOTH_ENGINES(ServiceTest);

TEST_P(ServiceTest, a_repair_goes_its_steps_and_lengthens_the_guarantee_by_the_days_without) {
    const auto order = delivered();
    const Date until = *guarantees(order.id)[0].until;
    const auto piece = take_in(order.id);
    ASSERT_TRUE(piece);
    EXPECT_TRUE(piece->covered);
    EXPECT_EQ(piece->due_on, piece->received_on + std::chrono::days(15));
    EXPECT_EQ(go(piece->id, "handed_back").error().code, "outcome_needed");
    EXPECT_EQ(go(piece->id, "at_partner").error().field, "partner");
    EXPECT_EQ(go(piece->id, "refused").error().field, "words");
    EXPECT_EQ(go(piece->id, "nonsense").error().field, "step");
    pass(std::chrono::days(2));
    Progress away;
    away.step = "at_partner";
    away.partner = "Atelierul Vecin SRL";
    away.partner_until = scope().today() + std::chrono::days(5);
    ASSERT_TRUE(go(piece->id, away));
    pass(std::chrono::days(6));
    ASSERT_TRUE(go(piece->id, "repaired"));
    pass(std::chrono::days(1));
    const auto done = go(piece->id, "handed_back", "Vă așteptăm la sediu.");
    ASSERT_TRUE(done);
    EXPECT_EQ(done->extended_days, 9);
    EXPECT_EQ(guarantees(order.id)[0].until, until + std::chrono::days(9));
    EXPECT_EQ(go(piece->id, "received").error().code, "case_closed");
    EXPECT_EQ(news(piece->id).size(), 4u);
    EXPECT_NE(news(piece->id)[3].words.text.find("Vă așteptăm"), std::string::npos);
}

TEST_P(ServiceTest, what_the_repair_costs_is_the_orders_also_when_the_bill_comes_late) {
    const auto order = delivered();
    const auto before = report(order.id);
    const auto piece = take_in(order.id);
    ASSERT_TRUE(go(piece->id, "repaired"));
    ASSERT_TRUE(go(piece->id, "handed_back"));
    Progress bill;
    bill.cost = Money{35'00, ron};
    ASSERT_TRUE(go(piece->id, bill));
    EXPECT_EQ(before.net_profit.minor - report(order.id).net_profit.minor, 35'00);
    bill.cost = Money{-1, ron};
    EXPECT_EQ(go(piece->id, bill).error().field, "cost");
}

TEST_P(ServiceTest, the_buyer_hears_every_few_days_though_nothing_moved_and_never_twice) {
    const auto order = delivered();
    const auto piece = take_in(order.id);
    for (int day = 0; day < 30; ++day) {
        service::watch(scope());
        service::watch(scope());
        pass(std::chrono::days(1));
    }
    // Every third day, and what falls on a weekend or a holiday on the next working day.
    Date next = piece->received_on + std::chrono::days(3);
    std::size_t wanted = 1;
    for (Date day = piece->received_on; day < piece->received_on + std::chrono::days(30);
         day = day + std::chrono::days(1)) {
        if (!is_working_day(day) || day < next) continue;
        ++wanted;
        next = day + std::chrono::days(3);
    }
    EXPECT_EQ(news(piece->id).size(), wanted);
    EXPECT_GE(wanted, 8u);
    EXPECT_EQ(alerts(order.id, "service_due"), 1);
    ASSERT_TRUE(go(piece->id, "repaired"));
    ASSERT_TRUE(go(piece->id, "handed_back"));
    EXPECT_EQ(alerts(order.id, "service_due"), 0);
    pass(std::chrono::days(30));
    const auto told = news(piece->id).size();
    service::watch(scope());
    EXPECT_EQ(news(piece->id).size(), told);
}

TEST_P(ServiceTest, a_workshop_that_is_late_is_told_of_once) {
    const auto order = delivered();
    const auto piece = take_in(order.id);
    Progress away;
    away.step = "at_partner";
    away.partner = "Atelier";
    away.partner_until = scope().today() + std::chrono::days(2);
    ASSERT_TRUE(go(piece->id, away));
    service::watch(scope());
    EXPECT_EQ(alerts(order.id, "service_partner_late"), 0);
    pass(std::chrono::days(3));
    service::watch(scope());
    service::watch(scope());
    EXPECT_EQ(alerts(order.id, "service_partner_late"), 1);
}

TEST_P(ServiceTest, each_numbered_piece_has_its_own_guarantee_and_is_in_the_workshop_once) {
    const auto order = delivered(2);
    const auto here = scope();
    ASSERT_TRUE(here.write([&](db::Transaction& tx) {
        return orders::put_serials(tx, here, order.id, {"A", {"SN-1", "SN-2"}});
    }));
    EXPECT_EQ(guarantees(order.id).size(), 2u);
    EXPECT_EQ(take_in(order.id, "SN-9").error().field, "maker_serial");
    const auto first = take_in(order.id, "SN-1");
    ASSERT_TRUE(first);
    EXPECT_EQ(take_in(order.id, "SN-1").error().code, "case_open");
    ASSERT_TRUE(take_in(order.id, "SN-2"));
    pass(std::chrono::days(4));
    ASSERT_TRUE(go(first->id, "repaired"));
    ASSERT_TRUE(go(first->id, "handed_back"));
    const auto each = guarantees(order.id);
    EXPECT_EQ(each[0].extended_days, 4);
    EXPECT_EQ(each[1].extended_days, 0);
    const auto found =
        here.read([&](db::Transaction& tx) { return find_warranties(tx, here, "sn-2"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size(), 2u); // the order's
    EXPECT_EQ(here.read([&](db::Transaction& tx) { return find_warranties(tx, here, " "); })
                  .error()
                  .field,
              "q");
}

TEST_P(ServiceTest, a_number_first_read_in_the_workshop_is_the_pieces_from_then_on) {
    const auto order = delivered();
    const auto piece = take_in(order.id, "SN-7");
    ASSERT_TRUE(piece);
    EXPECT_TRUE(piece->covered);
    pass(std::chrono::days(3));
    ASSERT_TRUE(go(piece->id, "repaired"));
    ASSERT_TRUE(go(piece->id, "handed_back"));
    ASSERT_EQ(guarantees(order.id).size(), 1u);
    EXPECT_EQ(guarantees(order.id)[0].maker_serial, "SN-7");
    EXPECT_EQ(guarantees(order.id)[0].extended_days, 3);
    EXPECT_EQ(take_in(order.id, std::string(61, 'x')).error().field, "maker_serial");
}

TEST_P(ServiceTest, money_back_becomes_a_return_that_is_here_already) {
    const auto order = delivered();
    const auto piece = take_in(order.id);
    const auto done = go(piece->id, "refunded");
    ASSERT_TRUE(done);
    ASSERT_TRUE(done->return_id);
    EXPECT_EQ(product("A").stock, units(99)); // faulty: not on the shelf
    const auto back = returns::pay_back(scope(), *done->return_id, {});
    ASSERT_TRUE(back);
    EXPECT_EQ(back->amount, order.total);
    EXPECT_TRUE(guarantees(order.id).empty());
}

TEST_P(ServiceTest, a_return_brings_its_pieces_in_and_ends_with_them) {
    const auto order = delivered(2);
    const auto here = scope();
    const auto rma = here.write([&](db::Transaction& tx) {
        return returns::open(
            tx, here, order.id,
            {{{1, units(2)}}, "", returns::ReturnReason::defect, false, {}, "", "fum"},
            returns::OpenedBy::shop);
    });
    const auto bring = [&] {
        return here.write([&](db::Transaction& tx) { return open_for_return(tx, here, rma->id); });
    };
    EXPECT_EQ(bring().error().code, "return_decided");
    ASSERT_TRUE(
        here.write([&](db::Transaction& tx) { return returns::receive(tx, here, rma->id, {}); }));
    EXPECT_EQ(product("A").stock, units(98)); // what is faulty is not sold again
    const auto cases = bring();
    ASSERT_TRUE(cases);
    ASSERT_EQ(cases->size(), 2u);
    EXPECT_EQ(bring().error().code, "return_decided");
    const auto state = [&] {
        return here.read(
            [&](db::Transaction& tx) { return returns::find(tx, shop_id, rma->id)->state; });
    };
    for (const auto& piece : *cases) {
        EXPECT_EQ(state(), returns::ReturnState::received);
        ASSERT_TRUE(go(piece.id, "repaired"));
        ASSERT_TRUE(go(piece.id, "handed_back"));
    }
    EXPECT_EQ(state(), returns::ReturnState::given_back);
    EXPECT_EQ(guarantees(order.id)[0].quantity, units(2));
}

TEST_P(ServiceTest, a_new_piece_goes_out_by_an_order_without_charge_and_takes_from_the_shelf) {
    const auto order = delivered();
    const auto piece = take_in(order.id);
    const auto sent = checkout::place_replacement(
        scope(), order, {{1, units(1)}}, "Service",
        [&](db::Transaction& tx, const orders::Order& placed) -> Result<void> {
            MUST(replaced_by(tx, scope(), piece->id, placed));
            return {};
        });
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->total.minor, 0);
    EXPECT_EQ(product("A").reserved, units(1));
    EXPECT_LT(sent->net_profit.minor, 0);
    EXPECT_TRUE(guarantees(order.id).empty());
    // Its loss is known and let pass, and there is nothing to invoice.
    EXPECT_TRUE(enter(sent->id, Axis::delivery, statuses::Stage::handed_over));
    EXPECT_TRUE(enter(sent->id, Axis::delivery, statuses::Stage::delivered));
    EXPECT_TRUE(enter(sent->id, Axis::order, statuses::Stage::completed));
    EXPECT_EQ(product("A").stock, units(98));
    EXPECT_EQ(guarantees(sent->id).size(), 1u);
    const auto linked = scope().read(
        [&](db::Transaction& tx) { return checkout::replacements_of(tx, shop_id, order.id); });
    EXPECT_EQ(linked.by, std::vector<OrderId>{sent->id});
    // A second one is refused with all that was reserved for it.
    EXPECT_FALSE(checkout::place_replacement(
        scope(), order, {{1, units(1)}}, "Service",
        [&](db::Transaction& tx, const orders::Order& placed) -> Result<void> {
            MUST(replaced_by(tx, scope(), piece->id, placed));
            return {};
        }));
    EXPECT_EQ(product("A").reserved, units(0));
}

TEST(ServiceSteps, a_shop_may_have_its_own_but_needs_those_that_end_a_case) {
    shop::ServiceSettings settings;
    EXPECT_TRUE(check(settings));
    settings.steps = standard_steps();
    EXPECT_TRUE(check(settings));
    settings.steps.pop_back();
    EXPECT_EQ(check(settings).error().field, "settings.service.steps");
    settings.steps = standard_steps();
    settings.steps[1].code = "received";
    EXPECT_EQ(check(settings).error().field, "settings.service.steps[1].code");
    settings.steps.clear();
    settings.repair_days = 16;
    EXPECT_EQ(check(settings).error().field, "settings.service.repair_days");
}

} // namespace
} // namespace taraba::service
