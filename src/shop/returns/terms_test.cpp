#include "shop/returns/terms.hpp"

#include "base/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace taraba::returns {

TEST(ReturnTerms, withdrawal_ends_after_fourteen_days_on_a_working_day) {
    EXPECT_EQ(withdrawal_until(date(2026, 10, 5)), date(2026, 10, 19)); // Monday to Monday
    EXPECT_EQ(withdrawal_until(date(2026, 10, 3)), date(2026, 10, 19)); // would end on a Saturday
    EXPECT_EQ(withdrawal_until(date(2026, 12, 11)),
              date(2026, 12, 28));                                      // Christmas, then a weekend
    EXPECT_EQ(withdrawal_until(date(2026, 11, 17)), date(2026, 12, 2)); // 1 December
    // Good Friday to Easter Monday of the Orthodox Easter, 12 April 2026.
    EXPECT_EQ(withdrawal_until(date(2026, 3, 27)), date(2026, 4, 14));
}

RC_GTEST_PROP(ReturnTerms, never_shorter_than_the_law_says, ()) {
    const Date arrived = date(2024, 1, 1) + std::chrono::days(*rc::gen::inRange(0, 3'650));
    const Date last = withdrawal_until(arrived);
    RC_ASSERT(last >= arrived + std::chrono::days(14));
    RC_ASSERT(last <= arrived + std::chrono::days(20));
    RC_ASSERT(is_working_day(last));
}

TEST(ReturnTerms, a_guarantee_runs_by_months) {
    EXPECT_EQ(warranty_until(date(2026, 10, 5), 24), date(2028, 10, 5));
    EXPECT_EQ(warranty_until(date(2026, 1, 31), 1), date(2026, 2, 28));
    EXPECT_EQ(warranty_until(date(2026, 10, 5), 0), std::nullopt);
}

} // namespace taraba::returns
