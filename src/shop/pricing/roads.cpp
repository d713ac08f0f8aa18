#include "shop/pricing/roads.hpp"

#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"

#include <algorithm>
#include <map>

namespace taraba::pricing {

namespace {

constexpr db::Sql put_sql{"roads.put", R"sql(
    INSERT INTO known_roads (shop_id, from_siruta, to_siruta, metres, driven, noted_at)
    VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (shop_id, from_siruta, to_siruta)
        DO UPDATE SET metres = $4, driven = $5, noted_at = $6
)sql"};
constexpr db::Sql remove_sql{
    "roads.remove",
    "DELETE FROM known_roads WHERE shop_id = $1 AND from_siruta = $2 AND to_siruta = $3"};
constexpr db::Sql list_sql{"roads.list", R"sql(
    SELECT from_siruta, to_siruta, metres, driven, noted_at FROM known_roads
     WHERE shop_id = $1 ORDER BY noted_at DESC, from_siruta, to_siruta
)sql"};
constexpr db::Sql find_sql{"roads.find", R"sql(
    SELECT from_siruta, to_siruta, metres, driven, noted_at FROM known_roads
     WHERE shop_id = $1 AND from_siruta = $2 AND to_siruta = $3
)sql"};
constexpr db::Sql count_sql{"roads.count", "SELECT COUNT(*) FROM known_roads WHERE shop_id = $1"};

/// The roads of a shop as a quote looks them up.
struct RoadMap {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> metres;
    std::map<std::pair<std::string, std::string>, std::int64_t> factors;
};

template <class T>
std::pair<T, T> ordered(T a, T b) {
    return b < a ? std::pair(b, a) : std::pair(a, b);
}

RoadMap map_of(const std::vector<KnownRoad>& roads) {
    RoadMap map;
    for (const auto& road : roads)
        map.metres[{road.from_siruta, road.to_siruta}] = road.metres;
    for (const auto& learned : learned_factors(roads))
        map.factors[{learned.from, learned.to}] = learned.percent;
    return map;
}

std::string name_of_road(const KnownRoad& road) {
    return places::find_locality(road.from_siruta)->name + " - " +
           places::find_locality(road.to_siruta)->name;
}

Result<void> check(const KnownRoad& road) {
    if (!places::find_locality(road.from_siruta))
        return invalid_field("from_siruta", "There is no locality with this code.");
    if (!places::find_locality(road.to_siruta))
        return invalid_field("to_siruta", "There is no locality with this code.");
    if (road.from_siruta == road.to_siruta)
        return invalid_field("to_siruta", "A road leads to another place.");
    constexpr std::int64_t longest = 2'000'000;
    if (road.metres < 1 || road.metres > longest)
        return invalid_field("km", "A road has up to 2000 kilometres.");
    const auto air = places::distance_m(road.from_siruta, road.to_siruta);
    // The coordinates are of the middle of a place, so short roads may be a little shorter.
    constexpr std::int64_t slack = 5'000;
    if (air && road.metres + slack < *air)
        return invalid_field(
            "km", said("A road is not shorter than the crow flies, {} km.", *air / 1'000));
    if (air && road.metres > *air * 4 + slack)
        return invalid_field(
            "km",
            said("A road is not longer than four times the way of the crow, {} km.", *air / 1'000));
    return {};
}

} // namespace

Result<void> put_road(db::Transaction& tx, const shop::Scope& scope, KnownRoad road) {
    std::tie(road.from_siruta, road.to_siruta) = ordered(road.from_siruta, road.to_siruta);
    MUST(check(road));
    const auto before =
        tx.find<KnownRoad>(find_sql, {scope.id(), road.from_siruta, road.to_siruta});
    if (before && road.driven && !before->driven) return {};
    if (before && before->metres == road.metres && before->driven == road.driven) return {};
    if (!before && tx.number(count_sql, {scope.id()}).value_or(0) >= known_roads_max)
        return invalid_field("km", "A shop knows 5000 roads at most.");
    tx.change(put_sql,
              {scope.id(), road.from_siruta, road.to_siruta, road.metres, road.driven, scope.now});
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"roads",
                   "road_noted",
                   {{name_of_road(road), before ? std::to_string(before->metres) : "",
                     std::to_string(road.metres)}}});
    return {};
}

Result<void> remove_road(db::Transaction& tx, const shop::Scope& scope, std::int64_t from_siruta,
                         std::int64_t to_siruta) {
    const auto [from, to] = ordered(from_siruta, to_siruta);
    const auto before = tx.find<KnownRoad>(find_sql, {scope.id(), from, to});
    if (!before) return not_found("There is no such road.");
    tx.change(remove_sql, {scope.id(), from, to});
    shop::bump_config(tx, scope.id());
    audit::append(
        tx, scope,
        {"roads", "road_removed", {{name_of_road(*before), std::to_string(before->metres), ""}}});
    return {};
}

std::vector<KnownRoad> known_roads(db::Transaction& tx, ShopId shop) {
    return tx.list<KnownRoad>(list_sql, {shop});
}

std::vector<LearnedFactor> learned_factors(const std::vector<KnownRoad>& roads) {
    struct Sums {
        std::int64_t road_m = 0;
        std::int64_t air_m = 0;
        std::int64_t roads = 0;
    };
    std::map<std::pair<std::string, std::string>, Sums> sums;
    for (const auto& road : roads) {
        const auto* from = places::find_locality(road.from_siruta);
        const auto* to = places::find_locality(road.to_siruta);
        const auto air = places::distance_m(road.from_siruta, road.to_siruta);
        if (!from || !to || !air || *air == 0) continue;
        auto& sum = sums[ordered(from->county, to->county)];
        sum.road_m += road.metres;
        sum.air_m += *air;
        ++sum.roads;
    }
    std::vector<LearnedFactor> factors;
    for (const auto& [counties, sum] : sums)
        factors.push_back(
            {counties.first, counties.second,
             std::max<std::int64_t>(100, divide_half_up(Wide{sum.road_m} * 100, sum.air_m)),
             sum.roads});
    return factors;
}

const shop::Warehouse* nearest_warehouse(const shop::Shop& shop, std::int64_t to_siruta) {
    const shop::Warehouse* best = nullptr;
    auto nearest = places::distance_m(shop.settings.seller.address.siruta, to_siruta);
    for (const auto& warehouse : shop.settings.warehouses) {
        const auto away = places::distance_m(warehouse.siruta, to_siruta);
        if (!away || (nearest && *nearest <= *away)) continue;
        nearest = away;
        best = &warehouse;
    }
    return best;
}

Way way_between(const shop::Scope& scope, std::int64_t from_siruta, std::int64_t to_siruta,
                const std::string& to_county) {
    const auto map = scope.cached<RoadMap>(
        [&](db::Transaction& tx) { return map_of(known_roads(tx, scope.id())); });
    Way way;
    if (const auto road = map->metres.find(ordered(from_siruta, to_siruta));
        road != map->metres.end())
        way.road_m = road->second;
    const auto* from = places::find_locality(from_siruta);
    if (!from) return way;
    const auto counties = ordered(from->county, to_county);
    if (const auto learned = map->factors.find(counties); learned != map->factors.end())
        way.road_factor_percent = learned->second;
    for (const auto& road : scope.shop->settings.road_factors)
        if (ordered(road.from, road.to) == counties) way.road_factor_percent = road.percent;
    return way;
}

Result<void> check(const std::vector<shop::RoadFactor>& factors) {
    const auto is_code = [](const std::string& code) {
        const auto* county = places::find_county(code);
        return county && county->code == code;
    };
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const std::string here = "settings.road_factors[" + std::to_string(i) + "].";
        const auto& road = factors[i];
        if (!is_code(road.from)) return invalid_field(here + "from", "This is a county's code.");
        if (!is_code(road.to)) return invalid_field(here + "to", "This is a county's code.");
        if (road.percent < 100 || road.percent > 400)
            return invalid_field(here + "percent", "The factor is 100 to 400 percent.");
    }
    return {};
}

} // namespace taraba::pricing
