#include "shop/shipping/pickup_points.hpp"
#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"

#include <algorithm>

namespace taraba::api::storefront {

namespace {

struct PointQuery {
    std::optional<std::string> method; ///< code of the delivery method
    std::optional<std::int64_t> siruta;
};
BOOST_DESCRIBE_STRUCT(PointQuery, (), (method, siruta))

/// The points near a locality, and what a map of them is drawn from.
struct PointMap {
    std::vector<shipping::NearPoint> items;
    places::Position south_west;
    places::Position north_east;
    std::vector<places::Landmark> landmarks;
};
BOOST_DESCRIBE_STRUCT(PointMap, (), (items, south_west, north_east, landmarks))

/// A box around the points that are near, half as wide again as it is high.
void frame(PointMap& map, const places::Position& centre) {
    constexpr std::int64_t margin_e6 = 12'000, near_m = 10'000; // about a kilometre; ten
    auto low = centre, high = centre;
    const auto nearest_m = map.items.front().distance_m.value_or(0);
    for (const auto& point : map.items) {
        if (point.distance_m.value_or(0) > 2 * nearest_m + near_m) continue;
        low.latitude_e6 = std::min(low.latitude_e6, point.latitude_e6);
        low.longitude_e6 = std::min(low.longitude_e6, point.longitude_e6);
        high.latitude_e6 = std::max(high.latitude_e6, point.latitude_e6);
        high.longitude_e6 = std::max(high.longitude_e6, point.longitude_e6);
    }
    // At our latitudes a degree east is 0.7 of a degree north.
    const auto tall = high.latitude_e6 - low.latitude_e6 + 2 * margin_e6;
    const auto wide = (high.longitude_e6 - low.longitude_e6 + 2 * margin_e6) * 7 / 10;
    const auto add_tall = margin_e6 + std::max<std::int64_t>(0, wide * 2 / 3 - tall) / 2;
    const auto add_wide = margin_e6 + std::max<std::int64_t>(0, tall * 3 / 2 - wide) * 10 / 7 / 2;
    map.south_west = {low.latitude_e6 - add_tall, low.longitude_e6 - add_wide};
    map.north_east = {high.latitude_e6 + add_tall, high.longitude_e6 + add_wide};
}

Result<PointMap> points(const Scope& scope, const PointQuery& query) {
    constexpr std::size_t most = 30;
    const auto methods = pricing::delivery_methods(scope);
    const auto method =
        std::ranges::find(*methods, query.method.value_or(""), &pricing::DeliveryMethod::code);
    if (method == methods->end() || !method->active || !method->formula.to_points)
        return invalid_field("method", "This method delivers to no pick-up points.");
    TRY(near, shipping::points_near(scope, method->courier, query.siruta.value_or(0), most));
    PointMap map{std::move(near), {}, {}, {}};
    if (map.items.empty()) return map;
    const places::Position first{map.items.front().latitude_e6, map.items.front().longitude_e6};
    frame(map, places::position_of(query.siruta.value_or(0)).value_or(first));
    map.landmarks = places::landmarks(map.south_west, map.north_east, 12);
    return map;
}

} // namespace

void add_pickup_points(Api& api) {
    api.get<PointQuery, PointMap>(
        "/api/v1/checkout/pickup-points",
        {"Lockers and offices near a locality, with a map's worth of landmarks", "checkout",
         "checkout"},
        [](const Scope& scope, const In<Nothing, PointQuery>& in) {
            return points(scope, in.query);
        });
}

} // namespace taraba::api::storefront
