#pragma once

#include "shop/places/places.hpp"
#include "shop/scope.hpp"
#include "shop/shipping/courier.hpp"

namespace taraba::shipping {

/// A point with its way from the buyer's locality.
struct NearPoint : PickupPoint {
    std::optional<std::int64_t> distance_m;
};
BOOST_DESCRIBE_STRUCT(NearPoint, (PickupPoint), (distance_m))

/// Copies a courier's points, all or none. Refuses with what the courier refuses.
Result<std::int64_t> sync_points(const shop::Scope& scope, const std::string& courier);

std::optional<PickupPoint> find_point(db::Transaction& tx, ShopId shop, const std::string& courier,
                                      const std::string& code);
/// The nearest to a locality, at most `limit`; asked of the courier when none is kept yet.
Result<std::vector<NearPoint>> points_near(const shop::Scope& scope, const std::string& courier,
                                           std::int64_t siruta, std::size_t limit);

} // namespace taraba::shipping
