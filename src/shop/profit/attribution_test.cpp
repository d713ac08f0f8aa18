#include "shop/profit/attribution.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace taraba;
using namespace taraba::profit;

namespace {

constexpr std::int64_t whole_order = 1'000;

orders::OrderLine line(std::int64_t no, std::int64_t product, std::int64_t pieces,
                       std::int64_t total, std::int64_t unit_cost, std::int64_t green_tax = 0) {
    orders::OrderLine line;
    line.line_no = no;
    line.product_id = {product};
    line.quantity = units(pieces);
    line.total = {total, ron};
    line.unit_cost = {unit_cost, ron};
    line.green_tax = {green_tax, ron};
    line.vat_rate = {2'100};
    return line;
}

referrers::Referrer touch(std::int64_t position, const char* channel, const char* campaign = "") {
    return {position, "", "", {}, channel, campaign};
}

orders::OrderSnapshot order_of(std::vector<orders::OrderLine> lines,
                               std::vector<referrers::Referrer> touches = {}) {
    orders::OrderSnapshot whole{{}, std::move(lines), std::move(touches)};
    whole.order.total = {584'87, ron};
    whole.order.customer_id = {7};
    whole.order.county = "TL";
    return whole;
}

/// The worked example of docs/profit.md for a VAT payer and micro-enterprise.
Report worked_example() {
    const auto lei = [](std::int64_t bani) { return Money{bani, ron}; };
    Report report;
    report.lines = {{LineKind::revenue, lei(487'82), ""},  {LineKind::goods, lei(-240'00), ""},
                    {LineKind::goods, lei(-31'20), ""},    {LineKind::courier, lei(-14'50), ""},
                    {LineKind::cash_fee, lei(-2'80), ""},  {LineKind::packaging, lei(-1'90), ""},
                    {LineKind::green_tax, lei(-1'20), ""}, {LineKind::advertising, lei(-18'00), ""},
                    {LineKind::tax, lei(-4'88), ""}};
    report.net_profit = lei(173'34);
    report.returned = lei(0);
    return report;
}

ProfitTotals of(const std::vector<Contribution>& shares, Dimension dimension,
                const std::string& key) {
    for (const auto& share : shares)
        if (share.dimension == dimension && share.key == key) return share.sums;
    return no_totals(ron);
}

orders::Returned nothing_back() { return {{0, ron}, {0, ron}, {0, ron}, {0, ron}}; }

Money result_of(const ProfitTotals& sums) {
    return sums.revenue - sums.goods - sums.courier - sums.commission - sums.advertising -
           sums.other - sums.tax;
}

} // namespace

TEST(Shares, a_product_carries_its_goods_and_its_part_of_all_else) {
    const auto order = order_of({line(1, 1, 2, 499'98, 120'00, 1'20), line(2, 2, 1, 59'90, 31'20)});
    const auto shares = contributions_of(
        order, worked_example(), nothing_back(),
        {"courier", "fan", "cod", {{{1}, {"Cafea", "Zorina"}}, {{2}, {"Cărți", "Zorina"}}}});
    const auto a = of(shares, Dimension::product, "1"), b = of(shares, Dimension::product, "2");
    EXPECT_EQ(a.goods.minor, 240'00);
    EXPECT_EQ(b.goods.minor, 31'20);
    EXPECT_EQ(a.pieces, units(2));
    // 413.21 and 49.50 without VAT: 89.3 % and 10.7 % of what is common.
    EXPECT_EQ(a.revenue.minor, 435'63);
    EXPECT_EQ(b.revenue.minor, 52'19);
    EXPECT_EQ((a.net_profit + b.net_profit).minor, 173'34);
    EXPECT_EQ(result_of(a), a.net_profit);
    EXPECT_EQ(of(shares, Dimension::category, "Cafea").net_profit, a.net_profit);
    const auto brand = of(shares, Dimension::brand, "Zorina");
    EXPECT_EQ(brand.net_profit.minor, 173'34);
    EXPECT_EQ(brand.orders.thousandths, whole_order) << "one order, of two of its products";
    EXPECT_EQ(of(shares, Dimension::courier, "fan").courier.minor, 17'30);
    EXPECT_EQ(of(shares, Dimension::county, "TL").net_profit.minor, 173'34);
    EXPECT_EQ(of(shares, Dimension::customer, "7").orders.thousandths, whole_order);
}

TEST(Shares, what_came_back_no_longer_earns) {
    const auto order = order_of({line(1, 1, 1, 100'00, 40'00), line(2, 2, 1, 100'00, 40'00)});
    Report report;
    report.lines = {{LineKind::revenue, {82'64, ron}, ""},
                    {LineKind::goods, {-80'00, ron}, ""},
                    {LineKind::goods, {40'00, ron}, ""},
                    {LineKind::courier, {-10'00, ron}, ""}};
    report.net_profit = {32'64, ron};
    report.returned = {100'00, ron};
    auto returned = nothing_back();
    returned.lines[1] = {units(1), {40'00, ron}, {0, ron}};
    const auto shares = contributions_of(order, report, returned, {});
    const auto back = of(shares, Dimension::product, "1"),
               kept = of(shares, Dimension::product, "2");
    EXPECT_EQ(back.net_profit.minor, 0);
    EXPECT_EQ(back.returned.thousandths, whole_order);
    EXPECT_EQ(back.pieces, units(0));
    EXPECT_EQ(kept.net_profit.minor, 32'64);
    EXPECT_EQ(kept.returned.thousandths, 0);
}

TEST(Shares, touches_share_an_order_in_four_ways) {
    const auto order = order_of({line(1, 1, 1, 100'00, 0)},
                                {touch(1, "google adwords", "toamna"), touch(2, "facebook"),
                                 touch(3, "newsletter"), touch(4, "google adwords")});
    const auto shares = contributions_of(order, worked_example(), nothing_back(), {});
    const auto orders = [&](Dimension dimension, const char* key) {
        return of(shares, dimension, key).orders.thousandths;
    };
    EXPECT_EQ(orders(Dimension::channel_first, "google adwords"), 1'000);
    EXPECT_EQ(orders(Dimension::channel_last, "google adwords"), 1'000);
    EXPECT_EQ(orders(Dimension::channel_linear, "google adwords"), 500);
    EXPECT_EQ(orders(Dimension::channel_linear, "facebook"), 250);
    EXPECT_EQ(orders(Dimension::channel_position, "google adwords"), 800);
    EXPECT_EQ(orders(Dimension::channel_position, "newsletter"), 100);
    EXPECT_EQ(orders(Dimension::campaign_first, "google adwords / toamna"), 1'000);
    EXPECT_EQ(orders(Dimension::campaign_last, ""), 1'000);
    const auto direct = contributions_of(order_of({line(1, 1, 1, 100'00, 0)}), worked_example(),
                                         nothing_back(), {});
    EXPECT_EQ(of(direct, Dimension::channel_linear, "").orders.thousandths, 1'000);
}

RC_GTEST_PROP(Shares, of_each_dimension_add_up_to_the_ban, ()) {
    std::vector<orders::OrderLine> lines;
    const auto many = *rc::gen::inRange(1, 8);
    for (int i = 0; i < many; ++i)
        lines.push_back(line(i + 1, *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 5),
                             *rc::gen::inRange<std::int64_t>(0, 1'000'00),
                             *rc::gen::inRange<std::int64_t>(0, 500'00),
                             *rc::gen::inRange<std::int64_t>(0, 10'00)));
    std::vector<referrers::Referrer> touches;
    const char* channels[]{"google", "facebook", "direct"};
    const auto visits = *rc::gen::inRange(0, 11);
    for (int i = 0; i < visits; ++i)
        touches.push_back(touch(i + 1, channels[*rc::gen::inRange(0, 3)], i % 2 ? "c" : ""));
    const auto order = order_of(lines, touches);
    Report report;
    Money net{0, ron};
    for (const auto kind :
         {LineKind::revenue, LineKind::goods, LineKind::courier, LineKind::commission,
          LineKind::advertising, LineKind::packaging, LineKind::service, LineKind::tax}) {
        const Money amount{*rc::gen::inRange<std::int64_t>(-100'000, 100'000), ron};
        report.lines.push_back({kind, amount, ""});
        net += amount;
    }
    report.net_profit = net;
    report.returned = {0, ron};
    auto returned = nothing_back();
    if (*rc::gen::arbitrary<bool>())
        returned.lines[1] = {
            lines.front().quantity, {lines.front().unit_cost.minor, ron}, {0, ron}};

    std::map<Dimension, ProfitTotals> sums;
    for (const auto& share : contributions_of(order, report, returned, {})) {
        sums.try_emplace(share.dimension, no_totals(ron)).first->second += share.sums;
        RC_ASSERT(result_of(share.sums) == share.sums.net_profit);
    }
    const auto whole = totals_of(order, report);
    for (const auto& [dimension, sum] : sums) {
        RC_ASSERT(sum.net_profit == net);
        RC_ASSERT(sum.revenue == whole.revenue && sum.goods == whole.goods);
        RC_ASSERT(sum.sales == whole.sales && sum.tax == whole.tax);
        if (dimension != Dimension::product && dimension != Dimension::category)
            RC_ASSERT(sum.orders.thousandths == whole_order);
    }
}
