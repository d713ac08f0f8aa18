#include "shop/invoicing/line_price.hpp"

#include "base/decimal.hpp"

#include <algorithm>
#include <cstdlib>

namespace taraba::invoicing {

namespace {

/// A line of no pieces has one: what is paid for by itself.
std::int64_t thousandths_of(const InvoiceLine& line) {
    return std::max<std::int64_t>(1, std::abs(line.quantity.thousandths));
}

} // namespace

Quantity signed_pieces(const InvoiceLine& line) {
    const bool below = line.net.minor < 0 || (line.net.minor == 0 && line.quantity.thousandths < 0);
    return {below ? -thousandths_of(line) : thousandths_of(line)};
}

std::string unit_price_text(const InvoiceLine& line) {
    constexpr std::int64_t millionths_of_ban = 10'000;
    return format_decimal(divide_half_up(Wide{std::abs(line.net.minor)} * millionths_of_ban * 1'000,
                                         thousandths_of(line)),
                          6, true);
}

} // namespace taraba::invoicing
