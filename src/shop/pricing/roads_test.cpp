#include "shop/pricing/roads.hpp"

#include "support/shop_fixture.hpp"

namespace taraba::pricing {
namespace {

constexpr std::int64_t bucharest_3 = 179169, cluj_napoca = 54984, dej = 55017, turda = 55268;

class Roads : public support::ShopTest {
protected:
    Result<void> put(std::int64_t from, std::int64_t to, std::int64_t km, bool driven = false) {
        const auto here = scope();
        const auto done = here.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(put_road(tx, here, {from, to, km * 1'000, driven, {}}));
            return true;
        });
        if (!done) return Failure(done.error());
        return {};
    }
    Way way(std::int64_t from, std::int64_t to, const std::string& county) {
        return way_between(scope(), from, to, county);
    }
};
ON_BOTH_ENGINES(Roads);

TEST_P(Roads, a_measured_one_counts_as_it_is_both_ways) {
    EXPECT_FALSE(way(bucharest_3, cluj_napoca, "CJ").road_m);
    ASSERT_TRUE(put(bucharest_3, cluj_napoca, 450));
    EXPECT_EQ(way(bucharest_3, cluj_napoca, "CJ").road_m, 450'000);
    EXPECT_EQ(way(cluj_napoca, bucharest_3, "B").road_m, 450'000);
    ASSERT_TRUE(put(cluj_napoca, bucharest_3, 455));
    EXPECT_EQ(way(bucharest_3, cluj_napoca, "CJ").road_m, 455'000);
}

TEST_P(Roads, teach_the_factor_of_their_counties) {
    ASSERT_TRUE(put(bucharest_3, cluj_napoca, 450)); // 328 km as the crow flies
    const auto other = way(bucharest_3, turda, "CJ");
    EXPECT_FALSE(other.road_m);
    EXPECT_EQ(other.road_factor_percent, 137);
    EXPECT_FALSE(way(bucharest_3, 0, "TL").road_factor_percent);
    ASSERT_TRUE(put(bucharest_3, dej, 600));
    EXPECT_GT(*way(bucharest_3, turda, "CJ").road_factor_percent, 137);
    // What the shop says itself stands above what was learned.
    auto settled = scope();
    auto shop = std::make_shared<shop::Shop>(*settled.shop);
    shop->settings.road_factors = {{"CJ", "B", 150}};
    settled.shop = shop;
    EXPECT_EQ(way_between(settled, bucharest_3, turda, "CJ").road_factor_percent, 150);
}

TEST_P(Roads, typed_in_stands_above_driven) {
    ASSERT_TRUE(put(cluj_napoca, dej, 62, true));
    ASSERT_TRUE(put(cluj_napoca, dej, 60));
    ASSERT_TRUE(put(cluj_napoca, dej, 75, true));
    EXPECT_EQ(way(cluj_napoca, dej, "CJ").road_m, 60'000);
}

TEST_P(Roads, refuse_what_no_road_is) {
    EXPECT_EQ(put(1, cluj_napoca, 50).error().field, "from_siruta");
    EXPECT_EQ(put(cluj_napoca, cluj_napoca, 50).error().field, "to_siruta");
    EXPECT_EQ(put(bucharest_3, cluj_napoca, 300).error().field, "km");
    EXPECT_EQ(put(bucharest_3, cluj_napoca, 1'900).error().field, "km");
    EXPECT_EQ(put(bucharest_3, cluj_napoca, 0).error().field, "km");
    const auto here = scope();
    const auto gone = here.write([&](db::Transaction& tx) -> Result<bool> {
        MUST(remove_road(tx, here, dej, turda));
        return true;
    });
    EXPECT_EQ(gone.error().kind, RefusalKind::not_found);
}

} // namespace
} // namespace taraba::pricing
