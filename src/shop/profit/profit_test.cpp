#include "shop/profit/profit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace taraba;
using namespace taraba::profit;
using pricing::TaxCalendar;

namespace {

const Date day = date(2026, 10, 5);

TaxCalendar taxes(bool vat_payer, const char* kind, std::int64_t rate) {
    return TaxCalendar({{1, "standard", date(2025, 8, 1), {2'100}, ""},
                        {2, "reduced", date(2025, 8, 1), {1'100}, ""}},
                       {{1, date(2023, 1, 1), vat_payer, kind, {rate}}});
}

/// The worked example of docs/profit.md: 2 × A, 1 × B, delivery and cash on delivery.
std::vector<Cost> costs(std::int64_t cost_of_a) {
    const auto lei = [](std::int64_t bani) { return Money{bani, ron}; };
    return {{LineKind::goods, lei(2 * cost_of_a), "standard", "2 × A"},
            {LineKind::goods, lei(31'20), "reduced", "B"},
            {LineKind::courier, lei(14'50), "standard", ""},
            {LineKind::cash_fee, lei(2'80), "standard", ""},
            {LineKind::packaging, lei(1'90), "standard", ""},
            {LineKind::green_tax, lei(1'20), "standard", ""},
            {LineKind::advertising, lei(18'00), "standard", ""}};
}

constexpr Money paid{584'87, ron};
constexpr Money vat{97'05, ron}; // 91.11 + 5.94

} // namespace

TEST(Profit, of_a_vat_payer_micro_enterprise) {
    const auto report = compute(paid, vat, costs(120'00), taxes(true, "micro", 100), day);
    EXPECT_EQ(report.lines.front().amount.minor, 487'82);
    EXPECT_EQ(report.gross_result.minor, 178'22);
    EXPECT_EQ(report.tax.minor, 4'88);
    EXPECT_EQ(report.net_profit.minor, 173'34);
}

TEST(Profit, of_a_profit_tax_payer) {
    const auto report = compute(paid, vat, costs(120'00), taxes(true, "profit", 1'600), day);
    EXPECT_EQ(report.tax.minor, 28'52);
    EXPECT_EQ(report.net_profit.minor, 149'70);
}

TEST(Profit, of_who_pays_no_vat_counts_everything_with_it) {
    const auto report = compute(paid, {0, ron}, costs(120'00), taxes(false, "micro", 100), day);
    EXPECT_EQ(report.gross_result.minor, 213'37);
    EXPECT_EQ(report.tax.minor, 5'85);
    EXPECT_EQ(report.net_profit.minor, 207'52);
}

TEST(Profit, a_loss_owes_revenue_tax_but_no_profit_tax) {
    const auto micro = compute(paid, vat, costs(230'00), taxes(true, "micro", 100), day);
    EXPECT_EQ(micro.gross_result.minor, -41'78);
    EXPECT_EQ(micro.net_profit.minor, -46'66);
    const auto profit = compute(paid, vat, costs(230'00), taxes(true, "profit", 1'600), day);
    EXPECT_EQ(profit.tax.minor, 0);
    EXPECT_EQ(profit.net_profit.minor, -41'78);
}

RC_GTEST_PROP(Profit, lines_add_up_to_the_net_profit, ()) {
    const auto gross = *rc::gen::inRange<std::int64_t>(0, 100'000'00);
    const auto cost = *rc::gen::inRange<std::int64_t>(0, 100'000'00);
    const bool payer = *rc::gen::arbitrary<bool>();
    const bool micro = *rc::gen::arbitrary<bool>();
    const auto group = pricing::vat_inside({gross, ron}, {payer ? 2'100 : 0});
    const auto report =
        compute(group.gross, group.vat, {{LineKind::goods, {cost, ron}, "standard", ""}},
                taxes(payer, micro ? "micro" : "profit", micro ? 100 : 1'600), day);
    Money sum{0, ron};
    for (const auto& line : report.lines)
        sum += line.amount;
    RC_ASSERT(sum == report.net_profit);
    RC_ASSERT(report.gross_result - report.tax == report.net_profit);
    RC_ASSERT(report.tax.minor >= 0);
}
