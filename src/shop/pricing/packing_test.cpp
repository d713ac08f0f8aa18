#include "shop/pricing/packing.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace taraba::pricing {

TEST(Packing, without_a_limit_everything_is_one_parcel) {
    EXPECT_EQ(pack({{4'000, 3}, {500, 2}}, {0}), (std::vector<std::int64_t>{13'000}));
    EXPECT_EQ(pack({}, {10'000}), (std::vector<std::int64_t>{0}));
}

TEST(Packing, puts_the_heaviest_first_and_fills_up) {
    EXPECT_EQ(pack({{1'000, 3}, {7'000, 1}, {4'000, 2}}, {10'000}),
              (std::vector<std::int64_t>{10'000, 8'000}));
}

TEST(Packing, a_piece_above_the_limit_cannot_go) {
    EXPECT_EQ(pack({{10'001, 1}}, {10'000}), std::nullopt);
    EXPECT_EQ(pack({{10'001, 0}}, {10'000}), (std::vector<std::int64_t>{0}));
}

RC_GTEST_PROP(Packing, nothing_is_lost_and_no_parcel_is_too_heavy, ()) {
    const auto limit = *rc::gen::inRange<std::int64_t>(1'000, 40'000);
    const auto items = *rc::gen::container<std::vector<PackedItem>>(
        rc::gen::map(rc::gen::pair(rc::gen::inRange<std::int64_t>(1, 1'000),
                                   rc::gen::inRange<std::int64_t>(0, 60)),
                     [](const auto& pair) {
                         return PackedItem{pair.first, pair.second};
                     }));
    const auto parcels = pack(items, {limit});
    RC_ASSERT(parcels.has_value());
    std::int64_t weight = 0;
    for (const auto& item : items)
        weight += item.weight_g * item.pieces;
    RC_ASSERT(std::accumulate(parcels->begin(), parcels->end(), std::int64_t{0}) == weight);
    RC_ASSERT(std::ranges::all_of(*parcels, [&](auto grams) { return grams <= limit; }));
    // Two parcels that would fit into one are never left: the second was opened because of it.
    const auto lower = (weight + limit - 1) / limit;
    RC_ASSERT(static_cast<std::int64_t>(parcels->size()) * 9 <=
              std::max<std::int64_t>(1, lower) * 18 + 9);
}

} // namespace taraba::pricing
