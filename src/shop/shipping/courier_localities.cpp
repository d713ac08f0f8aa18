#include "shop/shipping/courier_localities.hpp"

#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"

#include <map>

namespace taraba::shipping {

namespace {

constexpr std::int64_t shown_max = 500;

constexpr db::Sql clear_localities_sql{
    "localities.clear", "DELETE FROM courier_localities WHERE shop_id = $1 AND courier = $2"};
constexpr db::Sql insert_locality_sql{"localities.insert", R"sql(
    INSERT INTO courier_localities (shop_id, courier, code, name, county, postal_code, extra_km,
                                    siruta, fixed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
)sql"};
constexpr db::Sql fixed_sql{"localities.fixed", R"sql(
    SELECT code, name, county, postal_code, extra_km, siruta, fixed FROM courier_localities
     WHERE shop_id = $1 AND courier = $2 AND fixed = 1
)sql"};
constexpr db::Sql unmatched_sql{"localities.unmatched", R"sql(
    SELECT code, name, county, postal_code, extra_km, siruta, fixed FROM courier_localities
     WHERE shop_id = $1 AND courier = $2 AND siruta = 0 ORDER BY county, name, code LIMIT $3
)sql"};
constexpr db::Sql count_sql{
    "localities.count",
    "SELECT COUNT(*) FROM courier_localities WHERE shop_id = $1 AND courier = $2"};
constexpr db::Sql matched_sql{"localities.matched", R"sql(
    SELECT COUNT(*) FROM courier_localities WHERE shop_id = $1 AND courier = $2 AND siruta > 0
)sql"};
constexpr db::Sql fix_sql{"localities.fix", R"sql(
    UPDATE courier_localities SET siruta = $4, fixed = 1
     WHERE shop_id = $1 AND courier = $2 AND code = $3
)sql"};
constexpr db::Sql of_sql{"localities.of", R"sql(
    SELECT code, name, county, postal_code, extra_km, siruta, fixed FROM courier_localities
     WHERE shop_id = $1 AND courier = $2 AND siruta = $3 ORDER BY fixed DESC, code LIMIT 1
)sql"};

struct Row : CourierLocality {
    std::int64_t siruta = 0;
    bool fixed = false;
};
BOOST_DESCRIBE_STRUCT(Row, (CourierLocality), (siruta, fixed))

std::int64_t matched_siruta(const CourierLocality& locality) {
    const auto found = places::resolve(locality.county, locality.name, "");
    return found ? (*found)->siruta : 0;
}

} // namespace

Result<LocalityReport> sync_localities(const shop::Scope& scope, const std::string& courier) {
    TRY(partner, courier_of(scope, courier, "", Millis(60'000)));
    if (!courier_registry().at(courier).traits.localities)
        return refuse(RefusalKind::conflict, "courier_cannot",
                      "This courier has no list of localities.");
    TRY(list, partner->localities());
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        std::map<std::string, std::int64_t> said;
        for (const auto& each : tx.list<Row>(fixed_sql, {scope.id(), courier}))
            said[each.code] = each.siruta;
        tx.change(clear_localities_sql, {scope.id(), courier});
        for (const auto& each : list) {
            const auto kept = said.find(each.code);
            const bool fixed = kept != said.end();
            tx.later(insert_locality_sql,
                     {scope.id(), courier, each.code, each.name, each.county, each.postal_code,
                      each.extra_km, fixed ? kept->second : matched_siruta(each), fixed});
        }
        audit::append(tx, scope,
                      {"courier:" + courier,
                       "localities_copied",
                       {{"count", "", std::to_string(list.size())}}});
        return true;
    }));
    return locality_report(scope, courier);
}

LocalityReport locality_report(const shop::Scope& scope, const std::string& courier) {
    return scope.read([&](db::Transaction& tx) {
        LocalityReport report;
        report.total = tx.number(count_sql, {scope.id(), courier}).value_or(0);
        report.matched = tx.number(matched_sql, {scope.id(), courier}).value_or(0);
        for (auto& row : tx.list<Row>(unmatched_sql, {scope.id(), courier, shown_max}))
            report.unmatched.push_back({row, row.siruta, row.fixed, ""});
        return report;
    });
}

Result<LocalityReport> fix_locality(const shop::Scope& scope, const std::string& courier,
                                    const std::string& code, std::int64_t siruta) {
    const auto* place = places::find_locality(siruta);
    if (siruta != 0 && !place)
        return invalid_field("siruta", "There is no locality with this code.");
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        if (tx.change(fix_sql, {scope.id(), courier, code, siruta}) == 0)
            return not_found("The courier has no such locality; fetch its list.");
        audit::append(
            tx, scope,
            {"courier:" + courier, "locality_fixed", {{code, "", place ? place->name : "-"}}});
        return true;
    }));
    return locality_report(scope, courier);
}

std::optional<std::int64_t> extra_km(const shop::Scope& scope, const std::string& courier,
                                     std::int64_t siruta) {
    if (courier.empty() || siruta == 0) return std::nullopt;
    const auto known = scope.read([&](db::Transaction& tx) {
        return tx.find<Row>(of_sql, {scope.id(), courier, siruta});
    });
    return known ? std::optional(known->extra_km) : std::nullopt;
}

std::map<std::string, std::int64_t> far_kilometres(const shop::Scope& scope, std::int64_t siruta) {
    std::map<std::string, std::int64_t> far;
    for (const auto& method : *pricing::delivery_methods(scope))
        if (method.formula.far_from_courier && method.active)
            if (const auto km = extra_km(scope, method.courier, siruta)) far[method.code] = *km;
    return far;
}

Parcel localised(const shop::Scope& scope, const std::string& courier, Parcel parcel) {
    const auto name = [&](auto& place) {
        if (place.siruta == 0) return;
        const auto known = scope.read([&](db::Transaction& tx) {
            return tx.find<Row>(of_sql, {scope.id(), courier, place.siruta});
        });
        if (!known) return;
        place.locality = known->name;
        place.county = known->county;
        place.locality_code = known->code;
    };
    name(parcel);
    if (parcel.collect_from) name(*parcel.collect_from);
    return parcel;
}

} // namespace taraba::shipping
