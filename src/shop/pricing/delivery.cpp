#include "shop/pricing/delivery.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

const db::Table<DeliveryMethod>& table() {
    static const db::Table<DeliveryMethod> methods("delivery_methods");
    return methods;
}

std::int64_t divide_up(std::int64_t value, std::int64_t divisor) {
    return (value + divisor - 1) / divisor;
}

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

void add_weight(Sum& sum, const DeliveryFormula& formula, const Load& load) {
    const std::int64_t grams = billable_weight_g(load, formula);
    const std::string why = grams > load.weight_g
                                ? std::to_string(load.volume_cm3) + " cm³ / " +
                                      std::to_string(formula.cm3_per_kg) + " = " + kilograms(grams)
                                : kilograms(grams);
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

void add_distance(Sum& sum, const DeliveryFormula& formula, const Load& load) {
    if (formula.distance_bands.empty() && formula.per_extra_10km.minor == 0) return;
    const auto air_m =
        load.air_m ? load.air_m : places::distance_m(load.from_siruta, load.to_siruta);
    // A locality without coordinates counts as far as the last band.
    const std::int64_t last =
        formula.distance_bands.empty() ? 0 : formula.distance_bands.back().up_to;
    const std::int64_t road_m = air_m ? *air_m * formula.road_factor_percent / 100 : last;
    const std::string why = "≈ " + std::to_string(road_m / 1'000) + " km";
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

const Zone* zone_of(const DeliveryFormula& formula, const std::string& county) {
    for (const auto& zone : formula.zones)
        if (std::ranges::find(zone.counties, county) != zone.counties.end()) return &zone;
    return nullptr;
}

/// No parcel is heavier and no amount of a formula larger: together they keep every price far
/// inside what money can hold.
constexpr std::int64_t load_weight_g_max = 50'000'000;
constexpr std::int64_t formula_minor_max = 10'000'000;

Result<void> check_amount(Money amount, Currency currency, const std::string& field) {
    if (amount.currency != currency)
        return invalid_field(field + ".currency",
                             "The shop sells in " + std::string(currency.code()) + ".");
    if (amount.minor < 0 || amount.minor > formula_minor_max)
        return invalid_field(field, "This is 0 to " +
                                        to_decimal(Money{formula_minor_max, currency}) + ".");
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
        for (const auto& code : zones[i].counties) {
            const auto* county = places::find_county(code);
            if (!county || county->code != code)
                return invalid_field(here + "counties",
                                     "There is no county with the code `" + code + "`.");
        }
    }
    return {};
}

Result<void> check(const DeliveryMethod& method, Currency currency) {
    if (trimmed(method.code).empty()) return invalid_field("code", "A method needs a code.");
    if (trimmed(method.name).empty()) return invalid_field("name", "A method needs a name.");
    if (method.formula.working_days < 0 || method.formula.working_days > 60)
        return invalid_field("formula.working_days", "This is 0 to 60.");
    return check(method.formula, currency);
}

} // namespace

Result<void> check(const DeliveryFormula& formula, Currency currency) {
    MUST(check_amount(formula.base, currency, "formula.base"));
    MUST(check_amount(formula.per_extra_kg, currency, "formula.per_extra_kg"));
    MUST(check_amount(formula.per_extra_10km, currency, "formula.per_extra_10km"));
    if (formula.free_above) MUST(check_amount(*formula.free_above, currency, "formula.free_above"));
    MUST(check_bands(formula.weight_bands, currency, "weight_bands"));
    MUST(check_bands(formula.quantity_bands, currency, "quantity_bands"));
    MUST(check_bands(formula.distance_bands, currency, "distance_bands"));
    if (formula.cm3_per_kg < 0 || formula.cm3_per_kg > 100'000)
        return invalid_field("formula.cm3_per_kg", "The divisor is 0 to 100000.");
    if (formula.road_factor_percent < 100 || formula.road_factor_percent > 400)
        return invalid_field("formula.road_factor_percent", "The factor is 100 to 400 percent.");
    if (formula.weight_g_max < 0)
        return invalid_field("formula.weight_g_max", "A limit is not negative.");
    return check_zones(formula.zones, currency);
}

std::int64_t billable_weight_g(const Load& load, const DeliveryFormula& formula) {
    if (formula.cm3_per_kg == 0) return load.weight_g;
    return std::max(load.weight_g, divide_up(load.volume_cm3 * 1'000, formula.cm3_per_kg));
}

Date delivered_on(const shop::Scope& scope, const DeliveryMethod& method) {
    constexpr auto last_hour = std::chrono::hours(14); // after it, parcels leave the next day
    const auto zone = scope.shop->time_zone();
    const Date today = scope.today();
    const bool closed = std::ranges::find(scope.shop->settings.closed_days, today) !=
                        scope.shop->settings.closed_days.end();
    const bool leaves_today =
        is_working_day(today) && !closed && scope.now - zone.start_of(today) < last_hour;
    const Date leaves = leaves_today ? today : shop::add_working_days(*scope.shop, today, 1);
    return shop::add_working_days(*scope.shop, leaves,
                                  static_cast<int>(method.formula.working_days));
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
    if (method.kind == DeliveryKind::pickup) return DeliveryPrice{sum.total(), sum.total(), {}, {}};
    const std::int64_t grams = billable_weight_g(load, formula);
    const std::int64_t most = formula.weight_g_max > 0
                                  ? std::min(formula.weight_g_max, load_weight_g_max)
                                  : load_weight_g_max;
    if (grams > most)
        return refuse(RefusalKind::conflict, "parcel_too_heavy",
                      "The goods count as " + kilograms(grams) + "; this method takes up to " +
                          kilograms(most) + ".");

    sum.add("base", formula.base, "");
    add_weight(sum, formula, load);
    if (const Band* band = band_of(formula.quantity_bands, load.pieces))
        sum.add("quantity", band->price, std::to_string(load.pieces));
    else if (!formula.quantity_bands.empty())
        sum.add("quantity", formula.quantity_bands.back().price, std::to_string(load.pieces));
    add_distance(sum, formula, load);
    const Zone* zone = zone_of(formula, load.county);
    if (zone) sum.add("zone", zone->surcharge, zone->name);

    DeliveryPrice result{sum.total(), sum.total(), {}, {}};
    const auto threshold = zone && zone->free_above ? zone->free_above : formula.free_above;
    if (threshold && load.goods < *threshold) {
        result.missing_for_free = *threshold - load.goods;
    } else if (threshold) {
        sum.add("free_delivery", -sum.total(), "≥ " + to_decimal(*threshold));
        result.price = {0, load.goods.currency};
    }
    result.parts = sum.parts();
    return result;
}

Result<DeliveryMethod> save(db::Transaction& tx, const shop::Scope& scope, DeliveryMethod method,
                            bool fresh) {
    MUST(check(method, scope.currency()));
    for (const auto& other : table().all(tx, scope.id()))
        if (other.id != method.id && other.code == method.code)
            return invalid_field("code", "Another method has this code.");
    if (fresh) {
        method.id = scope.new_id<DeliveryMethodId>();
        method.version = 1;
        table().insert(tx, scope.id(), method);
    } else {
        ++method.version;
        if (!table().update(tx, scope.id(), method))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this method; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"delivery_method:" + to_text(method.id),
                   fresh ? "delivery_method_created" : "delivery_method_changed",
                   {{"name", "", method.name}, {"active", "", method.active ? "yes" : "no"}}});
    return method;
}

std::vector<DeliveryMethod> delivery_methods(db::Transaction& tx, ShopId shop) {
    auto all = table().all(tx, shop);
    std::ranges::stable_sort(all, {}, &DeliveryMethod::position);
    return all;
}

std::shared_ptr<const std::vector<DeliveryMethod>> delivery_methods(const shop::Scope& scope) {
    return scope.cached<std::vector<DeliveryMethod>>(
        [&](db::Transaction& tx) { return delivery_methods(tx, scope.id()); });
}

} // namespace taraba::pricing
