#include "base/calendar.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>
#include <set>

using namespace taraba;

namespace {
Instant at(const char* text) { return *instant_from(text); }
} // namespace

TEST(Time, reads_rfc3339_with_any_offset) {
    EXPECT_EQ(to_rfc3339(at("2026-11-24T14:05:00Z")), "2026-11-24T14:05:00.000Z");
    EXPECT_EQ(at("2026-11-24T16:05:00.25+02:00"), at("2026-11-24T14:05:00.250Z"));
    EXPECT_EQ(at("2026-11-24T14:05:00.123456789Z"), at("2026-11-24T14:05:00.123Z"));
    for (const char* wrong :
         {"", "2026-11-24", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-24T25:00:00Z",
          "2026-11-24T14:05:00", "2026-11-24 14:05:00Z x"})
        EXPECT_FALSE(instant_from(wrong)) << wrong;
}

TEST(Time, the_shops_day_follows_summer_time) {
    const Zone zone = *Zone::named("Europe/Bucharest");
    EXPECT_EQ(to_text(zone.day_of(at("2026-07-31T20:59:59Z"))), "2026-07-31");
    EXPECT_EQ(to_text(zone.day_of(at("2026-07-31T21:00:00Z"))), "2026-08-01");
    EXPECT_EQ(to_text(zone.day_of(at("2026-12-31T21:59:59Z"))), "2026-12-31");
    // 25 October 2026 has 25 hours, 29 March 23.
    EXPECT_EQ(zone.start_of(date(2026, 10, 26)) - zone.start_of(date(2026, 10, 25)),
              std::chrono::hours(25));
    EXPECT_EQ(zone.start_of(date(2026, 3, 30)) - zone.start_of(date(2026, 3, 29)),
              std::chrono::hours(23));
    EXPECT_FALSE(Zone::named("Europe/Nowhere"));
}

TEST(Time, is_told_as_people_tell_it) {
    const Zone zone = *Zone::named("Europe/Bucharest");
    EXPECT_EQ(zone.to_people(at("2026-11-24T12:05:00Z"), "ro"), "24 nov. 2026, 14:05");
    EXPECT_EQ(to_people(date(2026, 11, 24), "ro"), "24.11.2026");
}

// Dates of the Orthodox Easter as the Romanian Patriarchate has announced them.
TEST(Calendar, knows_orthodox_easter) {
    EXPECT_EQ(orthodox_easter(2024), date(2024, 5, 5));
    EXPECT_EQ(orthodox_easter(2025), date(2025, 4, 20));
    EXPECT_EQ(orthodox_easter(2026), date(2026, 4, 12));
    EXPECT_EQ(orthodox_easter(2027), date(2027, 5, 2));
}

TEST(Calendar, knows_public_holidays) {
    for (const Date day : {date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 10), date(2026, 4, 13),
                           date(2026, 6, 1), date(2026, 12, 1), date(2026, 11, 30)})
        EXPECT_TRUE(is_public_holiday(day)) << to_text(day);
    EXPECT_FALSE(is_public_holiday(date(2023, 1, 6))); // a holiday only since 2024
    EXPECT_FALSE(is_public_holiday(date(2026, 4, 14)));
}

TEST(Calendar, counts_working_days_over_holidays) {
    // Friday 27 November 2026; Monday and Tuesday after it are holidays.
    EXPECT_EQ(add_working_days(date(2026, 11, 27), 1), date(2026, 12, 2));
    EXPECT_EQ(add_working_days(date(2026, 11, 28), 0), date(2026, 12, 2));
}

TEST(Id, is_unique_ordered_and_carries_its_time) {
    IdMaker maker(7);
    const Instant now = at("2026-11-24T12:05:00Z");
    std::set<std::int64_t> ids;
    std::int64_t last = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto id = maker.next(now);
        EXPECT_GT(id, last);
        last = id;
        ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 10'000u);
    EXPECT_EQ(instant_of_id(*ids.begin()), now);
    EXPECT_GE(*ids.begin(), first_id_at(now));
    EXPECT_GT(maker.next(now - std::chrono::hours(1)), last); // a clock that goes back
}

TEST(Id, of_history_carries_the_time_it_is_asked_for) {
    IdMaker maker(7);
    const Instant now = at("2026-11-24T12:05:00Z"), before = now - std::chrono::hours(5);
    (void)maker.next(now);
    maker.write_history(true);
    EXPECT_EQ(instant_of_id(maker.next(before)), before);
    EXPECT_NE(maker.next(before), maker.next(before));
}

TEST(Id, only_positive_decimal_numbers_are_ids) {
    EXPECT_EQ(parse_id("123"), 123);
    for (const char* wrong : {"", "0", "-1", "1x", "0x10", "9223372036854775808", "1 "})
        EXPECT_FALSE(parse_id(wrong)) << wrong;
}
