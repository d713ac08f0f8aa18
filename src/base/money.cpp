#include "base/money.hpp"

#include "base/decimal.hpp"

#include <algorithm>
#include <numeric>

namespace taraba {

std::vector<Money> split(Money total, std::span<const std::int64_t> weights) {
    std::vector<Money> parts(weights.size(), Money{0, total.currency});
    if (weights.empty()) return parts;
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (sum == 0) {
        parts.front() = total;
        return parts;
    }
    struct Remainder {
        Wide rest;
        std::size_t part;
    };
    std::vector<Remainder> remainders;
    const std::int64_t sign = total.minor < 0 ? -1 : 1;
    const std::int64_t whole = total.minor * sign;
    std::int64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        expects(weights[i] >= 0);
        const Wide product = static_cast<Wide>(whole) * weights[i];
        const auto share = static_cast<std::int64_t>(product / sum);
        parts[i].minor = share * sign;
        given += share;
        remainders.push_back({product % sum, i});
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.rest > b.rest; });
    for (std::size_t i = 0; given < whole; ++i, ++given)
        parts[remainders.at(i).part].minor += sign;
    return parts;
}

std::string to_decimal(Money amount) { return format_decimal(amount.minor, 2); }

Result<Money> money_from(std::string_view decimal, Currency currency) {
    const auto minor = parse_decimal(decimal, 2);
    if (!minor)
        return invalid_field("", "An amount is decimal text of at most two places, like 123.45.");
    if (*minor > money_minor_max || *minor < -money_minor_max)
        return invalid_field("", "The amount is too large.");
    return Money{*minor, currency};
}

std::string to_people(Money amount, std::string_view language) {
    const bool romanian = language != "en";
    const std::string decimal = to_decimal({std::abs(amount.minor), amount.currency});
    const std::string whole = decimal.substr(0, decimal.size() - 3);
    std::string grouped;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) grouped += romanian ? '.' : ',';
        grouped += whole[i];
    }
    grouped += (romanian ? "," : ".") + decimal.substr(decimal.size() - 2);
    const std::string unit = amount.currency == ron ? "lei" : std::string(amount.currency.code());
    return (amount.minor < 0 ? "-" : "") + grouped + " " + unit;
}

} // namespace taraba
