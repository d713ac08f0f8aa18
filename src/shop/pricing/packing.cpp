#include "shop/pricing/packing.hpp"

#include <algorithm>
#include <functional>

namespace taraba::pricing {

namespace {

/// Beyond so many pieces nobody packs one by one; they are poured evenly.
constexpr std::int64_t pieces_max = 5'000;

bool is_within(std::int64_t value, std::int64_t limit) { return limit <= 0 || value <= limit; }

bool takes(const Packed& parcel, const PackedItem& item, const ParcelLimit& limit) {
    return is_within(parcel.weight_g + item.weight_g, limit.weight_g) &&
           is_within(parcel.volume_cm3 + item.volume_cm3, limit.volume_cm3);
}

/// How much of a parcel a piece takes, in millionths.
std::int64_t share_of(const PackedItem& item, const ParcelLimit& limit) {
    constexpr std::int64_t whole = 1'000'000;
    const auto share = [](std::int64_t value, std::int64_t most) {
        return most <= 0 ? 0 : value * whole / most;
    };
    return std::max(share(item.weight_g, limit.weight_g), share(item.volume_cm3, limit.volume_cm3));
}

Packed sum_of(const std::vector<PackedItem>& items) {
    Packed all;
    for (const auto& item : items) {
        all.weight_g += item.weight_g * item.pieces;
        all.volume_cm3 += item.volume_cm3 * item.pieces;
    }
    return all;
}

} // namespace

std::vector<Packed> poured(Packed all, ParcelLimit limit) {
    std::int64_t count = 1;
    if (limit.weight_g > 0) count = std::max(count, divide_up(all.weight_g, limit.weight_g));
    if (limit.volume_cm3 > 0) count = std::max(count, divide_up(all.volume_cm3, limit.volume_cm3));
    std::vector<Packed> parcels(static_cast<std::size_t>(count),
                                {all.weight_g / count, all.volume_cm3 / count});
    for (std::int64_t i = 0; i < all.weight_g % count; ++i)
        ++parcels[static_cast<std::size_t>(i)].weight_g;
    for (std::int64_t i = 0; i < all.volume_cm3 % count; ++i)
        ++parcels[static_cast<std::size_t>(i)].volume_cm3;
    return parcels;
}

std::optional<std::vector<Packed>> pack(std::vector<PackedItem> items, ParcelLimit limit) {
    std::int64_t pieces = 0;
    for (const auto& item : items) {
        pieces += item.pieces;
        if (item.pieces > 0 && !(takes({}, item, limit) && is_within(item.side_mm, limit.side_mm)))
            return std::nullopt;
    }
    if (limit.weight_g <= 0 && limit.volume_cm3 <= 0) return std::vector{sum_of(items)};
    if (pieces > pieces_max) return poured(sum_of(items), limit);
    std::ranges::stable_sort(items, std::greater<>{},
                             [&](const auto& item) { return share_of(item, limit); });
    std::vector<Packed> parcels;
    for (const auto& item : items)
        for (std::int64_t i = 0; i < item.pieces; ++i) {
            auto free = std::ranges::find_if(
                parcels, [&](const auto& parcel) { return takes(parcel, item, limit); });
            if (free == parcels.end()) free = parcels.insert(free, Packed{});
            free->weight_g += item.weight_g;
            free->volume_cm3 += item.volume_cm3;
        }
    if (parcels.empty()) parcels.emplace_back();
    return parcels;
}

} // namespace taraba::pricing
