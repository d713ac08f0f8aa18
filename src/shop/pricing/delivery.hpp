#pragma once

#include "shop/pricing/packing.hpp"
#include "shop/scope.hpp"

namespace taraba::pricing {

/// `price` holds up to and including `up_to` (grams, thousandths or metres).
struct Band {
    std::int64_t up_to = 0;
    Money price;
};
BOOST_DESCRIBE_STRUCT(Band, (), (up_to, price))

/// Which localities a zone takes in.
enum class PlaceKind { any, town, village };
BOOST_DESCRIBE_ENUM(PlaceKind, any, town, village)

/// Places that cost something else: all that are given must hold, and the first zone that holds
/// counts.
struct Zone {
    static constexpr bool lenient = true;
    std::string name;
    std::vector<std::string> counties;     ///< codes; empty: everywhere
    std::vector<std::string> postal_codes; ///< how they begin; empty: any
    PlaceKind places = PlaceKind::any;
    Money surcharge;
    std::optional<Money> free_above;
};
BOOST_DESCRIBE_STRUCT(Zone, (), (name, counties, postal_codes, places, surcharge, free_above))

/// A locality that the courier charges kilometres for.
struct FarPlace {
    static constexpr bool lenient = true;
    std::int64_t siruta = 0;
    std::int64_t km = 0;
    std::string name; ///< as people read it
};
BOOST_DESCRIBE_STRUCT(FarPlace, (), (siruta, km, name))

/// Customers of a group travel free from another value on.
struct GroupThreshold {
    std::string group;
    Money free_above;
};
BOOST_DESCRIBE_STRUCT(GroupThreshold, (), (group, free_above))

/// The merchant's own formula; all amounts with VAT:
///
///     base + weight band of each parcel + bands of quantity, volume, value and distance
///          + zone + extra kilometres + surcharges of bulky products
///
/// over the billable weight, max(real, volumetric). Above the last weight band each started
/// kilogram costs `per_extra_kg`; above the last distance band each started 10 km `per_extra_10km`;
/// above the last of any other band its price stays.
struct DeliveryFormula {
    static constexpr bool lenient = true;
    Money base;
    std::vector<Band> weight_bands; ///< grams
    Money per_extra_kg;
    std::vector<Band> quantity_bands; ///< pieces
    std::vector<Band> volume_bands;   ///< cm³
    std::vector<Band> value_bands;    ///< minor units of the goods
    std::vector<Band> distance_bands; ///< metres
    Money per_extra_10km;
    std::int64_t cm3_per_kg = 6'000;        ///< volumetric divisor; 0: real weight only
    std::int64_t road_factor_percent = 130; ///< road over great circle
    std::int64_t weight_g_max = 0;          ///< 0: no limit
    std::optional<Money> free_above;        ///< goods of at least so much travel free
    std::vector<GroupThreshold> free_by_group;
    std::vector<Zone> zones;
    std::vector<FarPlace> far_places;
    bool far_from_courier = false;   ///< other places as the courier's own list says
    std::optional<Money> per_far_km; ///< of each of their kilometres
    /// Goods are split into parcels of so much; all 0: one parcel.
    std::int64_t parcel_weight_g_max = 0;
    std::int64_t parcel_cm3_max = 0;
    std::int64_t parcel_side_mm_max = 0; ///< the longest side that a piece may have
    bool ask_courier = false; ///< the courier's own price, with VAT, stands where it is to be had
    bool to_points = false;   ///< to a locker or office of the courier's that the buyer chooses
    std::int64_t working_days = 1; ///< from the order to the buyer; 0: the same day
};
BOOST_DESCRIBE_STRUCT(DeliveryFormula, (),
                      (base, weight_bands, per_extra_kg, quantity_bands, volume_bands, value_bands,
                       distance_bands, per_extra_10km, cm3_per_kg, road_factor_percent,
                       weight_g_max, free_above, free_by_group, zones, far_places, far_from_courier,
                       per_far_km, parcel_weight_g_max, parcel_cm3_max, parcel_side_mm_max,
                       ask_courier, to_points, working_days))

enum class DeliveryKind { courier, pickup };
BOOST_DESCRIBE_ENUM(DeliveryKind, courier, pickup)

struct DeliveryMethod {
    DeliveryMethodId id;
    std::string code;
    std::string name;
    std::string name_en;
    DeliveryKind kind = DeliveryKind::courier;
    std::string courier = "fan"; ///< of the registry; empty for pick-up
    DeliveryFormula formula;
    bool active = true;
    std::int64_t position = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(DeliveryMethod, (),
                      (id, code, name, name_en, kind, courier, formula, active, position, version))

/// What the formula looks at.
struct Load {
    std::int64_t weight_g = 0;
    std::int64_t volume_cm3 = 0;
    std::int64_t pieces = 0;
    Money goods;
    std::string county;
    std::int64_t from_siruta = 0;
    std::int64_t to_siruta = 0;
    std::optional<std::int64_t> air_m{}; ///< instead of the way between the two
    std::string postal_code{};
    std::string customer_group{};
    std::optional<std::int64_t> road_m{};              ///< of the way, where it was measured
    std::optional<std::int64_t> road_factor_percent{}; ///< of the way, instead of the formula's
    std::optional<std::int64_t> far_km{};              ///< on the courier's list of far places
    Money bulky{};                        ///< surcharges of the products; no currency: none
    std::vector<PackedItem> items{};      ///< empty: weight and volume are poured evenly
    std::optional<Money> courier_price{}; ///< what the courier itself asks, with VAT
};

/// One addend of a price: what it is for, by key, and how it comes about, in figures alone, so
/// that it reads the same in every language.
struct Part {
    std::string what;
    Money amount;
    std::string explanation;
};
BOOST_DESCRIBE_STRUCT(Part, (), (what, amount, explanation))

struct DeliveryPrice {
    Money price;      ///< what the buyer pays; 0 when free
    Money full_price; ///< without the free delivery
    std::vector<Part> parts;
    std::optional<Money> missing_for_free;
    std::int64_t parcels = 1;
};
BOOST_DESCRIBE_STRUCT(DeliveryPrice, (), (price, full_price, parts, missing_for_free, parcels))

std::int64_t billable_weight_g(const Load& load, const DeliveryFormula& formula);
ParcelLimit parcel_limit(const DeliveryFormula& formula);

/// Refuses with `invalid_field`: bands that don't rise, an amount that is negative, too large or in
/// another currency, an unknown county.
Result<void> check(const DeliveryFormula& formula, Currency currency);

/// When the parcel will be there, if it is ordered now: after two in the afternoon, and on days
/// off, the count begins with the next working day.
Date delivered_on(const shop::Scope& scope, const DeliveryMethod& method);

/// What a formula asks along one axis, for a chart.
struct CurvePoint {
    std::int64_t weight_g = 0;
    std::int64_t distance_m = 0;
    Money price; ///< full, as if delivery were never free
};
BOOST_DESCRIBE_STRUCT(CurvePoint, (), (weight_g, distance_m, price))
/// By weight up to 30 kg at 100 km, and by distance up to 800 km at 1 kg.
struct Curves {
    std::vector<CurvePoint> by_weight;
    std::vector<CurvePoint> by_distance;
};
BOOST_DESCRIBE_STRUCT(Curves, (), (by_weight, by_distance))
Curves curves_of(const DeliveryFormula& formula, Currency currency);

/// Refuses with `parcel_too_heavy` above the method's limit, and with `piece_too_large` when a
/// piece alone is more than a parcel may be.
Result<DeliveryPrice> delivery_price(const DeliveryMethod& method, const Load& load);

/// Refuses with `invalid_field`.
Result<DeliveryMethod> save(db::Transaction& tx, const shop::Scope& scope, DeliveryMethod method,
                            bool fresh);
std::vector<DeliveryMethod> delivery_methods(db::Transaction& tx, ShopId shop);
/// The same from memory, by position, until the shop's settings change.
std::shared_ptr<const std::vector<DeliveryMethod>> delivery_methods(const shop::Scope& scope);

} // namespace taraba::pricing
