#pragma once

#include "base/expects.hpp"
#include "base/refusal.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraba {

/// ISO 4217 alphabetic code.
struct Currency {
    std::array<char, 3> letters;

    static constexpr Currency of(std::string_view iso) {
        expects(iso.size() == 3);
        return {{iso[0], iso[1], iso[2]}};
    }
    constexpr std::string_view code() const { return {letters.data(), letters.size()}; }
    friend constexpr bool operator==(const Currency&, const Currency&) = default;
};

inline constexpr Currency ron = Currency::of("RON");
inline constexpr Currency eur = Currency::of("EUR");

/// No amount is larger: 10 billion units with two decimals.
inline constexpr std::int64_t money_minor_max = 1'000'000'000'000;

/// An amount in minor units (bani) of one currency. Amounts never pass through floating point,
/// and two currencies never meet in one operation: that is a fault.
struct Money {
    std::int64_t minor = 0;
    Currency currency = ron;
    friend constexpr bool operator==(const Money&, const Money&) = default;
};

/// A share of a whole in basis points: 2100 is 21 %.
struct Rate {
    std::int64_t basis_points = 0;
    friend constexpr auto operator<=>(const Rate&, const Rate&) = default;
};

constexpr Money checked(Money amount) {
    expects(amount.minor >= -money_minor_max && amount.minor <= money_minor_max);
    return amount;
}

constexpr Money operator+(Money a, Money b) {
    expects(a.currency == b.currency);
    return checked({a.minor + b.minor, a.currency});
}

constexpr Money operator-(Money a, Money b) {
    expects(a.currency == b.currency);
    return checked({a.minor - b.minor, a.currency});
}

constexpr Money operator-(Money a) { return {-a.minor, a.currency}; }

constexpr Money& operator+=(Money& a, Money b) { return a = a + b; }

constexpr bool operator<(Money a, Money b) {
    expects(a.currency == b.currency);
    return a.minor < b.minor;
}

/// Room for any product of two 64-bit numbers.
__extension__ using Wide = __int128;

/// numerator / denominator rounded half up, which is away from zero for a negative one as well: a
/// storno mirrors its invoice. The one place where amounts are rounded.
constexpr std::int64_t divide_half_up(Wide numerator, Wide denominator) {
    expects(denominator > 0);
    const Wide half = numerator < 0 ? -denominator / 2 : denominator / 2;
    const Wide result = (numerator + half) / denominator;
    expects(result >= -money_minor_max * 1'000 && result <= money_minor_max * 1'000);
    return static_cast<std::int64_t>(result);
}

/// amount × numerator / denominator, rounded half up to a whole minor unit.
constexpr Money scaled(Money amount, std::int64_t numerator, std::int64_t denominator) {
    return checked({divide_half_up(static_cast<Wide>(amount.minor) * numerator, denominator),
                    amount.currency});
}

/// amount × rate, rounded as above.
constexpr Money portion(Money amount, Rate rate) {
    return scaled(amount, rate.basis_points, 10'000);
}

/// Splits `total` in proportion to `weights` by largest remainder, so that the parts add up to it.
/// With all weights zero the first part takes everything.
std::vector<Money> split(Money total, std::span<const std::int64_t> weights);

/// `123.45`; always two decimals, minus first.
std::string to_decimal(Money amount);

/// Exact decimal text of at most two places; refuses with a sentence and no field.
Result<Money> money_from(std::string_view decimal, Currency currency);

/// `1.234,56 lei` in Romanian, `1,234.56 lei` in English; other currencies by their code.
std::string to_people(Money amount, std::string_view language);

} // namespace taraba
