#include "shop/places/places.hpp"
#include "api/storefront/routes.hpp"
#include "base/text.hpp"

namespace taraba::api::storefront {

namespace {

struct LocalityQuery {
    std::optional<std::string> q;
    std::optional<std::string> county;
};
BOOST_DESCRIBE_STRUCT(LocalityQuery, (), (q, county))

struct Localities {
    std::vector<places::Locality> items;
};
BOOST_DESCRIBE_STRUCT(Localities, (), (items))

struct Counties {
    std::vector<places::County> items;
};
BOOST_DESCRIBE_STRUCT(Counties, (), (items))

} // namespace

void add_places(Api& api) {
    api.get<LocalityQuery, Localities>(
        "/api/v1/localities", {"Localities of Romania whose name begins so", "places", ""},
        [](const Scope&, const In<Nothing, LocalityQuery>& in) -> Result<Localities> {
            const std::string text = in.query.q.value_or("");
            if (trimmed(text).empty()) return invalid_field("q", "This is required.");
            if (in.query.county && !places::find_county(*in.query.county))
                return invalid_field("county", "There is no such county.");
            return Localities{places::search(text, in.query.county.value_or(""), 20)};
        });
    api.get<Nothing, Counties>(
        "/api/v1/counties", {"Counties of Romania", "places", ""},
        [](const Scope&, const In<>&) -> Result<Counties> { return Counties{places::counties()}; });
}

} // namespace taraba::api::storefront
