#include "shop/profit/loss.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using namespace taraba::profit;

namespace {

const Date sold_on = date(2026, 10, 5);

pricing::TaxCalendar taxes() {
    return pricing::TaxCalendar({{1, "standard", date(2025, 8, 1), {2'100}, ""},
                                 {2, "reduced", date(2025, 8, 1), {1'100}, ""}},
                                {{1, date(2023, 1, 1), true, "micro", {100}}});
}

Money lei(std::int64_t bani) { return {bani, ron}; }

orders::OrderLine line(const char* sku, std::int64_t total, std::int64_t unit_cost) {
    orders::OrderLine line;
    line.product_id = {7};
    line.sku = sku;
    line.quantity = units(1);
    line.total = lei(total);
    line.unit_cost = lei(unit_cost);
    line.green_tax = lei(0);
    line.vat_class = "standard";
    line.vat_rate = {2'100};
    return line;
}

/// 121 lei of goods and 12.10 of delivery, all at 21 %.
orders::Order order() {
    orders::Order order;
    order.total = lei(133'10);
    order.vat = lei(23'10);
    order.delivery = lei(12'10);
    order.fees = order.discount = lei(0);
    return order;
}

Report losing(std::vector<ProfitLine> lines) {
    Report report;
    report.lines = std::move(lines);
    report.net_profit = lei(-1'00);
    report.returned = lei(0);
    return report;
}

} // namespace

TEST(Loss, is_named_by_what_costs_more_than_it_brings_the_largest_first) {
    auto sold = order();
    sold.discount = lei(1'21);
    const auto reasons = reasons_of(
        sold, {line("A", 121'00, 108'00), line("B", 0, 0)},
        losing({{LineKind::courier, lei(-25'00), ""}, {LineKind::advertising, lei(-18'00), ""}}),
        {{{7}, "standard"}}, taxes(), sold_on);
    ASSERT_EQ(reasons.size(), 4u);
    EXPECT_EQ(reasons[0].cause, LossCause::advertising);
    EXPECT_EQ(reasons[0].amount, lei(18'00));
    EXPECT_EQ(reasons[1].cause, LossCause::delivery);
    EXPECT_EQ(reasons[1].amount, lei(15'00));
    EXPECT_EQ(reasons[2].cause, LossCause::cost_above_price);
    EXPECT_EQ(reasons[2].amount, lei(8'00));
    EXPECT_EQ(reasons[2].sku, "A");
    EXPECT_EQ(reasons[3].cause, LossCause::discount);
    EXPECT_EQ(reasons[3].amount, lei(1'00));
}

TEST(Loss, a_product_that_has_another_vat_class_now_is_named) {
    const auto reasons = reasons_of(order(), {line("A", 111'00, 10'00)}, losing({}),
                                    {{{7}, "reduced"}}, taxes(), sold_on);
    ASSERT_EQ(reasons.size(), 1u);
    EXPECT_EQ(reasons[0].cause, LossCause::wrong_vat_class);
    EXPECT_EQ(reasons[0].amount, lei(19'26 - 11'00));
}

TEST(Loss, an_order_that_earns_has_no_reasons) {
    auto report = losing({{LineKind::advertising, lei(-18'00), ""}});
    report.net_profit = lei(0);
    EXPECT_TRUE(
        reasons_of(order(), {line("A", 121'00, 500'00)}, report, {}, taxes(), sold_on).empty());
}

TEST(Loss, a_charge_in_another_currency_that_was_worth_less_when_it_came_is_named) {
    const auto reasons =
        reasons_of(order(), {line("A", 121'00, 10'00)},
                   losing({{LineKind::exchange, lei(-9'60), ""}}), {}, taxes(), sold_on);
    ASSERT_EQ(reasons.size(), 1u);
    EXPECT_EQ(reasons[0].cause, LossCause::currency);
    EXPECT_EQ(reasons[0].amount, lei(9'60));
}
