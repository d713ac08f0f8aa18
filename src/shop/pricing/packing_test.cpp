#include "shop/pricing/packing.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace taraba::pricing {

using Parcels = std::vector<Packed>;

TEST(Packing, without_a_limit_everything_is_one_parcel) {
    EXPECT_EQ(pack({{4'000, 3, 100}, {500, 2}}, {}), (Parcels{{13'000, 300}}));
    EXPECT_EQ(pack({}, {10'000}), (Parcels{{0, 0}}));
}

TEST(Packing, puts_the_heaviest_first_and_fills_up) {
    EXPECT_EQ(pack({{1'000, 3}, {7'000, 1}, {4'000, 2}}, {10'000}),
              (Parcels{{10'000, 0}, {8'000, 0}}));
}

TEST(Packing, counts_the_volume_as_well) {
    // Four cushions of 30 l: three fill a box of 100 l, whatever they weigh; the iron goes with
    // the fourth, since it takes less of a parcel than a cushion does.
    EXPECT_EQ(pack({{2'000, 1, 1'000}, {500, 4, 30'000}}, {31'000, 100'000}),
              (Parcels{{1'500 + 2'000, 91'000}, {500, 30'000}}));
}

TEST(Packing, a_piece_above_a_limit_cannot_go) {
    EXPECT_EQ(pack({{10'001, 1}}, {10'000}), std::nullopt);
    EXPECT_EQ(pack({{10'001, 0}}, {10'000}), (Parcels{{0, 0}}));
    EXPECT_EQ(pack({{100, 1, 1'001}}, {10'000, 1'000}), std::nullopt);
    EXPECT_EQ(pack({{100, 1, 10, 1'601}}, {.side_mm = 1'600}), std::nullopt);
    EXPECT_EQ(pack({{100, 1, 10, 1'600}}, {.side_mm = 1'600}), (Parcels{{100, 10}}));
}

RC_GTEST_PROP(Packing, nothing_is_lost_and_no_parcel_is_too_full, ()) {
    const ParcelLimit limit{*rc::gen::inRange<std::int64_t>(1'000, 40'000),
                            *rc::gen::inRange<std::int64_t>(0, 2) * 50'000};
    std::vector<PackedItem> items;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
        items.push_back({*rc::gen::inRange<std::int64_t>(1, 1'000),
                         *rc::gen::inRange<std::int64_t>(0, 60),
                         *rc::gen::inRange<std::int64_t>(0, 20'000)});
    const auto parcels = pack(items, limit);
    RC_ASSERT(parcels.has_value());
    Packed all, packed;
    for (const auto& item : items) {
        all.weight_g += item.weight_g * item.pieces;
        all.volume_cm3 += item.volume_cm3 * item.pieces;
    }
    for (const auto& parcel : *parcels) {
        packed.weight_g += parcel.weight_g;
        packed.volume_cm3 += parcel.volume_cm3;
        RC_ASSERT(parcel.weight_g <= limit.weight_g);
        RC_ASSERT(limit.volume_cm3 == 0 || parcel.volume_cm3 <= limit.volume_cm3);
    }
    RC_ASSERT(packed == all);
    // Never two parcels that would fit into one: each was opened because those before were full.
    for (std::size_t i = 1; i < parcels->size(); ++i) {
        const auto& a = (*parcels)[i - 1];
        const auto& b = (*parcels)[i];
        RC_ASSERT(a.weight_g + b.weight_g > limit.weight_g ||
                  (limit.volume_cm3 > 0 && a.volume_cm3 + b.volume_cm3 > limit.volume_cm3));
    }
    RC_ASSERT(parcels->size() >= poured(all, limit).size());
}

} // namespace taraba::pricing
