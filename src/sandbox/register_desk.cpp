#include "sandbox/register_desk.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "sandbox/played.hpp"

#include <thread>

namespace taraba::sandbox {

namespace {

struct Known {
    const char *cui, *name, *reg_no, *county, *city, *street, *number, *postal_code;
    bool vat_payer;
};

constexpr Known companies[]{{"18773866", "LUTIERIA ACORD SRL", "J12/1830/2006", "CJ",
                             "Mun. Cluj-Napoca", "Str. Memorandumului", "28", "400114", true},
                            {"14399840", "PRĂVĂLIA DEMO SRL", "J40/9950/2006", "B",
                             "Sector 3 Mun. Bucureşti", "Bd. Decebal", "12", "032804", true},
                            {"6859662", "COFETĂRIA DELTA SNC", "J36/112/1994", "TL", "Mun. Tulcea",
                             "Str. Isaccei", "7", "820241", false},
                            // Those that the demo's buyers order for.
                            {"1590082", "ATELIER LEMN SRL", "J40/1109/2015", "B",
                             "Sector 6 Mun. Bucureşti", "Str. Lujerului", "12", "060154", true},
                            {"361757", "INSTAL PRO SRL", "J40/1219/2015", "CJ", "Mun. Cluj-Napoca",
                             "Str. Horea", "4", "400174", true},
                            {"427320", "CAFENEAUA VECHE SRL", "J40/1328/2015", "TM",
                             "Mun. Timişoara", "Str. Alba Iulia", "2", "300077", true}};

json::value answer_for(const std::string& cui) {
    const auto* known = std::begin(companies);
    while (known != std::end(companies) && cui != known->cui)
        ++known;
    if (known == std::end(companies))
        return {{"cod", 200},
                {"message", "SUCCESS"},
                {"found", json::array{}},
                {"notFound", {std::stoll(cui)}}};
    json::object seat{{"sdenumire_Strada", known->street},
                      {"snumar_Strada", known->number},
                      {"sdenumire_Localitate", known->city},
                      {"scod_JudetAuto", known->county},
                      {"sdetalii_Adresa", ""},
                      {"scod_Postal", known->postal_code}};
    json::object entry{
        {"date_generale",
         {{"cui", std::stoll(cui)},
          {"denumire", known->name},
          {"adresa", std::string(known->city) + ", " + known->street + ", NR." + known->number},
          {"nrRegCom", known->reg_no},
          {"stare_inregistrare", "INREGISTRAT din data 01.01.2006"}}},
        {"inregistrare_scop_Tva", {{"scpTVA", known->vat_payer}}},
        {"adresa_sediu_social", std::move(seat)}};
    return {{"cod", 200},
            {"message", "SUCCESS"},
            {"found", json::array{std::move(entry)}},
            {"notFound", json::array{}}};
}

http::Response look_up(const http::Request& request, Faults& faults) {
    const auto next = faults.take("register");
    if (next.fault == Fault::slow_before || next.fault == Fault::slow_after)
        std::this_thread::sleep_for(next.wait);
    http::Response response;
    if (next.fault == Fault::error) {
        response.status = 503;
        return response;
    }
    const auto body = parse_json(request.body);
    const auto* list = body ? body->if_array() : nullptr;
    const auto* first = list && !list->empty() ? list->front().if_object() : nullptr;
    const auto* cui = first ? first->if_contains("cui") : nullptr;
    if (!cui || !cui->is_number()) {
        response.status = 400;
        return response;
    }
    response.body = to_json(answer_for(std::to_string(cui->to_number<std::int64_t>())));
    return response;
}

/// VIES: numbers that end with 0 are nobody's.
http::Response vies(const http::Request& request) {
    const std::string state = request.path_values.find("state")->second;
    const std::string number = request.path_values.find("number")->second;
    const bool valid = number.size() >= 8 && !number.ends_with('0');
    return played_json({{"isValid", valid},
                        {"requestDate", "2026-01-01T00:00:00.000Z"},
                        {"userError", valid ? "VALID" : "INVALID"},
                        {"name", valid ? "BEISPIEL " + state + " GMBH" : "---"},
                        {"address", valid ? "Hauptstr. 1, 10115 Berlin" : "---"},
                        {"requestIdentifier", ""},
                        {"vatNumber", number}});
}

} // namespace

void add_register_routes(http::Router& router, Faults& faults) {
    http::Route route;
    route.method = http::Method::post;
    route.pattern = "/anaf/api/PlatitorTvaRest/v9/tva";
    route.documented = false;
    route.handle = [&faults](http::Request& request) { return look_up(request, faults); };
    router.add(std::move(route));
    add_played(router, faults, http::Method::get, "/vies/ms/{state}/vat/{number}", "vies", vies);
}

} // namespace taraba::sandbox
