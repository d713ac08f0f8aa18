#include "shop/customers/register.hpp"

#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/places/places.hpp"

#include <mutex>

namespace taraba::customers {

namespace {

constexpr const char* public_register = "https://webservicesp.anaf.ro";
constexpr const char* service = "/api/PlatitorTvaRest/v9/tva";

/// Answers of the last day, of all shops: the register says the same to everybody.
struct Kept {
    std::mutex mutex;
    struct Answer {
        RegisteredCompany company;
        Instant at{};
    };
    std::map<std::string, Answer> by_cui;
};

Kept& kept() {
    static Kept answers;
    return answers;
}

std::string text_of(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value && value->is_string() ? as_utf8(value->as_string()) : std::string();
}

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
    place.county = text_of(seat, "scod_JudetAuto");
    if (!places::find_county(place.county)) place.county.clear();
    place.locality = plain_name(text_of(seat, "sdenumire_Localitate"));
    place.street = text_of(seat, "sdenumire_Strada");
    if (const auto number = text_of(seat, "snumar_Strada"); !number.empty())
        place.street += " " + number;
    if (const auto details = text_of(seat, "sdetalii_Adresa"); !details.empty())
        place.street += ", " + details;
    place.postal_code = digits_of(text_of(seat, "scod_Postal"));
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
    company.name = text_of(*general, "denumire");
    company.reg_no = text_of(*general, "nrRegCom");
    company.address = text_of(*general, "adresa");
    company.active =
        folded(text_of(*general, "stare_inregistrare")).find("radiat") == std::string::npos;
    if (const auto* vat = part_of(*entry, "inregistrare_scop_Tva"))
        if (const auto* payer = vat->if_contains("scpTVA"))
            company.vat_payer = payer->is_bool() && payer->as_bool();
    if (const auto* seat = part_of(*entry, "adresa_sediu_social")) company.place = place_of(*seat);
    return company;
}

std::string base_of(const shop::Scope& scope) {
    return scope.house.sandbox_url.empty() ? public_register : scope.house.sandbox_url + "/anaf";
}

} // namespace

Result<RegisteredCompany> look_up_company(const shop::Scope& scope, const std::string& cui) {
    if (!is_valid_cui(cui)) return invalid_field("cui", "This CUI is not valid.");
    const std::string digits = digits_of(cui);
    {
        const std::lock_guard lock(kept().mutex);
        const auto known = kept().by_cui.find(digits);
        if (known != kept().by_cui.end() && scope.now - known->second.at < std::chrono::hours(24))
            return known->second.company;
    }
    const std::string body =
        "[{\"cui\":" + digits + ",\"data\":\"" + to_text(scope.today()) + "\"}]";
    const auto answer = http::fetch({"POST",
                                     base_of(scope) + service,
                                     {"Content-Type: application/json"},
                                     body,
                                     Millis(5'000)});
    if (!answer || answer->status >= 500 || answer->status == 429)
        return refuse(RefusalKind::unavailable, "register_down",
                      "The register does not answer; type the company's data.");
    auto company = read_answer(answer->body);
    if (!company) return not_found("The register knows no company with this CUI.");
    company->cui = (company->vat_payer ? "RO" : "") + digits;
    const std::lock_guard lock(kept().mutex);
    if (kept().by_cui.size() > 10'000) kept().by_cui.clear();
    kept().by_cui[digits] = {*company, scope.now};
    return *company;
}

} // namespace taraba::customers
