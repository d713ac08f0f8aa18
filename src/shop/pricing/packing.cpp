#include "shop/pricing/packing.hpp"

#include <algorithm>
#include <functional>

namespace taraba::pricing {

namespace {

/// Beyond so many pieces nobody packs one by one; they are poured evenly.
constexpr std::int64_t pieces_max = 5'000;

std::int64_t divide_up(std::int64_t value, std::int64_t divisor) {
    return (value + divisor - 1) / divisor;
}

} // namespace

std::vector<std::int64_t> poured(std::int64_t weight_g, ParcelLimit limit) {
    const std::int64_t count =
        limit.weight_g <= 0 ? 1 : std::max<std::int64_t>(1, divide_up(weight_g, limit.weight_g));
    std::vector<std::int64_t> parcels(static_cast<std::size_t>(count), weight_g / count);
    for (std::int64_t i = 0; i < weight_g % count; ++i)
        ++parcels[static_cast<std::size_t>(i)];
    return parcels;
}

std::optional<std::vector<std::int64_t>> pack(std::vector<PackedItem> items, ParcelLimit limit) {
    std::int64_t weight_g = 0, pieces = 0;
    for (const auto& item : items) {
        weight_g += item.weight_g * item.pieces;
        pieces += item.pieces;
    }
    if (limit.weight_g <= 0) return std::vector<std::int64_t>{weight_g};
    for (const auto& item : items)
        if (item.pieces > 0 && item.weight_g > limit.weight_g) return std::nullopt;
    if (pieces > pieces_max) return poured(weight_g, limit);
    std::ranges::stable_sort(items, std::greater<>{}, &PackedItem::weight_g);
    std::vector<std::int64_t> parcels;
    for (const auto& item : items)
        for (std::int64_t i = 0; i < item.pieces; ++i) {
            const auto takes = std::ranges::find_if(
                parcels, [&](std::int64_t used) { return used + item.weight_g <= limit.weight_g; });
            if (takes == parcels.end())
                parcels.push_back(item.weight_g);
            else
                *takes += item.weight_g;
        }
    if (parcels.empty()) parcels.push_back(0);
    return parcels;
}

} // namespace taraba::pricing
