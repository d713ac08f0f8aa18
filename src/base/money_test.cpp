#include "base/money.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

using namespace taraba;

TEST(Money, is_rounded_half_away_from_zero) {
    EXPECT_EQ(portion({105, ron}, {1'000}).minor, 11);
    EXPECT_EQ(portion({104, ron}, {1'000}).minor, 10);
    EXPECT_EQ(portion({-105, ron}, {1'000}).minor, -11);
    EXPECT_EQ(scaled({2, ron}, 1, 3).minor, 1);
}

TEST(Money, of_two_currencies_never_meets) {
    EXPECT_THROW((Money{1, eur} + Money{1, ron}), Fault);
    EXPECT_THROW(((void)(Money{1, eur} < Money{1, ron})), Fault);
}

TEST(Money, above_the_limit_is_a_fault) {
    EXPECT_THROW((Money{money_minor_max, ron} + Money{1, ron}), Fault);
}

TEST(Money, reads_exact_decimal_text) {
    EXPECT_EQ(money_from("123.45", ron)->minor, 123'45);
    EXPECT_EQ(money_from("-0.5", ron)->minor, -50);
    EXPECT_EQ(money_from("7", ron)->minor, 700);
    for (const char* wrong :
         {"", ".", "1.234", "1,20", "1e3", "0x1", "--1", " 1", "1 ", "99999999999999999999"})
        EXPECT_FALSE(money_from(wrong, ron)) << wrong;
}

TEST(Money, is_written_as_people_write_it) {
    EXPECT_EQ(to_people({123456, ron}, "ro"), "1.234,56 lei");
    EXPECT_EQ(to_people({-123456789, ron}, "en"), "-1,234,567.89 lei");
    EXPECT_EQ(to_people({5, eur}, "ro"), "0,05 EUR");
}

TEST(Money, split_gives_the_largest_remainders_first) {
    const std::int64_t weights[]{1, 1, 1};
    const auto parts = split({100, ron}, weights);
    EXPECT_EQ(parts[0].minor, 34);
    EXPECT_EQ(parts[1].minor, 33);
    EXPECT_EQ(parts[2].minor, 33);
}

RC_GTEST_PROP(Money, split_parts_add_up_and_are_near_their_share, ()) {
    const auto total = *rc::gen::inRange<std::int64_t>(-1'000'000'00, 1'000'000'00);
    const auto weights = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(
        rc::gen::inRange<std::int64_t>(0, 1'000'000)));
    const auto parts = split({total, ron}, weights);
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    std::int64_t given = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        given += parts[i].minor;
        if (sum == 0) continue;
        const auto exact =
            static_cast<double>(total) * static_cast<double>(weights[i]) / static_cast<double>(sum);
        RC_ASSERT(std::abs(static_cast<double>(parts[i].minor) - exact) < 1.0);
    }
    RC_ASSERT(given == total);
}

RC_GTEST_PROP(Money, text_and_back_is_the_same, ()) {
    const auto minor = *rc::gen::inRange<std::int64_t>(-money_minor_max, money_minor_max);
    RC_ASSERT(money_from(to_decimal(Money{minor, ron}), ron)->minor == minor);
}
