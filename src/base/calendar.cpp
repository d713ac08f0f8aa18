#include "base/calendar.hpp"

#include "base/expects.hpp"

#include <array>

namespace taraba {

Date orthodox_easter(int year) {
    expects(year >= 1900 && year <= 2099);
    const int a = year % 4, b = year % 7, c = year % 19;
    const int d = (19 * c + 15) % 30;
    const int e = (2 * a + 4 * b - d + 34) % 7;
    const int month = (d + e + 114) / 31;
    const int day = (d + e + 114) % 31 + 1;
    return date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) +
           std::chrono::days(13);
}

bool is_public_holiday(Date day) {
    const auto ymd = day.ymd();
    const int year = static_cast<int>(ymd.year());
    const unsigned month_day =
        static_cast<unsigned>(ymd.month()) * 100 + static_cast<unsigned>(ymd.day());
    constexpr std::array fixed{101U, 102U, 124U, 501U, 601U, 815U, 1130U, 1201U, 1225U, 1226U};
    for (const auto holiday : fixed)
        if (month_day == holiday) return true;
    if (year >= 2024 && (month_day == 106 || month_day == 107)) return true;

    const Date easter = orthodox_easter(year);
    const auto after_easter = (day.day - easter.day).count();
    if (after_easter == -2) return year >= 2018;        // Good Friday
    return after_easter == 0 || after_easter == 1       // Easter
           || after_easter == 49 || after_easter == 50; // Pentecost
}

bool is_working_day(Date day) {
    const std::chrono::weekday weekday(day.day);
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
           !is_public_holiday(day);
}

Date add_working_days(Date from, int count) {
    expects(count >= 0 && count <= 1'000);
    Date day = from;
    while (!is_working_day(day) && count == 0)
        day = day + std::chrono::days(1);
    while (count > 0) {
        day = day + std::chrono::days(1);
        if (is_working_day(day)) --count;
    }
    return day;
}

Date months_after(Date from, std::int64_t months) {
    const auto start = from.ymd();
    auto end = start + std::chrono::months(months);
    if (!end.ok()) end = end.year() / end.month() / std::chrono::last;
    return {std::chrono::sys_days(end)};
}

} // namespace taraba
