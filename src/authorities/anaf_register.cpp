#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/customers/public_register.hpp"
#include "shop/places/places.hpp"

// ANAF's public register of VAT payers (POST …/api/PlatitorTvaRest/v9/tva).

namespace taraba::customers {

namespace {

constexpr const char* service = "/api/PlatitorTvaRest/v9/tva";

const json::object* part_of(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value && value->is_object() ? &value->as_object() : nullptr;
}

/// Names as `Mun. Cluj-Napoca` and `JUDEŢUL CLUJ` without their kind.
std::string plain_name(const std::string& name) {
    for (const char* kind : {"municipiul ", "mun. ", "oraş ", "oras ", "orş. ", "ors. ", "comuna ",
                             "com. ", "sat ", "judetul ", "jud. "}) {
        const auto folded_name = folded(name);
        const std::string folded_kind = folded(kind) + " ";
        if (folded_name.starts_with(folded_kind)) return folded_name.substr(folded_kind.size());
    }
    return folded(name);
}

shop::Address place_of(const json::object& seat) {
    shop::Address place;
    place.county = string_in(seat, "scod_JudetAuto");
    if (!places::find_county(place.county)) place.county.clear();
    place.locality = plain_name(string_in(seat, "sdenumire_Localitate"));
    place.street = string_in(seat, "sdenumire_Strada");
    if (const auto number = string_in(seat, "snumar_Strada"); !number.empty())
        place.street += " " + number;
    if (const auto details = string_in(seat, "sdetalii_Adresa"); !details.empty())
        place.street += ", " + details;
    place.postal_code = digits_of(string_in(seat, "scod_Postal"));
    if (place.postal_code.size() != 6) place.postal_code.clear();
    if (const auto known = places::resolve(place.county, place.locality, "")) {
        place.siruta = (*known)->siruta;
        place.county = (*known)->county;
        place.locality = (*known)->name;
        if (place.postal_code.empty()) place.postal_code = (*known)->postal_code;
    }
    return place;
}

std::optional<RegisteredCompany> read_answer(const std::string& body) {
    const auto answer = parse_json(body);
    if (!answer || !answer->is_object()) return std::nullopt;
    const auto* found = answer->as_object().if_contains("found");
    if (!found || !found->is_array() || found->as_array().empty()) return std::nullopt;
    const auto* entry = found->as_array().front().if_object();
    const auto* general = entry ? part_of(*entry, "date_generale") : nullptr;
    if (!general) return std::nullopt;
    RegisteredCompany company;
    company.name = string_in(*general, "denumire");
    company.reg_no = string_in(*general, "nrRegCom");
    company.address = string_in(*general, "adresa");
    company.active =
        folded(string_in(*general, "stare_inregistrare")).find("radiat") == std::string::npos;
    if (const auto* vat = part_of(*entry, "inregistrare_scop_Tva"))
        if (const auto* payer = vat->if_contains("scpTVA"))
            company.vat_payer = payer->is_bool() && payer->as_bool();
    if (const auto* seat = part_of(*entry, "adresa_sediu_social")) company.place = place_of(*seat);
    return company;
}

} // namespace

Result<RegisteredCompany> ask_anaf(const std::string& base, const std::string& digits, Date day) {
    const std::string body = "[{\"cui\":" + digits + ",\"data\":\"" + to_text(day) + "\"}]";
    const auto answer = http::fetch(
        {"POST", base + service, {"Content-Type: application/json"}, body, Millis(5'000)});
    if (!answer || answer->status >= 500 || answer->status == 429) return register_down();
    auto company = read_answer(answer->body);
    if (!company) return not_found("The register knows no company with this CUI.");
    company->cui = (company->vat_payer ? "RO" : "") + digits;
    return *company;
}

} // namespace taraba::customers
