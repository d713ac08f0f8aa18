#include "shop/places/places.hpp"

#include "base/csv.hpp"
#include "base/data.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

namespace taraba::places {

namespace {

struct Known {
    Locality locality;
    std::string folded;
    std::string folded_commune;
    double latitude = 0, longitude = 0;
    bool placed = false; ///< has coordinates
};

std::int64_t whole(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double decimal(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Names are compared without diacritics and with hyphens as spaces: `cluj napoca` is Cluj-Napoca.
std::string comparable(std::string_view name) {
    std::string text = folded(name);
    std::replace(text.begin(), text.end(), '-', ' ');
    return text;
}

/// Invoices and couriers want the sector, so people choose among those.
bool is_whole_bucharest(const Locality& place) {
    return place.county == "B" && place.type == "municipiu";
}

/// The source counts no people by sector; each has more than any town but Bucharest.
std::int64_t people_in(const Locality& place) {
    constexpr std::int64_t of_a_sector = 300'000;
    return place.type == "sector" ? of_a_sector : place.population;
}

struct Gazetteer {
    std::vector<County> counties;
    std::vector<Known> localities;
    std::unordered_map<std::int64_t, std::size_t> by_siruta;
    std::vector<std::size_t> by_population;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name; ///< `CJ dej`, largest first

    Gazetteer() {
        const CsvTable county_table(embedded_data("counties-ro.csv"));
        for (const auto& row : county_table.records())
            counties.push_back({std::string(county_table.cell(row, "county_code")),
                                std::string(county_table.cell(row, "county")),
                                whole(county_table.cell(row, "siruta"))});

        std::unordered_map<std::int64_t, std::string> communes;
        const CsvTable commune_table(embedded_data("localities-ro-communes.csv"));
        for (const auto& row : commune_table.records())
            communes[whole(commune_table.cell(row, "siruta"))] =
                commune_table.cell(row, "uat_name");

        const CsvTable table(embedded_data("localities-ro.csv"));
        localities.reserve(table.records().size());
        for (const auto& row : table.records()) {
            Known known;
            auto& place = known.locality;
            place.siruta = whole(table.cell(row, "siruta"));
            place.name = table.cell(row, "name");
            place.county = table.cell(row, "county_code");
            place.county_name = table.cell(row, "county");
            place.commune = communes[place.siruta];
            place.type = table.cell(row, "type");
            place.postal_code = table.cell(row, "postal_code");
            place.population = whole(table.cell(row, "population"));
            known.folded = comparable(place.name);
            known.folded_commune = comparable(place.commune);
            known.placed = !table.cell(row, "lat").empty();
            known.latitude = decimal(table.cell(row, "lat"));
            known.longitude = decimal(table.cell(row, "lon"));
            by_siruta[place.siruta] = localities.size();
            localities.push_back(std::move(known));
        }
        by_population.resize(localities.size());
        for (std::size_t i = 0; i < by_population.size(); ++i)
            by_population[i] = i;
        std::stable_sort(by_population.begin(), by_population.end(), [&](auto a, auto b) {
            return people_in(localities[a].locality) > people_in(localities[b].locality);
        });
        for (const auto index : by_population) {
            const auto& known = localities[index];
            by_name[known.locality.county + " " + known.folded].push_back(index);
        }
    }
};

/// As people write it: who types `București` means one of its sectors.
std::string searched_name(const Known& known) {
    return known.locality.type == "sector" ? "bucuresti " + known.folded : known.folded;
}

const Gazetteer& gazetteer() {
    static const Gazetteer all;
    return all;
}

Position position(const Known& known) {
    return {std::llround(known.latitude * 1e6), std::llround(known.longitude * 1e6)};
}

/// Prefixes that people and couriers put before a name.
std::string plain_name(std::string_view text) {
    std::string name = comparable(text);
    for (const std::string_view prefix :
         {"municipiul ", "orasul ", "oras ", "comuna ", "satul ", "sat ", "loc. "})
        if (name.starts_with(prefix)) name.erase(0, prefix.size());
    // Bucharest's sectors as couriers and people write them.
    if (name.starts_with("sector ")) name.replace(0, 7, "sectorul ");
    return name;
}

} // namespace

const std::vector<County>& counties() { return gazetteer().counties; }

bool is_town(const Locality& place) {
    return place.type == "municipiu" || place.type == "oras" || place.type == "sector" ||
           place.type == "componenta";
}

const County* find_county(std::string_view text) {
    std::string wanted = folded(text);
    for (const std::string_view prefix : {"judetul ", "jud. ", "municipiul "})
        if (wanted.starts_with(prefix)) wanted.erase(0, prefix.size());
    for (const auto& county : counties())
        if (folded(county.code) == wanted || folded(county.name) == wanted) return &county;
    return nullptr;
}

const Locality* find_locality(std::int64_t siruta) {
    const auto& all = gazetteer();
    const auto found = all.by_siruta.find(siruta);
    return found == all.by_siruta.end() ? nullptr : &all.localities[found->second].locality;
}

Result<const Locality*> resolve(std::string_view county_text, std::string_view locality_text,
                                const std::string& path) {
    const County* county = find_county(county_text);
    if (!county)
        return invalid_field(path + "county",
                             said("There is no county `{}`; give its code, like CJ.", county_text));
    const auto parts = split_at(locality_text, ',');
    std::string name = plain_name(trimmed(parts.front()));
    std::string commune = parts.size() > 1 ? plain_name(trimmed(parts[1])) : "";
    if (county->code == "B" && commune.starts_with("sector")) std::swap(name, commune);

    const auto& all = gazetteer();
    const Locality* best = nullptr;
    const auto same_name = all.by_name.find(county->code + " " + name);
    for (const auto index :
         same_name == all.by_name.end() ? std::vector<std::size_t>{} : same_name->second) {
        const auto& known = all.localities[index];
        const bool in_commune = commune.empty() || known.folded_commune == commune;
        if (in_commune || county->code == "B") return &known.locality;
        if (!best) best = &known.locality;
    }
    if (best) return best;
    return invalid_field(path + "locality", said("There is no locality `{}` in the county {}.",
                                                 locality_text, county->name));
}

std::vector<Locality> search(std::string_view text, std::string_view county_text,
                             std::size_t limit) {
    const std::string wanted = plain_name(text);
    const County* county = county_text.empty() ? nullptr : find_county(county_text);
    std::vector<Locality> found;
    const auto& all = gazetteer();
    for (const auto index : all.by_population) {
        const auto& known = all.localities[index];
        if (county && known.locality.county != county->code) continue;
        if (is_whole_bucharest(known.locality)) continue;
        const std::string name = searched_name(known);
        const auto at = name.find(wanted);
        const bool word_start = at != std::string::npos && (at == 0 || name[at - 1] == ' ');
        if (!word_start) continue;
        found.push_back(known.locality);
        if (found.size() == limit) break;
    }
    return found;
}

std::optional<Position> position_of(std::int64_t siruta) {
    const auto& all = gazetteer();
    const auto found = all.by_siruta.find(siruta);
    if (found == all.by_siruta.end() || !all.localities[found->second].placed) return std::nullopt;
    return position(all.localities[found->second]);
}

std::vector<Landmark> landmarks(const Position& south_west, const Position& north_east,
                                std::size_t limit) {
    std::vector<Landmark> list;
    const auto& all = gazetteer();
    for (const auto index : all.by_population) {
        const auto& known = all.localities[index];
        const auto at = position(known);
        const bool inside = known.placed && at.latitude_e6 >= south_west.latitude_e6 &&
                            at.latitude_e6 <= north_east.latitude_e6 &&
                            at.longitude_e6 >= south_west.longitude_e6 &&
                            at.longitude_e6 <= north_east.longitude_e6;
        if (!inside) continue;
        list.push_back({known.locality.name, at});
        if (list.size() == limit) break;
    }
    return list;
}

std::int64_t distance_m(const Position& a, const Position& b) {
    constexpr double radians = M_PI / 180 / 1e6, earth_m = 6'371'008.8;
    const auto dlat = static_cast<double>(b.latitude_e6 - a.latitude_e6) * radians;
    const auto dlon = static_cast<double>(b.longitude_e6 - a.longitude_e6) * radians;
    const double h = std::pow(std::sin(dlat / 2), 2) +
                     std::cos(static_cast<double>(a.latitude_e6) * radians) *
                         std::cos(static_cast<double>(b.latitude_e6) * radians) *
                         std::pow(std::sin(dlon / 2), 2);
    return static_cast<std::int64_t>(2 * earth_m * std::asin(std::min(1.0, std::sqrt(h))));
}

std::optional<std::int64_t> distance_m(std::int64_t from_siruta, std::int64_t to_siruta) {
    const auto from = position_of(from_siruta), to = position_of(to_siruta);
    if (!from || !to) return std::nullopt;
    return distance_m(*from, *to);
}

} // namespace taraba::places
