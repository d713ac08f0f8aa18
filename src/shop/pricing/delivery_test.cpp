#include "shop/pricing/delivery.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace taraba;
using namespace taraba::pricing;

namespace {

constexpr std::int64_t bucharest_3 = 179169, cluj_napoca = 54984, without_coordinates = 63349;

Money lei(std::int64_t bani) { return {bani, ron}; }

DeliveryMethod method() {
    DeliveryMethod method;
    auto& formula = method.formula;
    formula.base = lei(10'00);
    formula.weight_bands = {{1'000, lei(2'00)}, {5'000, lei(6'00)}};
    formula.per_extra_kg = lei(1'00);
    formula.distance_bands = {{100'000, lei(0)}, {300'000, lei(3'00)}};
    formula.per_extra_10km = lei(10);
    formula.free_above = lei(300'00);
    formula.weight_g_max = 30'000;
    return method;
}

Load load(std::int64_t weight_g, std::int64_t goods = 100'00) {
    Load load;
    load.weight_g = weight_g;
    load.pieces = 1;
    load.goods = lei(goods);
    load.county = "B";
    load.from_siruta = load.to_siruta = bucharest_3;
    return load;
}

std::int64_t price(const DeliveryMethod& method, const Load& load) {
    return delivery_price(method, load)->price.minor;
}

} // namespace

TEST(Delivery, adds_base_and_weight_band) {
    EXPECT_EQ(price(method(), load(1'000)), 12'00);
    EXPECT_EQ(price(method(), load(1'001)), 16'00);
    EXPECT_EQ(price(method(), load(5'000)), 16'00);
}

TEST(Delivery, charges_each_started_kilogram_above_the_last_band) {
    EXPECT_EQ(price(method(), load(5'001)), 17'00);
    EXPECT_EQ(price(method(), load(7'000)), 18'00);
}

TEST(Delivery, counts_the_volumetric_weight_when_it_is_larger) {
    auto bulky = load(500);
    bulky.volume_cm3 = 24'000; // 4 kg at 6000 cm³ a kilogram
    EXPECT_EQ(billable_weight_g(bulky, method().formula), 4'000);
    EXPECT_EQ(price(method(), bulky), 16'00);
}

TEST(Delivery, counts_the_road_distance) {
    auto far = load(1'000);
    far.to_siruta =
        cluj_napoca; // 324 km as the crow flies × 1.3 = 421 km: 13 started tens above 300
    EXPECT_EQ(price(method(), far), 10'00 + 2'00 + 3'00 + 1'30);
    far.to_siruta = without_coordinates; // as far as the last band
    EXPECT_EQ(price(method(), far), 10'00 + 2'00 + 3'00);
}

TEST(Delivery, is_free_from_the_threshold_on_and_says_what_is_missing) {
    const auto below = delivery_price(method(), load(1'000, 299'99));
    EXPECT_EQ(below->price.minor, 12'00);
    EXPECT_EQ(below->missing_for_free->minor, 1);
    const auto at = delivery_price(method(), load(1'000, 300'00));
    EXPECT_EQ(at->price.minor, 0);
    EXPECT_EQ(at->full_price.minor, 12'00);
    EXPECT_FALSE(at->missing_for_free);
}

TEST(Delivery, of_a_zone_has_its_own_surcharge_and_threshold) {
    auto zoned = method();
    zoned.formula.zones = {{"Delta", {"TL"}, lei(5'00), lei(600'00)}};
    auto there = load(1'000, 300'00);
    there.county = "TL";
    EXPECT_EQ(price(zoned, there), 17'00);
}

TEST(Delivery, refuses_what_is_too_heavy) {
    const auto refused = delivery_price(method(), load(30'001));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "parcel_too_heavy");
}

TEST(Delivery, of_pick_up_costs_nothing) {
    auto pickup = method();
    pickup.kind = DeliveryKind::pickup;
    EXPECT_EQ(price(pickup, load(90'000)), 0);
}

TEST(Delivery, a_formula_is_checked) {
    const auto field = [](auto change) {
        auto formula = method().formula;
        change(formula);
        const auto checked = check(formula, ron);
        return checked ? std::string("none") : checked.error().field;
    };
    EXPECT_EQ(field([](auto&) {}), "none");
    EXPECT_EQ(field([](auto& f) { f.base = {-1, ron}; }), "formula.base");
    EXPECT_EQ(field([](auto& f) { f.base = {1, eur}; }), "formula.base.currency");
    EXPECT_EQ(field([](auto& f) { f.weight_bands[1].up_to = 900; }),
              "formula.weight_bands[1].up_to");
    EXPECT_EQ(field([](auto& f) {
                  f.zones = {{"x", {"XX"}, {0, ron}, {}}};
              }),
              "formula.zones[0].counties");
    EXPECT_EQ(field([](auto& f) { f.road_factor_percent = 99; }), "formula.road_factor_percent");
}

RC_GTEST_PROP(Delivery, parts_add_up_and_more_weight_never_costs_less, ()) {
    const auto grams = *rc::gen::inRange<std::int64_t>(0, 29'000);
    const auto more = *rc::gen::inRange<std::int64_t>(0, 1'000);
    const auto light = delivery_price(method(), load(grams)),
               heavy = delivery_price(method(), load(grams + more));
    Money sum{0, ron};
    for (const auto& part : light->parts)
        sum += part.amount;
    RC_ASSERT(sum == light->price);
    RC_ASSERT(light->price.minor <= heavy->price.minor);
}
