#include "shop/pricing/discount.hpp"

#include "shop/orders/workflow.hpp"
#include "support/shop_fixture.hpp"

#include <rapidcheck/gtest.h>

namespace taraba::pricing {
namespace {

Discount percent(std::int64_t basis_points) {
    Discount discount;
    discount.name = "x";
    discount.percent = {basis_points};
    return discount;
}

TEST(Off, is_rounded_half_up_once) {
    EXPECT_EQ(off(percent(1'000), {1'005, ron}).minor, 101);
    EXPECT_EQ(off(percent(3'333), {10'000, ron}).minor, 3'333);
}

RC_GTEST_PROP(OffProperty, never_takes_more_than_the_goods, ()) {
    const Money goods{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000), ron};
    Discount discount = percent(*rc::gen::inRange<std::int64_t>(0, 10'001));
    if (*rc::gen::arbitrary<bool>()) {
        discount.kind = DiscountKind::amount;
        discount.amount = {*rc::gen::inRange<std::int64_t>(0, 1'000'000'000), ron};
    }
    const Money less = off(discount, goods);
    RC_ASSERT(less.minor >= 0 && less.minor <= goods.minor);
}

class DiscountTest : public support::ShopTest {
protected:
    Discount save_one(Discount discount) {
        return *scope().write(
            [&](db::Transaction& tx) { return save(tx, scope(), discount, true); });
    }
    Result<std::optional<Discount>> wanted(const std::string& code, std::int64_t goods) {
        return scope().read([&](db::Transaction& tx) {
            return discount_for(tx, scope(), code, {goods, ron});
        });
    }
};
ON_BOTH_ENGINES(DiscountTest);

TEST_P(DiscountTest, holds_on_its_days_and_from_its_minimum) {
    Discount discount = percent(1'000);
    discount.code = "vara";
    discount.minimum = {5'000, ron};
    discount.valid_from = scope().today() + std::chrono::days(1);
    const auto saved = save_one(discount);
    EXPECT_EQ(saved.code, "VARA");
    EXPECT_EQ(wanted("vara", 10'000).error().code, "coupon_expired");
    now += std::chrono::hours(24);
    EXPECT_EQ(wanted("VARA ", 4'999).error().code, "coupon_minimum");
    ASSERT_TRUE(wanted("vara", 5'000));
    EXPECT_EQ((*wanted("vara", 5'000))->id, saved.id);
    EXPECT_EQ(wanted("iarna", 5'000).error().code, "coupon_unknown");
}

TEST_P(DiscountTest, the_best_without_a_code_applies_by_itself) {
    Discount amount;
    amount.name = "zece lei";
    amount.kind = DiscountKind::amount;
    amount.amount = {1'000, ron};
    const auto ten_lei = save_one(amount);
    const auto ten_percent = save_one(percent(1'000));
    EXPECT_EQ((*wanted("", 5'000))->id, ten_lei.id);
    EXPECT_EQ((*wanted("", 50'000))->id, ten_percent.id);
}

TEST_P(DiscountTest, is_used_so_often_and_given_back_by_a_cancelled_order) {
    Discount discount = percent(1'000);
    discount.code = "UNUL";
    discount.uses_max = 1;
    const auto saved = save_one(discount);
    auto order = order_of("A");
    order.coupon = "unul";
    const auto first = place(order);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->totals.discount.minor, 2'500); // of 249.99
    EXPECT_EQ(place(order).error().code, "coupon_used_up");
    ASSERT_TRUE(scope().write(
        [&](db::Transaction& tx) { return orders::cancel(tx, scope(), first->id, "x"); }));
    EXPECT_TRUE(place(order));
}

} // namespace
} // namespace taraba::pricing
