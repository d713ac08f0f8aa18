#include "shop/profit/daily_totals.hpp"

#include "shop/orders/order_snapshot.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/profit/profit.hpp"
#include "shop/profit/summary.hpp"
#include "support/shop_fixture.hpp"

#include <thread>

namespace taraba::profit {
namespace {

using statuses::Axis;
using statuses::Stage;

class FoldTest : public support::ShopTest {
protected:
    ProfitTotals total(Date first, Date last) {
        const auto here = scope();
        return here.read(
            [&](db::Transaction& tx) { return totals_between(tx, here, first, last); });
    }
    ProfitTotals today() { return total(scope().today(), scope().today()); }
    /// What the orders themselves say, without any sum that was kept.
    Money by_orders() {
        const auto here = scope();
        return here.read([&](db::Transaction& tx) {
            Money sum{0, ron};
            for (const auto& each :
                 orders::order_snapshots(tx, shop_id, OrderId{0}, OrderId{INT64_MAX}, 1'000))
                if (orders::standing(here, each.order).order.stage != Stage::cancelled)
                    sum += find(tx, shop_id, each.order.id)->net_profit;
            return sum;
        });
    }
    std::vector<TotalsRow> by(Dimension dimension) {
        const auto here = scope();
        return here.read([&](db::Transaction& tx) {
            return totals_by(tx, here, dimension, date(2026, 1, 1), date(2027, 12, 31),
                             SortBy::net_profit, false, 100);
        });
    }
};
ON_BOTH_ENGINES(FoldTest);

TEST_P(FoldTest, placed_orders_are_in_the_sums_and_stay_there_once) {
    placed("A");
    placed("B", 2);
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    const auto once = today();
    EXPECT_EQ(once.orders, units(2));
    EXPECT_EQ(once.pieces, units(3));
    EXPECT_EQ(once.net_profit, by_orders());
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    now += std::chrono::minutes(5);
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    EXPECT_EQ(total(date(2026, 10, 5), date(2026, 10, 5)).net_profit, once.net_profit);
}

TEST_P(FoldTest, what_changes_later_changes_the_day_of_the_order) {
    const auto first = scope().today();
    const auto order = placed("A"), other = placed("B");
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    now += std::chrono::hours(72);
    const auto later = placed("A");
    ASSERT_TRUE(enter(order.id, Axis::order, Stage::cancelled));
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    EXPECT_EQ(total(first, first).orders, units(1));
    EXPECT_EQ(total(first, first).net_profit, load(other.id).net_profit);
    EXPECT_EQ(today().net_profit, load(later.id).net_profit);
    EXPECT_EQ(total(first, scope().today()).net_profit, by_orders());
}

TEST_P(FoldTest, days_that_were_there_before_are_made_in_portions) {
    for (int day = 0; day < 5; ++day) {
        placed(day % 2 ? "A" : "B");
        now += std::chrono::hours(24);
    }
    EXPECT_FALSE(update_daily_totals(scope(), 2));
    EXPECT_EQ(total(date(2026, 1, 1), date(2026, 12, 31)).orders, units(2));
    EXPECT_FALSE(update_daily_totals(scope(), 2));
    EXPECT_TRUE(update_daily_totals(scope(), 2));
    EXPECT_EQ(total(date(2026, 1, 1), date(2026, 12, 31)).orders, units(5));
    EXPECT_EQ(total(date(2026, 1, 1), date(2026, 12, 31)).net_profit, by_orders());
}

TEST_P(FoldTest, every_dimension_has_every_order) {
    for (const char* sku : {"A", "B", "LOSS", "A"})
        placed(sku);
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    for (const auto& name : shape_of<Dimension>().choices) {
        Dimension dimension{};
        shape_of<Dimension>().choose(
            &dimension,
            static_cast<std::size_t>(std::ranges::find(shape_of<Dimension>().choices, name) -
                                     shape_of<Dimension>().choices.begin()));
        Money sum{0, ron};
        for (const auto& row : by(dimension))
            sum += row.net_profit;
        EXPECT_EQ(sum, by_orders()) << name;
    }
    const auto products = by(Dimension::product);
    ASSERT_EQ(products.size(), 3u);
    EXPECT_EQ(products.back().key, to_text(product("LOSS").id));
    EXPECT_LT(products.back().net_profit.minor, 0);
}

TEST_P(FoldTest, orders_placed_while_it_is_summed_are_not_lost) {
    std::thread folding([&] {
        for (int i = 0; i < 30; ++i)
            update_daily_totals(scope(), 10);
    });
    for (int i = 0; i < 20; ++i) {
        const auto order = placed("A");
        if (i % 3 == 0) ASSERT_TRUE(enter(order.id, Axis::order, Stage::cancelled));
    }
    folding.join();
    EXPECT_TRUE(update_daily_totals(scope(), 10));
    EXPECT_EQ(today().orders, units(13));
    EXPECT_EQ(today().net_profit, by_orders());
}

} // namespace
} // namespace taraba::profit
