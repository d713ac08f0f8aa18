#include "shop/pricing/roads.hpp"
#include "api/panel/routes.hpp"
#include "shop/places/places.hpp"

namespace taraba::api::panel {

namespace {

struct RoadView : pricing::KnownRoad {
    std::string from; ///< as people read it
    std::string to;
};
BOOST_DESCRIBE_STRUCT(RoadView, (pricing::KnownRoad), (from, to))

struct Roads {
    std::vector<RoadView> items; ///< the newest first
    std::vector<pricing::LearnedFactor> learned;
};
BOOST_DESCRIBE_STRUCT(Roads, (), (items, learned))

struct MeasuredRoad {
    std::int64_t from_siruta = 0;
    std::int64_t to_siruta = 0;
    std::int64_t km = 0;
};
BOOST_DESCRIBE_STRUCT(MeasuredRoad, (), (from_siruta, to_siruta, km))

struct RoadEnds {
    std::int64_t from_siruta = 0;
    std::int64_t to_siruta = 0;
};
BOOST_DESCRIBE_STRUCT(RoadEnds, (), (from_siruta, to_siruta))

std::string place_name(std::int64_t siruta) {
    const auto* place = places::find_locality(siruta);
    return place ? place->name + " (" + place->county + ")" : std::to_string(siruta);
}

Roads roads_of(const Scope& scope) {
    Roads roads;
    const auto known =
        scope.read([&](db::Transaction& tx) { return pricing::known_roads(tx, scope.id()); });
    for (const auto& road : known)
        roads.items.push_back({road, place_name(road.from_siruta), place_name(road.to_siruta)});
    roads.learned = pricing::learned_factors(known);
    return roads;
}

} // namespace

void add_roads(Api& api) {
    api.get<Nothing, Roads>(
        "/api/v1/roads",
        {"Roads that were measured, and how much longer than the crow flies "
         "those between two counties are",
         "delivery methods", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<Roads> { return roads_of(scope); });
    api.put<MeasuredRoad, Roads>(
        "/api/v1/roads", {"Note how long a road is", "delivery methods", "settings.edit"},
        [](const Scope& scope, const In<MeasuredRoad>& in) -> Result<Roads> {
            if (in.body.km < 1 || in.body.km > 2'000)
                return invalid_field("km", "A road has 1 to 2000 kilometres.");
            MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(pricing::put_road(
                    tx, scope,
                    {in.body.from_siruta, in.body.to_siruta, in.body.km * 1'000, false, {}}));
                return true;
            }));
            return roads_of(scope);
        });
    api.post<RoadEnds, Roads>(
        "/api/v1/roads/forget", {"Forget a road", "delivery methods", "settings.edit"},
        [](const Scope& scope, const In<RoadEnds>& in) -> Result<Roads> {
            MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(pricing::remove_road(tx, scope, in.body.from_siruta, in.body.to_siruta));
                return true;
            }));
            return roads_of(scope);
        });
}

} // namespace taraba::api::panel
