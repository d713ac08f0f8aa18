#include "base/decimal.hpp"

namespace taraba {

std::optional<std::int64_t> parse_decimal(std::string_view text, int places) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    auto fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || whole.size() > 15 || (point != text.npos && fraction.empty()))
        return std::nullopt;
    while (fraction.size() > static_cast<std::size_t>(places) && fraction.ends_with('0'))
        fraction.remove_suffix(1);
    if (fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;

    std::int64_t scaled = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9') return std::nullopt;
        scaled = scaled * 10 + (c - '0');
    }
    for (int place = 0; place < places; ++place) {
        const char c = static_cast<std::size_t>(place) < fraction.size() ? fraction[place] : '0';
        if (c < '0' || c > '9') return std::nullopt;
        if (scaled > INT64_MAX / 10 - 1) return std::nullopt;
        scaled = scaled * 10 + (c - '0');
    }
    return negative ? -scaled : scaled;
}

std::string format_decimal(std::int64_t scaled, int places, bool trim) {
    std::string digits = std::to_string(scaled < 0 ? -scaled : scaled);
    if (digits.size() <= static_cast<std::size_t>(places))
        digits.insert(0, static_cast<std::size_t>(places) + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
    if (trim && places > 0) {
        while (digits.ends_with('0'))
            digits.pop_back();
        if (digits.ends_with('.')) digits.pop_back();
    }
    return scaled < 0 ? "-" + digits : digits;
}

} // namespace taraba
