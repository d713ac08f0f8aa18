#include "shop/returns/return.hpp"

#include "shop/alerts/alert.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/profit.hpp"
#include "shop/returns/payback.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::returns {
namespace {

using statuses::Axis;
using statuses::Stage;

class ReturnTest : public support::ShopTest {
protected:
    /// Fetched at the shop, invoiced, paid and completed.
    orders::Order delivered(const std::string& sku, std::int64_t quantity) {
        auto order = placed(sku, quantity);
        EXPECT_TRUE(enter(order.id, Axis::delivery, Stage::handed_over));
        EXPECT_TRUE(enter(order.id, Axis::delivery, Stage::delivered));
        const auto here = scope();
        EXPECT_TRUE(here.write([&](db::Transaction& tx) {
            return payments::receive(tx, here, order.id, load(order.id).due(), "x");
        }));
        EXPECT_TRUE(enter(order.id, Axis::order, Stage::completed));
        return load(order.id);
    }
    Result<Return> ask(OrderId order, std::int64_t pieces, OpenedBy who,
                       ReturnReason reason = ReturnReason::withdrawal) {
        const auto here = scope();
        return here.write([&](db::Transaction& tx) {
            return open(tx, here, order, {{{1, units(pieces)}}, "", reason, false, {}, "", ""},
                        who);
        });
    }
    Result<Return> take_in(RmaId id, std::vector<ReceivedLine> lines = {}) {
        const auto here = scope();
        return here.write([&](db::Transaction& tx) { return receive(tx, here, id, lines); });
    }
    std::map<profit::LineKind, std::int64_t> report(OrderId id) {
        std::map<profit::LineKind, std::int64_t> sums;
        const auto kept =
            scope().read([&](db::Transaction& tx) { return profit::find(tx, shop_id, id); });
        for (const auto& line : kept->lines)
            sums[line.kind] += line.amount.minor;
        return sums;
    }
    std::int64_t alerts(OrderId id) {
        return scope().read([&](db::Transaction& tx) {
            return std::ranges::count(alerts::of_order(tx, shop_id, id), "return_due",
                                      &alerts::Alert::kind);
        });
    }
};
ON_BOTH_ENGINES(ReturnTest);

TEST_P(ReturnTest, one_of_two_back_takes_its_revenue_cost_and_green_tax_and_leaves_the_courier) {
    using profit::LineKind;
    const auto order = delivered("A", 2);
    auto before = report(order.id);
    const auto rma = ask(order.id, 1, OpenedBy::shop);
    ASSERT_TRUE(rma);
    EXPECT_EQ(rma->state, ReturnState::approved);
    ASSERT_TRUE(take_in(rma->id));
    EXPECT_EQ(product("A").stock, units(99));
    const auto done = pay_back(scope(), rma->id, {});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->state, ReturnState::refunded);
    EXPECT_EQ(done->amount.minor, 249'99);
    auto after = report(order.id); // the worked example of docs/profit.md
    EXPECT_EQ(before[LineKind::revenue] - after[LineKind::revenue], 206'60);
    EXPECT_EQ(after[LineKind::goods] - before[LineKind::goods], 120'00);
    EXPECT_EQ(after[LineKind::green_tax] - before[LineKind::green_tax], 60);
    EXPECT_EQ(after[LineKind::courier], before[LineKind::courier]);
    EXPECT_EQ(pay_back(scope(), rma->id, {}).error().code, "return_decided");
}

TEST_P(ReturnTest, what_is_on_the_shelf_again_costs_nothing_before_the_money_is_decided_too) {
    using profit::LineKind;
    const auto order = delivered("A", 2);
    auto before = report(order.id);
    const auto rma = ask(order.id, 1, OpenedBy::shop, ReturnReason::wrong_item);
    ASSERT_TRUE(take_in(rma->id));
    auto after = report(order.id);
    EXPECT_EQ(after[LineKind::goods] - before[LineKind::goods], 120'00);
    EXPECT_EQ(after[LineKind::green_tax] - before[LineKind::green_tax], 60);
    EXPECT_EQ(after[LineKind::revenue], before[LineKind::revenue]);
}

TEST_P(ReturnTest, the_shop_may_give_more_than_the_law_and_never_less) {
    shop::ReturnSettings more;
    more.withdrawal_days = 30;
    more.causes = {{"Prea mic", "Too small", ReturnReason::withdrawal, false}};
    EXPECT_TRUE(check(more));
    auto less = more;
    less.withdrawal_days = 13;
    EXPECT_EQ(check(less).error().field, "settings.returns.withdrawal_days");
    auto twice = more;
    twice.causes.push_back(twice.causes.front());
    EXPECT_EQ(check(twice).error().field, "settings.returns.causes.1.name");
}

TEST_P(ReturnTest, all_of_it_in_two_parts_is_all_that_was_paid) {
    const auto order = delivered("B", 3);
    std::int64_t sum = 0;
    for (const std::int64_t pieces : {1, 2}) {
        const auto rma = ask(order.id, pieces, OpenedBy::shop);
        ASSERT_TRUE(rma);
        ASSERT_TRUE(take_in(rma->id));
        const auto done = pay_back(scope(), rma->id, {});
        ASSERT_TRUE(done) << done.error().detail.text();
        EXPECT_EQ(done->whole, pieces == 2);
        sum += done->amount.minor;
    }
    EXPECT_EQ(sum, order.total.minor);
    EXPECT_EQ(load(order.id).paid.minor, 0);
    EXPECT_EQ(ask(order.id, 1, OpenedBy::shop).error().field, "lines[0].quantity");
}

TEST_P(ReturnTest, goods_of_a_refused_return_are_never_paid_back_with_another) {
    const auto order = delivered("B", 3);
    const auto refused = ask(order.id, 1, OpenedBy::shop);
    const auto other = ask(order.id, 2, OpenedBy::shop); // all that is left, while both are open
    ASSERT_TRUE(refused && other);
    const auto here = scope();
    ASSERT_TRUE(here.write(
        [&](db::Transaction& tx) { return refuse_it(tx, here, refused->id, "purtat"); }));
    ASSERT_TRUE(take_in(other->id));
    const auto done = pay_back(scope(), other->id, {});
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->whole);
    EXPECT_EQ(done->amount.minor, 2 * 59'90);
}

TEST_P(ReturnTest, a_buyer_has_fourteen_days_and_an_operator_may_be_kinder) {
    const auto order = delivered("A", 2);
    EXPECT_TRUE(ask(order.id, 1, OpenedBy::buyer));
    now += std::chrono::hours(24 * 30);
    EXPECT_EQ(ask(order.id, 1, OpenedBy::buyer).error().code, "withdrawal_over");
    EXPECT_TRUE(ask(order.id, 1, OpenedBy::shop));
    now += std::chrono::hours(24 * 365 * 3);
    EXPECT_EQ(ask(order.id, 1, OpenedBy::buyer, ReturnReason::defect).error().field,
              "lines[0].quantity"); // both pieces are on their way already
}

TEST_P(ReturnTest, the_guarantee_ends_too) {
    const auto order = delivered("A", 1);
    now += std::chrono::hours(24 * 365);
    const auto rma = ask(order.id, 1, OpenedBy::buyer, ReturnReason::defect);
    ASSERT_TRUE(rma);
    const auto here = scope();
    ASSERT_TRUE(here.write([&](db::Transaction& tx) { return cancel(tx, here, rma->id); }));
    now += std::chrono::hours(24 * 370);
    EXPECT_EQ(ask(order.id, 1, OpenedBy::buyer, ReturnReason::defect).error().code,
              "warranty_over");
}

TEST_P(ReturnTest, money_that_is_due_soon_raises_one_alert_which_paying_cures) {
    const auto order = delivered("A", 1);
    const auto rma = ask(order.id, 1, OpenedBy::shop);
    ASSERT_TRUE(rma);
    check_terms(scope());
    EXPECT_EQ(alerts(order.id), 0);
    now += std::chrono::hours(24 * 11);
    check_terms(scope());
    check_terms(scope());
    EXPECT_EQ(alerts(order.id), 1);
    ASSERT_TRUE(take_in(rma->id));
    ASSERT_TRUE(pay_back(scope(), rma->id, {}));
    EXPECT_EQ(alerts(order.id), 0);
    check_terms(scope());
    EXPECT_EQ(alerts(order.id), 0);
}

TEST_P(ReturnTest, two_at_once_cannot_send_the_same_piece_back_twice) {
    const auto order = delivered("A", 1);
    ASSERT_TRUE(ask(order.id, 1, OpenedBy::buyer));
    EXPECT_EQ(ask(order.id, 1, OpenedBy::buyer).error().field, "lines[0].quantity");
}

} // namespace
} // namespace taraba::returns
