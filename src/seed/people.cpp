#include "seed/people.hpp"

#include "base/text.hpp"
#include "shop/places/places.hpp"

#include <cmath>

namespace taraba::seed {

namespace {

constexpr const char* first_names[]{
    "Andrei",   "Maria",   "Ioana",    "Mihai",  "Elena",  "Alexandru", "Ana",     "George",
    "Cristina", "Ștefan",  "Gabriela", "Vlad",   "Raluca", "Radu",      "Simona",  "Florin",
    "Daniela",  "Cătălin", "Oana",     "Bogdan", "Larisa", "Ionuț",     "Teodora", "Sorin"};
constexpr const char* last_names[]{
    "Popescu",  "Ionescu",   "Popa",    "Radu",   "Dumitru",  "Stan",    "Stoica",
    "Gheorghe", "Matei",     "Ciobanu", "Rusu",   "Munteanu", "Marin",   "Lazăr",
    "Tănase",   "Moldovan",  "Șerban",  "Nistor", "Albu",     "Crăciun", "Țîrlea",
    "Pavel",    "Ungureanu", "Bălan",   "Dinu",   "Oprea",    "Voicu",   "Neagu"};
constexpr const char* streets[]{"Str. Mihai Eminescu", "Str. Unirii",      "Bd. Independenței",
                                "Str. Florilor",       "Str. Avram Iancu", "Calea Victoriei",
                                "Str. Libertății",     "Aleea Castanilor", "Str. Principală",
                                "Str. Morii"};
/// Where parcels go: towns more than villages.
constexpr std::pair<const char*, const char*> towns[]{
    {"B", "Sector 3"},     {"B", "Sector 6"}, {"CJ", "Cluj-Napoca"},
    {"TM", "Timișoara"},   {"IS", "Iași"},    {"CT", "Constanța"},
    {"BV", "Brașov"},      {"B", "Sector 2"}, {"PH", "Ploiești"},
    {"DJ", "Craiova"},     {"GL", "Galați"},  {"BH", "Oradea"},
    {"SB", "Sibiu"},       {"AG", "Pitești"}, {"IF", "Voluntari"},
    {"MS", "Târgu Mureș"}, {"SV", "Suceava"}, {"VN", "Focșani"},
    {"HD", "Deva"},        {"TL", "Tulcea"},  {"MM", "Sighetu Marmației"},
    {"AB", "Sebeș"},       {"OT", "Corabia"}, {"NT", "Târgu Neamț"}};
constexpr const char* companies[]{"Brutăria Coaja", "Atelier Lemn", "Instal Pro", "Cafeneaua Veche",
                                  "Soft Dacia"};
constexpr const char* cuis[]{"RO18773866", "RO1590082", "RO361757", "RO427320", "RO14399840"};

} // namespace

std::uint64_t Dice::next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
}

std::int64_t Dice::skewed(std::int64_t count) {
    const double x = static_cast<double>(next() >> 11) / static_cast<double>(1ULL << 53);
    return std::min(count - 1, static_cast<std::int64_t>(static_cast<double>(count) * x * x * x));
}

Townsman townsman(std::int64_t number) {
    Dice dice(static_cast<std::uint64_t>(number) * 7'919 + 13);
    for (int i = 0; i < 4; ++i)
        dice.next();
    Townsman person;
    const std::string first = first_names[dice.below(std::size(first_names))];
    const std::string last = last_names[dice.below(std::size(last_names))];
    person.contact.name = first + " " + last;
    person.contact.email =
        folded(first) + "." + folded(last) + std::to_string(number) + "@mail.example";
    person.contact.phone = "07" + std::to_string(10'000'000 + dice.below(89'999'999)).substr(0, 8);
    const auto& [county, town] = towns[dice.skewed(std::size(towns))];
    const auto place = places::resolve(county, town, "");
    expects(static_cast<bool>(place));
    person.address = {(*place)->siruta, (*place)->county, (*place)->name,
                      std::string(streets[dice.below(std::size(streets))]) + " nr. " +
                          std::to_string(1 + dice.below(120)),
                      (*place)->postal_code};
    if (dice.chance(12)) {
        const auto which = dice.below(std::size(companies));
        person.company =
            customers::Company{std::string(companies[which]) + " SRL",
                               cuis[which],
                               "J40/" + std::to_string(1'000 + number % 9'000) + "/2015",
                               "",
                               "",
                               ""};
    }
    return person;
}

std::vector<referrers::Touch> touches(Dice& dice, Instant before) {
    constexpr std::pair<const char*, const char*> ways[]{
        {"https://www.google.com/",
         "https://demo.example/?gclid=Cj0KCQ&utm_source=google&utm_medium=cpc&utm_campaign=toamna"},
        {"", "https://demo.example/"},
        {"https://www.google.ro/", "https://demo.example/cafea"},
        {"https://www.facebook.com/",
         "https://demo.example/"
         "?fbclid=IwAR0&utm_source=facebook&utm_medium=cpc&utm_campaign=video"},
        {"https://www.compari.ro/", "https://demo.example/espressor"},
        {"https://l.instagram.com/", "https://demo.example/"},
        {"", "https://demo.example/?utm_source=newsletter&utm_medium=email&utm_campaign=noutati"},
        {"https://www.youtube.com/", "https://demo.example/blog"}};
    std::vector<referrers::Touch> list;
    const std::int64_t count = 1 + dice.skewed(5);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& [url, landing] = ways[dice.skewed(std::size(ways))];
        list.push_back({{url}, {landing}, before - std::chrono::hours((count - i) * 9)});
    }
    return list;
}

} // namespace taraba::seed
