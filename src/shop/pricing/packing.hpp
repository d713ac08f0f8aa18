#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace taraba::pricing {

inline std::int64_t divide_up(std::int64_t value, std::int64_t divisor) {
    return (value + divisor - 1) / divisor;
}

/// Pieces that are alike.
struct PackedItem {
    std::int64_t weight_g = 0; ///< of one
    std::int64_t pieces = 0;
    std::int64_t volume_cm3 = 0; ///< of one; 0: not known
    std::int64_t side_mm = 0;    ///< its longest; 0: not known
};

/// The most that goes into one parcel. 0: no limit.
struct ParcelLimit {
    std::int64_t weight_g = 0;
    std::int64_t volume_cm3 = 0;
    std::int64_t side_mm = 0; ///< of a piece, as it would stick out
};

/// What one parcel holds.
struct Packed {
    std::int64_t weight_g = 0;
    std::int64_t volume_cm3 = 0;
    friend bool operator==(const Packed&, const Packed&) = default;
};

/// The parcels that goods are split into: the pieces that take most of a parcel first, by weight or
/// by volume, each into the first parcel that still takes it, which people can follow with the
/// goods in hand. By weight alone that needs at most 11/9 of the fewest parcels possible, and 6/9
/// of one more (Dósa 2007). How pieces lie in a box is not worked out: their volumes add up.
/// Nothing when a piece alone is above a limit.
std::optional<std::vector<Packed>> pack(std::vector<PackedItem> items, ParcelLimit limit);

/// The same where only the sums are known: as few parcels as there can be, all alike.
std::vector<Packed> poured(Packed all, ParcelLimit limit);

} // namespace taraba::pricing
