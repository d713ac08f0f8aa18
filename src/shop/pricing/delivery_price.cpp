#include "base/text.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/packing.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

/// No parcel is heavier, which with the limit on amounts keeps every price inside what money holds.
constexpr std::int64_t load_weight_g_max = 50'000'000;

const Band* band_of(const std::vector<Band>& bands, std::int64_t value) {
    for (const auto& band : bands)
        if (value <= band.up_to) return &band;
    return nullptr;
}

std::string kilograms(std::int64_t grams) { return format_decimal(grams, 3, true) + " kg"; }

/// Adds up a price and keeps its explanation.
class Sum {
public:
    explicit Sum(Currency currency) : total_{0, currency} {}
    void add(const char* what, Money amount, std::string explanation) {
        if (amount.minor == 0) return;
        total_ += amount;
        parts_.push_back({what, amount, std::move(explanation)});
    }
    Money total() const { return total_; }
    std::vector<Part> parts() { return std::move(parts_); }

private:
    Money total_;
    std::vector<Part> parts_;
};

/// The weight part of one parcel.
void add_weight(Sum& sum, const DeliveryFormula& formula, std::int64_t grams,
                const std::string& why) {
    if (const Band* band = band_of(formula.weight_bands, grams)) {
        sum.add("weight", band->price, why + " ≤ " + kilograms(band->up_to));
        return;
    }
    const std::int64_t last = formula.weight_bands.empty() ? 0 : formula.weight_bands.back().up_to;
    if (!formula.weight_bands.empty())
        sum.add("weight", formula.weight_bands.back().price, kilograms(last));
    const std::int64_t extra_kg = divide_up(std::max<std::int64_t>(0, grams - last), 1'000);
    sum.add("weight_above", scaled(formula.per_extra_kg, extra_kg, 1),
            why + ": " + std::to_string(extra_kg) + " × " + to_decimal(formula.per_extra_kg));
}

std::int64_t billable_weight_g(const Packed& parcel, const DeliveryFormula& formula) {
    if (formula.cm3_per_kg == 0) return parcel.weight_g;
    return std::max(parcel.weight_g, divide_up(parcel.volume_cm3 * 1'000, formula.cm3_per_kg));
}

std::string why_it_counts(const Packed& parcel, const DeliveryFormula& formula) {
    const std::int64_t grams = billable_weight_g(parcel, formula);
    if (grams == parcel.weight_g) return kilograms(grams);
    return std::to_string(parcel.volume_cm3) + " cm³ / " + std::to_string(formula.cm3_per_kg) +
           " = " + kilograms(grams);
}

/// Each parcel by its own weight, real or volumetric.
Result<std::int64_t> add_parcels(Sum& sum, const DeliveryFormula& formula, const Load& load) {
    const auto limit = parcel_limit(formula);
    const auto parcels = load.items.empty()
                             ? std::optional(poured({load.weight_g, load.volume_cm3}, limit))
                             : pack(load.items, limit);
    if (!parcels)
        return refuse(RefusalKind::conflict, "piece_too_large",
                      "One piece is heavier or larger than a parcel of this method.");
    const auto count = static_cast<std::int64_t>(parcels->size());
    if (count == 1) {
        // Pieces that are sold by the metre count as what was bought, not as whole ones.
        const Packed all{load.weight_g, load.volume_cm3};
        add_weight(sum, formula, billable_weight_g(all, formula), why_it_counts(all, formula));
        return count;
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& parcel = (*parcels)[static_cast<std::size_t>(i)];
        add_weight(sum, formula, billable_weight_g(parcel, formula),
                   std::to_string(i + 1) + "/" + std::to_string(count) + ": " +
                       why_it_counts(parcel, formula));
    }
    return count;
}

/// The band that takes a value in, or the last one.
void add_band(Sum& sum, const char* what, const std::vector<Band>& bands, std::int64_t value,
              const std::string& why) {
    if (bands.empty()) return;
    const Band* band = band_of(bands, value);
    sum.add(what, band ? band->price : bands.back().price, why);
}

void add_distance(Sum& sum, const DeliveryFormula& formula, const Load& load) {
    if (formula.distance_bands.empty() && formula.per_extra_10km.minor == 0) return;
    const auto air_m =
        load.air_m ? load.air_m : places::distance_m(load.from_siruta, load.to_siruta);
    // A locality without coordinates counts as far as the last band.
    const std::int64_t last =
        formula.distance_bands.empty() ? 0 : formula.distance_bands.back().up_to;
    const std::int64_t percent = load.road_factor_percent.value_or(formula.road_factor_percent);
    const std::int64_t road_m = load.road_m ? *load.road_m : air_m ? *air_m * percent / 100 : last;
    const std::string why = (load.road_m ? "" : "≈ ") + std::to_string(road_m / 1'000) + " km";
    if (const Band* band = band_of(formula.distance_bands, road_m)) {
        sum.add("distance", band->price, why);
        return;
    }
    if (!formula.distance_bands.empty())
        sum.add("distance", formula.distance_bands.back().price, why);
    const std::int64_t tens = divide_up(std::max<std::int64_t>(0, road_m - last), 10'000);
    sum.add("distance_above", scaled(formula.per_extra_10km, tens, 1),
            std::to_string(tens) + " × " + to_decimal(formula.per_extra_10km));
}

bool begins_with_one(const std::vector<std::string>& starts, const std::string& code) {
    return std::ranges::any_of(starts, [&](const auto& start) { return code.starts_with(start); });
}

bool takes_in(const Zone& zone, const Load& load, const places::Locality* place) {
    if (!zone.counties.empty() &&
        std::ranges::find(zone.counties, load.county) == zone.counties.end())
        return false;
    if (!zone.postal_codes.empty()) {
        const std::string& code =
            load.postal_code.empty() && place ? place->postal_code : load.postal_code;
        if (!begins_with_one(zone.postal_codes, code)) return false;
    }
    if (zone.places == PlaceKind::any) return true;
    // A place that is not known yet is in no zone of its kind.
    return place && places::is_town(*place) == (zone.places == PlaceKind::town);
}

const Zone* zone_of(const DeliveryFormula& formula, const Load& load) {
    const auto* place = places::find_locality(load.to_siruta);
    for (const auto& zone : formula.zones)
        if (takes_in(zone, load, place)) return &zone;
    return nullptr;
}

void add_far_place(Sum& sum, const DeliveryFormula& formula, const Load& load) {
    if (!formula.per_far_km) return;
    const auto said = std::ranges::find(formula.far_places, load.to_siruta, &FarPlace::siruta);
    const std::int64_t km = said != formula.far_places.end() ? said->km
                            : formula.far_from_courier       ? load.far_km.value_or(0)
                                                             : 0;
    sum.add("far_place", scaled(*formula.per_far_km, km, 1),
            std::to_string(km) + " km × " + to_decimal(*formula.per_far_km));
}

/// From what value of goods on delivery is free: the customer's group says more than the zone, and
/// the zone more than the method.
std::optional<Money> threshold_of(const DeliveryFormula& formula, const Zone* zone,
                                  const Load& load) {
    for (const auto& each : formula.free_by_group)
        if (!load.customer_group.empty() && each.group == load.customer_group)
            return each.free_above;
    return zone && zone->free_above ? zone->free_above : formula.free_above;
}

} // namespace

std::int64_t billable_weight_g(const Load& load, const DeliveryFormula& formula) {
    return billable_weight_g(Packed{load.weight_g, load.volume_cm3}, formula);
}

ParcelLimit parcel_limit(const DeliveryFormula& formula) {
    ParcelLimit limit{formula.parcel_weight_g_max, formula.parcel_cm3_max,
                      formula.parcel_side_mm_max};
    // A parcel is as heavy as its volume counts, so the greatest weight limits the volume as well.
    if (limit.weight_g > 0 && formula.cm3_per_kg > 0) {
        const std::int64_t counted = limit.weight_g * formula.cm3_per_kg / 1'000;
        limit.volume_cm3 = limit.volume_cm3 > 0 ? std::min(limit.volume_cm3, counted) : counted;
    }
    return limit;
}

Curves curves_of(const DeliveryFormula& formula, Currency currency) {
    DeliveryMethod method;
    method.formula = formula;
    const auto at = [&](std::int64_t weight_g, std::int64_t road_m) {
        Load load;
        load.weight_g = weight_g;
        load.pieces = 1;
        load.goods = {0, currency};
        load.air_m = road_m * 100 / std::max<std::int64_t>(1, formula.road_factor_percent);
        return delivery_price(method, load);
    };
    Curves curves;
    for (std::int64_t grams = 500; grams <= 30'000; grams += 500)
        if (const auto price = at(grams, 100'000))
            curves.by_weight.push_back({grams, 100'000, price->full_price});
    for (std::int64_t metres = 0; metres <= 800'000; metres += 10'000)
        if (const auto price = at(1'000, metres))
            curves.by_distance.push_back({1'000, metres, price->full_price});
    return curves;
}

Result<DeliveryPrice> delivery_price(const DeliveryMethod& method, const Load& load) {
    const auto& formula = method.formula;
    Sum sum(load.goods.currency);
    if (method.kind == DeliveryKind::pickup)
        return DeliveryPrice{sum.total(), sum.total(), {}, {}, 1};
    const std::int64_t grams = billable_weight_g(load, formula);
    const std::int64_t most = formula.weight_g_max > 0
                                  ? std::min(formula.weight_g_max, load_weight_g_max)
                                  : load_weight_g_max;
    if (grams > most)
        return refuse(RefusalKind::conflict, "parcel_too_heavy",
                      said("The goods count as {}; this method takes up to {}.", kilograms(grams),
                           kilograms(most)));

    const Zone* zone = zone_of(formula, load);
    std::int64_t parcels = 1;
    if (load.courier_price) {
        sum.add("courier", *load.courier_price, method.courier);
    } else {
        sum.add("base", formula.base, "");
        TRY(count, add_parcels(sum, formula, load));
        parcels = count;
        add_band(sum, "quantity", formula.quantity_bands, load.pieces, std::to_string(load.pieces));
        add_band(sum, "volume", formula.volume_bands, load.volume_cm3,
                 std::to_string(load.volume_cm3) + " cm³");
        add_band(sum, "value", formula.value_bands, load.goods.minor, to_decimal(load.goods));
        add_distance(sum, formula, load);
        if (zone) sum.add("zone", zone->surcharge, zone->name);
        add_far_place(sum, formula, load);
    }
    if (load.bulky.minor > 0) sum.add("bulky", load.bulky, "");

    DeliveryPrice result{sum.total(), sum.total(), {}, {}, parcels};
    const auto threshold = threshold_of(formula, zone, load);
    if (threshold && load.goods < *threshold) {
        result.missing_for_free = *threshold - load.goods;
    } else if (threshold) {
        sum.add("free_delivery", -sum.total(), "≥ " + to_decimal(*threshold));
        result.price = {0, load.goods.currency};
    }
    result.parts = sum.parts();
    return result;
}

} // namespace taraba::pricing
