#pragma once

#include "base/refusal.hpp"
#include "base/shape.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace taraba::places {

/// A county of Romania or București: plate code and name.
struct County {
    std::string code;
    std::string name;
    std::int64_t siruta = 0;
};
BOOST_DESCRIBE_STRUCT(County, (), (code, name, siruta))

/// A locality (INS SIRUTA). `commune` tells apart those of the same name in one county.
struct Locality {
    std::int64_t siruta = 0;
    std::string name;
    std::string county; ///< code
    std::string county_name;
    std::string commune;
    std::string type;
    std::string postal_code;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(Locality, (),
                      (siruta, name, county, county_name, commune, type, postal_code, population))

/// A municipality, a town or a sector of Bucharest, with the quarters that belong to one by name;
/// everything else is a village.
bool is_town(const Locality& place);

/// Reference data of the binary, the same for all shops; read once, safe from any thread.
const std::vector<County>& counties();
/// By code or name, diacritics or not.
const County* find_county(std::string_view code_or_name);
const Locality* find_locality(std::int64_t siruta);

/// The locality that an address means. With several of one name in the county the commune can be
/// named too (`Mihai Viteazu, Turda`), else the most populous is taken. Bucharest's sectors are
/// found as `Sector 3` and as `București, Sector 3`.
/// Refuses with `invalid_field` on `county` or `locality`, below `path`.
Result<const Locality*> resolve(std::string_view county, std::string_view locality,
                                const std::string& path);

/// Localities whose name, or a word of it, begins with the text; the most populous first.
std::vector<Locality> search(std::string_view text, std::string_view county, std::size_t limit);

/// Millionths of a degree.
struct Position {
    std::int64_t latitude_e6 = 0;
    std::int64_t longitude_e6 = 0;
};
BOOST_DESCRIBE_STRUCT(Position, (), (latitude_e6, longitude_e6))

std::optional<Position> position_of(std::int64_t siruta);
std::int64_t distance_m(const Position& a, const Position& b);

/// A place to find one's way by on a map.
struct Landmark {
    std::string name;
    Position position;
};
BOOST_DESCRIBE_STRUCT(Landmark, (), (name, position))
/// The most populous localities inside a box, at most `limit`.
std::vector<Landmark> landmarks(const Position& south_west, const Position& north_east,
                                std::size_t limit);

/// Great-circle distance in metres; nothing when a coordinate is unknown.
std::optional<std::int64_t> distance_m(std::int64_t from_siruta, std::int64_t to_siruta);

} // namespace taraba::places
