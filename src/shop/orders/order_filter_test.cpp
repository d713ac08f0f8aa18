#include "shop/orders/order_list.hpp"

#include "shop/alerts/alert.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::orders {
namespace {

TEST(DaysOf, count_in_the_shops_days) {
    const Date friday = date(2026, 3, 13);
    const auto days = [&](Period period) {
        const auto found = days_of(period, friday);
        return to_text(found.first) + " " + to_text(found.last);
    };
    EXPECT_EQ(days(Period::today), "2026-03-13 2026-03-13");
    EXPECT_EQ(days(Period::yesterday), "2026-03-12 2026-03-12");
    EXPECT_EQ(days(Period::last7), "2026-03-07 2026-03-13");
    EXPECT_EQ(days(Period::this_week), "2026-03-09 2026-03-13");
    EXPECT_EQ(days(Period::this_month), "2026-03-01 2026-03-13");
    EXPECT_EQ(days(Period::last_month), "2026-02-01 2026-02-28");
    EXPECT_EQ(days(Period::this_year), "2026-01-01 2026-03-13");
}

TEST(DaysOf, the_month_before_january_is_december) {
    const auto days = days_of(Period::last_month, date(2027, 1, 31));
    EXPECT_EQ(to_text(days.first), "2026-12-01");
    EXPECT_EQ(to_text(days.last), "2026-12-31");
}

using OrderFilterTest = support::ShopTest;
ON_BOTH_ENGINES(OrderFilterTest);

std::vector<std::int64_t> numbers(const shop::Scope& scope, const OrderFilter& filter) {
    return *scope.read([&](db::Transaction& tx) -> Result<std::vector<std::int64_t>> {
        TRY(found, search(tx, scope, filter));
        std::vector<std::int64_t> list;
        for (const auto& order : found.orders)
            list.push_back(order.number);
        return list;
    });
}

TEST_P(OrderFilterTest, finds_orders_with_an_open_alert_until_it_is_resolved) {
    const auto quiet = placed("A");
    const auto loud = placed("A");
    const auto subject = shop::order_subject(loud.id);
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        alerts::raise(tx, scope(),
                      {{}, "term_passed", subject, alerts::Audience::operators, "x", loud.id, {}});
        return true;
    });
    OrderFilter filter;
    filter.alert = true;
    EXPECT_EQ(numbers(scope(), filter), std::vector{loud.number});
    filter.alert = false;
    EXPECT_EQ(numbers(scope(), filter), std::vector{quiet.number});
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        alerts::resolve(tx, scope(), subject, "term_passed");
        return true;
    });
    filter.alert = true;
    EXPECT_TRUE(numbers(scope(), filter).empty());
}

TEST_P(OrderFilterTest, who_may_not_see_profits_cannot_find_them_by_filtering) {
    const auto order = placed("A");
    OrderFilter filter;
    filter.profit_from = "1000000.00";
    EXPECT_TRUE(numbers(scope(), filter).empty());
    EXPECT_EQ(numbers(scope("Ilie", {"orders.read"}), filter), std::vector{order.number});
}

TEST_P(OrderFilterTest, whoever_first_moves_an_order_on_has_taken_it_on) {
    const auto order = placed("A");
    EXPECT_EQ(order.handler, "");
    ASSERT_TRUE(enter(order.id, statuses::Axis::order, statuses::Stage::in_progress));
    EXPECT_EQ(load(order.id).handler, "Ana");
    OrderFilter filter;
    filter.handler = "Ana";
    EXPECT_EQ(numbers(scope(), filter), std::vector{order.number});
}

TEST_P(OrderFilterTest, a_tag_is_one_whatever_its_letters) {
    const auto order = placed("A");
    (void)scope().write([&](db::Transaction& tx) -> Result<bool> {
        MUST(tag(tx, scope(), order.id, "Ștampilă"));
        MUST(tag(tx, scope(), order.id, "stampila"));
        return true;
    });
    const auto tags =
        scope().read([&](db::Transaction& tx) { return tags_of(tx, shop_id, order.id); });
    EXPECT_EQ(tags, std::vector<std::string>{"stampila"});
    OrderFilter filter;
    filter.tag = "ȘTAMPILĂ";
    EXPECT_EQ(numbers(scope(), filter), std::vector{order.number});
}

} // namespace
} // namespace taraba::orders
