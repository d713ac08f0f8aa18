#include "base/text.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"

namespace taraba::pricing {

namespace {

/// No amount of a formula is larger, which with the limit on weight keeps every price far inside
/// what money can hold.
constexpr std::int64_t formula_minor_max = 10'000'000;

Result<void> check_amount(Money amount, Currency currency, const std::string& field) {
    if (amount.currency != currency)
        return invalid_field(field + ".currency", said("The shop sells in {}.", currency.code()));
    if (amount.minor < 0 || amount.minor > formula_minor_max)
        return invalid_field(
            field, said("This is 0 to {}.", to_decimal(Money{formula_minor_max, currency})));
    return {};
}

Result<void> check_bands(const std::vector<Band>& bands, Currency currency,
                         const std::string& field) {
    std::int64_t last = 0;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const std::string here = "formula." + field + "[" + std::to_string(i) + "]";
        if (bands[i].up_to <= last || bands[i].up_to > 1'000'000'000)
            return invalid_field(here + ".up_to", "Bands rise from one to the next.");
        MUST(check_amount(bands[i].price, currency, here + ".price"));
        last = bands[i].up_to;
    }
    return {};
}

Result<void> check_zones(const std::vector<Zone>& zones, Currency currency) {
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const std::string here = "formula.zones[" + std::to_string(i) + "].";
        MUST(check_amount(zones[i].surcharge, currency, here + "surcharge"));
        if (zones[i].free_above)
            MUST(check_amount(*zones[i].free_above, currency, here + "free_above"));
        for (const auto& code : zones[i].postal_codes)
            if (code.empty() || code.size() > 6 || digits_of(code) != code)
                return invalid_field(here + "postal_codes", "These are up to six digits.");
        for (const auto& code : zones[i].counties) {
            const auto* county = places::find_county(code);
            if (!county || county->code != code)
                return invalid_field(here + "counties",
                                     said("There is no county with the code `{}`.", code));
        }
    }
    return {};
}

Result<void> check_places(const std::vector<FarPlace>& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string here = "formula.far_places[" + std::to_string(i) + "].";
        if (!places::find_locality(places[i].siruta))
            return invalid_field(here + "siruta", "There is no locality with this code.");
        if (places[i].km < 0 || places[i].km > 500)
            return invalid_field(here + "km", "This is 0 to 500 kilometres.");
    }
    return {};
}

} // namespace

Result<void> check(const DeliveryFormula& formula, Currency currency) {
    MUST(check_amount(formula.base, currency, "formula.base"));
    MUST(check_amount(formula.per_extra_kg, currency, "formula.per_extra_kg"));
    MUST(check_amount(formula.per_extra_10km, currency, "formula.per_extra_10km"));
    if (formula.free_above) MUST(check_amount(*formula.free_above, currency, "formula.free_above"));
    MUST(check_bands(formula.weight_bands, currency, "weight_bands"));
    MUST(check_bands(formula.quantity_bands, currency, "quantity_bands"));
    MUST(check_bands(formula.volume_bands, currency, "volume_bands"));
    MUST(check_bands(formula.value_bands, currency, "value_bands"));
    MUST(check_bands(formula.distance_bands, currency, "distance_bands"));
    if (formula.per_far_km) MUST(check_amount(*formula.per_far_km, currency, "formula.per_far_km"));
    MUST(check_places(formula.far_places));
    for (std::size_t i = 0; i < formula.free_by_group.size(); ++i) {
        const std::string here = "formula.free_by_group[" + std::to_string(i) + "].";
        if (trimmed(formula.free_by_group[i].group).empty())
            return invalid_field(here + "group", "A group has a name.");
        MUST(check_amount(formula.free_by_group[i].free_above, currency, here + "free_above"));
    }
    if (formula.cm3_per_kg < 0 || formula.cm3_per_kg > 100'000)
        return invalid_field("formula.cm3_per_kg", "The divisor is 0 to 100000.");
    if (formula.road_factor_percent < 100 || formula.road_factor_percent > 400)
        return invalid_field("formula.road_factor_percent", "The factor is 100 to 400 percent.");
    if (formula.weight_g_max < 0)
        return invalid_field("formula.weight_g_max", "A limit is not negative.");
    if (formula.parcel_weight_g_max != 0 &&
        (formula.parcel_weight_g_max < 500 || formula.parcel_weight_g_max > 1'000'000))
        return invalid_field("formula.parcel_weight_g_max", "A parcel takes 500 to 1000000 grams.");
    if (formula.parcel_cm3_max != 0 &&
        (formula.parcel_cm3_max < 500 || formula.parcel_cm3_max > 10'000'000))
        return invalid_field("formula.parcel_cm3_max", "A parcel takes 500 to 10000000 cm³.");
    if (formula.parcel_side_mm_max != 0 &&
        (formula.parcel_side_mm_max < 50 || formula.parcel_side_mm_max > 20'000))
        return invalid_field("formula.parcel_side_mm_max", "A side has 50 to 20000 millimetres.");
    return check_zones(formula.zones, currency);
}

} // namespace taraba::pricing
