#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace taraba::pricing {

/// Pieces that are alike.
struct PackedItem {
    std::int64_t weight_g = 0; ///< of one
    std::int64_t pieces = 0;
};

/// The most that goes into one parcel.
struct ParcelLimit {
    std::int64_t weight_g = 0; ///< 0: no limit, everything is one parcel
};

/// Weights of the parcels that goods are split into: the heaviest pieces first, each into the first
/// parcel that still takes it, which people can follow with the goods in hand and which needs at
/// most 11/9 of the fewest parcels possible, and 6/9 of one more (Dósa 2007). Nothing when a piece
/// alone is above the limit.
std::optional<std::vector<std::int64_t>> pack(std::vector<PackedItem> items, ParcelLimit limit);

/// The same where only the weight is known: as few parcels as there can be, all alike.
std::vector<std::int64_t> poured(std::int64_t weight_g, ParcelLimit limit);

} // namespace taraba::pricing
