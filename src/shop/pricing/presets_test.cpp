// Worked examples from the published lists, to the ban.

#include "shop/pricing/presets.hpp"

#include "support/shop_fixture.hpp"

namespace taraba::pricing {
namespace {

class Presets : public support::ShopTest {
protected:
    std::optional<DeliveryPreset> named(const std::string& code) {
        for (auto& each : delivery_presets(scope()))
            if (each.code == code) return each;
        return std::nullopt;
    }
    /// Of one parcel, with VAT.
    std::int64_t price(const std::string& code, std::int64_t weight_g,
                       std::int64_t volume_cm3 = 0) {
        DeliveryMethod method;
        method.formula = named(code)->formula;
        Load load;
        load.weight_g = weight_g;
        load.volume_cm3 = volume_cm3;
        load.pieces = 1;
        load.goods = {100'00, ron};
        return delivery_price(method, load)->price.minor;
    }
};
ON_BOTH_ENGINES(Presets);

TEST_P(Presets, cost_what_the_lists_say_with_vat) {
    EXPECT_EQ(price("cargus_10", 12'000), 19'12);           // 15.80 × 1.21
    EXPECT_EQ(price("cargus_10", 15'001), 25'05);           // (15.80 + 4.90) × 1.21
    EXPECT_EQ(price("cargus_300", 15'000), 14'65);          // 12.11 × 1.21
    EXPECT_EQ(price("cargus_50", 45'000), 113'74);          // 94.00 × 1.21
    EXPECT_EQ(price("cargus_100", 700'000), 1'210'00);      // 1000.00 × 1.21
    EXPECT_EQ(price("cargus_10", 1'000, 120'000), 25'05);   // 120000 / 6000 = 20 kg
    EXPECT_EQ(price("cargus_points_300", 2'000), 12'46);    // 10.30 × 1.21
    EXPECT_EQ(price("dpd_standard", 2'500), 32'43);         // 26.80 × 1.21
    EXPECT_EQ(price("dpd_standard", 22'300), 78'65 + 9'45); // 65.00 and 3 × 2.60, each × 1.21
    EXPECT_EQ(price("dpd_points", 9'000), 18'14);           // 14.99 × 1.21
}

TEST_P(Presets, say_where_they_are_from_and_pass_their_own_check) {
    const auto all = delivery_presets(scope());
    EXPECT_GE(all.size(), 10U);
    for (const auto& each : all) {
        EXPECT_TRUE(check(each.formula, ron)) << each.code;
        EXPECT_FALSE(each.source.empty()) << each.code;
        EXPECT_TRUE(each.dated || each.read_on > date(2026, 1, 1)) << each.code;
    }
    EXPECT_EQ(named("cargus_10")->dated, date(2025, 8, 5));
    EXPECT_FALSE(named("cargus_10")->fuel_apart);
    EXPECT_TRUE(named("dpd_standard")->fuel_apart);
}

} // namespace
} // namespace taraba::pricing
