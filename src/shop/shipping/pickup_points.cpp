#include "shop/shipping/pickup_points.hpp"

#include "shop/shipping/shipment_store.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

constexpr db::Sql clear_points_sql{"points.clear",
                                   "DELETE FROM pickup_points WHERE shop_id = $1 AND courier = $2"};

constexpr db::Sql insert_point_sql{"points.insert", R"sql(
    INSERT INTO pickup_points (shop_id, courier, code, name, siruta, county, locality, street,
                               postal_code, latitude_e6, longitude_e6)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql all_sql{"points.all", R"sql(
    SELECT code, name, siruta, county, locality, street, postal_code, latitude_e6, longitude_e6
      FROM pickup_points WHERE shop_id = $1 AND courier = $2
)sql"};

constexpr db::Sql one_sql{"points.one", R"sql(
    SELECT code, name, siruta, county, locality, street, postal_code, latitude_e6, longitude_e6
      FROM pickup_points WHERE shop_id = $1 AND courier = $2 AND code = $3
)sql"};

std::vector<PickupPoint> kept_points(const shop::Scope& scope, const std::string& courier) {
    return scope.read([&](db::Transaction& tx) {
        return tx.list<PickupPoint>(all_sql, {scope.id(), courier});
    });
}

} // namespace

Result<std::int64_t> sync_points(const shop::Scope& scope, const std::string& courier) {
    TRY(account, courier_of(scope, courier));
    TRY(points, account->pickup_points());
    // One that is not on the map or in our localities is of no use to a buyer.
    std::erase_if(points, [](const PickupPoint& point) {
        return point.code.empty() || point.siruta == 0 || point.latitude_e6 == 0;
    });
    return scope.write([&](db::Transaction& tx) -> Result<std::int64_t> {
        tx.change(clear_points_sql, {scope.id(), courier});
        for (const auto& point : points)
            tx.later(insert_point_sql, {scope.id(), courier, point.code, point.name, point.siruta,
                                        point.county, point.locality, point.street,
                                        point.postal_code, point.latitude_e6, point.longitude_e6});
        return static_cast<std::int64_t>(points.size());
    });
}

std::optional<PickupPoint> find_point(db::Transaction& tx, ShopId shop, const std::string& courier,
                                      const std::string& code) {
    return tx.find<PickupPoint>(one_sql, {shop, courier, code});
}

Result<std::vector<NearPoint>> points_near(const shop::Scope& scope, const std::string& courier,
                                           std::int64_t siruta, std::size_t limit) {
    auto points = kept_points(scope, courier);
    if (points.empty()) {
        MUST(sync_points(scope, courier));
        points = kept_points(scope, courier);
    }
    const auto from = places::position_of(siruta);
    std::vector<NearPoint> near;
    for (auto& point : points) {
        NearPoint& each = near.emplace_back(NearPoint{std::move(point), {}});
        if (from)
            each.distance_m = places::distance_m(*from, {each.latitude_e6, each.longitude_e6});
    }
    std::ranges::stable_sort(near, {}, [](const NearPoint& point) {
        return std::pair(point.distance_m.value_or(INT64_MAX), point.name);
    });
    if (near.size() > limit) near.resize(limit);
    return near;
}

} // namespace taraba::shipping
