#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace taraba {

/// A point in time, UTC, to the millisecond; this is also how it is stored.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;

/// Tells the time. The program passes the system clock, a test passes one that it sets.
using Clock = std::function<Instant()>;

Instant system_now();

constexpr std::int64_t unix_ms(Instant at) { return at.time_since_epoch().count(); }
constexpr Instant from_unix_ms(std::int64_t ms) { return Instant(Millis(ms)); }

/// A day of the calendar, without a zone.
struct Date {
    std::chrono::sys_days day{};
    friend constexpr auto operator<=>(const Date&, const Date&) = default;
    constexpr std::chrono::year_month_day ymd() const { return day; }
};

constexpr Date date(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return {sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))};
}

constexpr Date operator+(Date date, std::chrono::days days) { return {date.day + days}; }

/// `2026-11-24T14:05:00.000Z`
std::string to_rfc3339(Instant at);
/// Takes any offset and up to nine fractional digits.
std::optional<Instant> instant_from(std::string_view rfc3339);

/// `2026-11-24`
std::string to_text(Date date);
std::optional<Date> date_from(std::string_view text);

/// A zone of the IANA database, such as Europe/Bucharest.
class Zone {
public:
    /// Nothing when there is no such zone.
    static std::optional<Zone> named(const std::string& name);

    Date day_of(Instant at) const;
    /// The first instant of the day in this zone.
    Instant start_of(Date day) const;
    /// When the clock on the wall shows this time of the day; what it skips in spring is an hour
    /// later, and of what it shows twice in autumn it is the first.
    Instant at(Date day, Millis time_of_day) const;
    /// `24 nov. 2026, 14:05`
    std::string to_people(Instant at, std::string_view language) const;
    /// `2026-11-24 14:05:59`
    std::string local_text(Instant at) const;

private:
    struct Rules;
    explicit Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
    std::int64_t offset_ms(Instant at) const;

    std::shared_ptr<const Rules> rules_;
};

/// `21:05`, as a time of the day is written.
bool is_clock(std::string_view text);

/// `24.11.2026` in Romanian, `24 Nov 2026` in English.
std::string to_people(Date date, std::string_view language);

} // namespace taraba
