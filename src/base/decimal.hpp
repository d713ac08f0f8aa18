#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taraba {

/// Reads exact decimal text (`-12.5`) into a whole number of 10^-places; nothing when it is not
/// a plain decimal, has more places, or does not fit.
std::optional<std::int64_t> parse_decimal(std::string_view text, int places);

/// The other way round; with `trim` without the zeros at the end.
std::string format_decimal(std::int64_t scaled, int places, bool trim = false);

/// A count of a product in thousandths of its unit (1.5 m of cable is 1500).
struct Quantity {
    std::int64_t thousandths = 0;
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
};

constexpr Quantity operator+(Quantity a, Quantity b) { return {a.thousandths + b.thousandths}; }
constexpr Quantity operator-(Quantity a, Quantity b) { return {a.thousandths - b.thousandths}; }

constexpr Quantity units(std::int64_t whole) { return {whole * 1'000}; }

/// No line holds more (a million units), so that quantity × price stays far inside 64 bits.
inline constexpr std::int64_t quantity_max = 1'000'000'000;

inline std::string to_decimal(Quantity quantity) {
    return format_decimal(quantity.thousandths, 3, true);
}

} // namespace taraba
