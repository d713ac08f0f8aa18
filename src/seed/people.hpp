#pragma once

#include "shop/checkout/checkout.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace taraba::seed {

/// Repeatable random numbers with the skews of a shop.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
    std::uint64_t next();
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(count));
    }
    /// Small numbers often, large ones seldom: about count^(x²) shaped.
    std::int64_t skewed(std::int64_t count);
    bool chance(int percent) { return below(100) < percent; }

private:
    std::uint64_t state_;
};

/// The n-th person of an endless town: always the same name, address and e-mail.
struct Townsman {
    orders::Contact contact;
    shop::Address address;
    std::optional<customers::Company> company;
};
Townsman townsman(std::int64_t number);

/// How somebody came to the shop.
std::vector<referrers::Touch> touches(Dice& dice, Instant before);

} // namespace taraba::seed
