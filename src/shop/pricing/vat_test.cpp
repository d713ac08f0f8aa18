#include "shop/pricing/vat.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace taraba;
using namespace taraba::pricing;

TEST(Vat, is_what_the_law_page_says) { // docs/vat.md, figures after 2025-08-01
    const struct {
        std::int64_t gross, rate, vat, net;
    } cases[]{{524'97, 2'100, 91'11, 433'86},
              {59'90, 1'100, 5'94, 53'96},
              {249'99, 2'100, 43'39, 206'60},
              {1, 2'100, 0, 1}};
    for (const auto& each : cases) {
        const auto group = vat_inside({each.gross, ron}, {each.rate});
        EXPECT_EQ(group.vat.minor, each.vat);
        EXPECT_EQ(group.net.minor, each.net);
        EXPECT_EQ(group.gross.minor, each.gross);
    }
}

TEST(Vat, depends_on_the_day) {
    const TaxCalendar calendar({{1, "standard", date(2017, 1, 1), {1'900}, ""},
                                {2, "standard", date(2025, 8, 1), {2'100}, ""},
                                {3, "reduced", date(2010, 7, 1), {900}, ""}},
                               {{1, date(2023, 1, 1), true, "micro", {100}},
                                {2, date(2026, 1, 1), false, "micro", {100}}});
    EXPECT_EQ(calendar.vat("standard", date(2025, 7, 31)).basis_points, 1'900);
    EXPECT_EQ(calendar.vat("standard", date(2025, 8, 1)).basis_points, 2'100);
    EXPECT_EQ(calendar.vat("reduced", date(2025, 8, 1)).basis_points, 900);
    EXPECT_EQ(calendar.vat("standard", date(2026, 1, 1)).basis_points, 0); // no VAT payer any more
    EXPECT_EQ(calendar.listed_vat("standard", date(2026, 1, 1)).basis_points, 2'100);
}

TEST(Vat, delivery_follows_the_goods_it_serves) {
    const Taxable goods[]{{{499'98, ron}, {2'100}}, {{59'90, ron}, {1'100}}};
    const auto groups = vat_groups({goods, goods + 2}, {19'99, ron}, {2'100});
    ASSERT_EQ(groups.size(), 2u);
    // 19.99 split 499.98 : 59.90 is 17.85 and 2.14
    EXPECT_EQ(groups[0].gross.minor + groups[1].gross.minor, 499'98 + 59'90 + 19'99);
    for (const auto& group : groups)
        EXPECT_EQ(group.gross.minor, group.rate.basis_points == 2'100 ? 517'83 : 62'04);
}

RC_GTEST_PROP(Vat, inside_and_on_top_agree_to_half_a_ban, ()) {
    const auto gross = *rc::gen::inRange<std::int64_t>(-10'000'000'00, 10'000'000'00);
    const auto rate = *rc::gen::inRange<std::int64_t>(0, 3'000);
    const auto group = vat_inside({gross, ron}, {rate});
    RC_ASSERT(group.net + group.vat == group.gross);
    const auto error = Wide{group.vat.minor} * (10'000 + rate) - Wide{gross} * rate;
    RC_ASSERT(error * 2 <= 10'000 + rate && error * 2 >= -(10'000 + rate));
    // BR-CO-17 the other way round: at most a ban apart
    const auto back = vat_on_top(group.net, {rate}).vat.minor - group.vat.minor;
    RC_ASSERT(back >= -1 && back <= 1);
}
