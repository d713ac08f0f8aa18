#include "base/time.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <array>
#include <charconv>
#include <mutex>
#include <unordered_map>

namespace taraba {

using std::chrono::floor;

Instant system_now() { return floor<Millis>(std::chrono::system_clock::now()); }

namespace {

constexpr std::array month_names_ro{"ian.", "feb.", "mar.",  "apr.", "mai",  "iun.",
                                    "iul.", "aug.", "sept.", "oct.", "nov.", "dec."};
constexpr std::array month_names_en{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + count, value);
    if (error != std::errc{} || end != text.data() + count || text.front() == '-')
        return std::nullopt;
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day) return std::nullopt;
    const auto ymd = std::chrono::year(*year) / std::chrono::month(static_cast<unsigned>(*month)) /
                     std::chrono::day(static_cast<unsigned>(*day));
    if (!ymd.ok() || *year < 1900) return std::nullopt;
    return Date{std::chrono::sys_days(ymd)};
}

struct Clockface {
    int hour, minute, second, milli;
};

Clockface clockface(Instant local) {
    const auto in_day = local - floor<std::chrono::days>(local);
    const auto ms = in_day.count();
    return {static_cast<int>(ms / 3'600'000), static_cast<int>(ms / 60'000 % 60),
            static_cast<int>(ms / 1'000 % 60), static_cast<int>(ms % 1'000)};
}

} // namespace

std::string to_rfc3339(Instant at) {
    const auto time = clockface(at);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_text(Date{floor<std::chrono::days>(at)}),
                       time.hour, time.minute, time.second, time.milli);
}

std::optional<Instant> instant_from(std::string_view text) {
    const auto day = take_date(text);
    if (!day || text.empty() || (text.front() != 'T' && text.front() != 't' && text.front() != ' '))
        return std::nullopt;
    text.remove_prefix(1);
    const auto hour = take_digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
    const auto second = take_digits(text, 2);
    if (!second || *second > 60) return std::nullopt;
    int milli = 0;
    if (take(text, '.')) {
        int digits = 0;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
            if (digits < 3) milli = milli * 10 + (text.front() - '0');
            text.remove_prefix(1);
        }
        if (digits == 0 || digits > 9) return std::nullopt;
        for (; digits < 3; ++digits)
            milli *= 10;
    }
    std::int64_t offset_minutes = 0;
    if (text == "Z" || text == "z") {
        text = {};
    } else {
        if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
        const int sign = text.front() == '-' ? -1 : 1;
        text.remove_prefix(1);
        const auto hours = take_digits(text, 2);
        if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
        const auto minutes = take_digits(text, 2);
        if (!minutes || *minutes > 59) return std::nullopt;
        offset_minutes = sign * (*hours * 60 + *minutes);
    }
    if (!text.empty()) return std::nullopt;
    return Instant(day->day.time_since_epoch()) + std::chrono::hours(*hour) +
           std::chrono::minutes(*minute - offset_minutes) + std::chrono::seconds(*second) +
           Millis(milli);
}

std::string to_text(Date date) {
    const auto ymd = date.ymd();
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::optional<Date> date_from(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

bool is_clock(std::string_view text) {
    return text.size() == 5 && text[2] == ':' && digits_of(text).size() == 4 && text < "24:00" &&
           text[3] < '6';
}

std::string to_people(Date date, std::string_view language) {
    const auto ymd = date.ymd();
    const auto month = static_cast<unsigned>(ymd.month());
    const auto day = static_cast<unsigned>(ymd.day());
    const int year = static_cast<int>(ymd.year());
    if (language == "en") return fmt::format("{} {} {}", day, month_names_en[month - 1], year);
    return fmt::format("{:02}.{:02}.{}", day, month, year);
}

struct Zone::Rules {
    std::unique_ptr<icu::TimeZone> zone;
};

std::optional<Zone> Zone::named(const std::string& name) {
    static std::mutex mutex;
    static std::unordered_map<std::string, std::shared_ptr<const Rules>> known;
    const std::lock_guard lock(mutex);
    auto& rules = known[name];
    if (!rules) {
        std::unique_ptr<icu::TimeZone> zone(
            icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
        if (*zone == icu::TimeZone::getUnknown()) return std::nullopt;
        rules = std::make_shared<const Rules>(Rules{std::move(zone)});
    }
    return Zone(rules);
}

std::int64_t Zone::offset_ms(Instant at) const {
    std::int32_t raw = 0, summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules_->zone->getOffset(static_cast<UDate>(unix_ms(at)), false, raw, summer, status);
    return raw + summer;
}

Date Zone::day_of(Instant at) const {
    return {floor<std::chrono::days>(at + Millis(offset_ms(at)))};
}

Instant Zone::start_of(Date day) const { return at(day, Millis(0)); }

Instant Zone::at(Date day, Millis time_of_day) const {
    const Instant as_utc = Instant(day.day.time_since_epoch()) + time_of_day;
    const Instant guess = as_utc - Millis(offset_ms(as_utc));
    return as_utc - Millis(offset_ms(guess));
}

std::string Zone::to_people(Instant at, std::string_view language) const {
    const Instant local = at + Millis(offset_ms(at));
    const auto ymd = Date{floor<std::chrono::days>(local)}.ymd();
    const auto month = static_cast<unsigned>(ymd.month()) - 1;
    const auto time = clockface(local);
    return fmt::format("{} {} {}, {:02}:{:02}", static_cast<unsigned>(ymd.day()),
                       language == "en" ? month_names_en[month] : month_names_ro[month],
                       static_cast<int>(ymd.year()), time.hour, time.minute);
}

std::string Zone::local_text(Instant at) const {
    const Instant local = at + Millis(offset_ms(at));
    const auto time = clockface(local);
    return fmt::format("{} {:02}:{:02}:{:02}", to_text(Date{floor<std::chrono::days>(local)}),
                       time.hour, time.minute, time.second);
}

} // namespace taraba
