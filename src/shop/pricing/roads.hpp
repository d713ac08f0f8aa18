#pragma once

#include "shop/scope.hpp"

// How long the roads are. One that was measured counts as it is; from all that were measured
// between two counties it is learned how much longer their roads are than the crow flies.

namespace taraba::pricing {

struct KnownRoad {
    std::int64_t from_siruta = 0; ///< the smaller code
    std::int64_t to_siruta = 0;
    std::int64_t metres = 0;
    bool driven = false; ///< by the shop's own car; else typed in
    Instant noted_at{};
};
BOOST_DESCRIBE_STRUCT(KnownRoad, (), (from_siruta, to_siruta, metres, driven, noted_at))

/// What is learned of two counties, or of the roads inside one.
struct LearnedFactor {
    std::string from; ///< codes, in the order of the alphabet
    std::string to;
    std::int64_t percent = 0; ///< road over great circle
    std::int64_t roads = 0;   ///< from so many
};
BOOST_DESCRIBE_STRUCT(LearnedFactor, (), (from, to, percent, roads))

/// So many roads of a shop are known at most.
inline constexpr std::int64_t known_roads_max = 5'000;

/// Notes a road in the place of what was known of it; what is typed in stands above what was
/// driven. Refuses with `invalid_field` an unknown place, one place twice, a road that is shorter
/// than the crow flies or longer than four times that, and one too many.
Result<void> put_road(db::Transaction& tx, const shop::Scope& scope, KnownRoad road);
/// Refuses with `not_found`.
Result<void> remove_road(db::Transaction& tx, const shop::Scope& scope, std::int64_t from_siruta,
                         std::int64_t to_siruta);

/// The newest first.
std::vector<KnownRoad> known_roads(db::Transaction& tx, ShopId shop);
std::vector<LearnedFactor> learned_factors(const std::vector<KnownRoad>& roads);

/// The warehouse that is nearest to where a parcel goes; null: the seat.
const shop::Warehouse* nearest_warehouse(const shop::Shop& shop, std::int64_t to_siruta);

/// What is known of the way between two places. Nothing: the delivery method's own factor holds.
struct Way {
    std::optional<std::int64_t> road_m{};              ///< measured
    std::optional<std::int64_t> road_factor_percent{}; ///< said by the shop, else learned
};
Way way_between(const shop::Scope& scope, std::int64_t from_siruta, std::int64_t to_siruta,
                const std::string& to_county);

/// Refuses with `invalid_field`, naming the field below `settings.road_factors`.
Result<void> check(const std::vector<shop::RoadFactor>& factors);

} // namespace taraba::pricing
