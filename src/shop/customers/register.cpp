#include "shop/customers/register.hpp"

#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"

namespace taraba::customers {

namespace {

constexpr const char* public_register = "https://webservicesp.anaf.ro";
constexpr const char* service = "/api/PlatitorTvaRest/v9/tva";

constexpr const char* vies = "https://ec.europa.eu/taxation_customs/vies/rest-api";
constexpr int kept_days = 30; ///< for which an answer serves when nobody answers

constexpr db::Sql find_sql{"customers.registered", R"sql(
    SELECT answer FROM registered_companies WHERE shop_id = $1 AND cui = $2 AND asked_on >= $3
)sql"};
constexpr db::Sql put_sql{"customers.put_registered", R"sql(
    INSERT INTO registered_companies (shop_id, cui, asked_on, answer) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, cui) DO UPDATE SET asked_on = $3, answer = $4
)sql"};

/// A Romanian number is known by its digits, another by all of it.
std::string key_of(const std::string& cui) {
    const std::string plain = plain_code(cui);
    return is_valid_cui(plain) ? digits_of(plain) : plain;
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

std::string base_of(const shop::Scope& scope, const char* real, const char* played) {
    return scope.house.sandbox_url.empty() ? real : scope.house.sandbox_url + played;
}

Failure down() {
    return refuse(RefusalKind::unavailable, "register_down",
                  "The register does not answer; type the company's data.");
}

Result<RegisteredCompany> ask_anaf(const shop::Scope& scope, const std::string& digits) {
    const std::string body =
        "[{\"cui\":" + digits + ",\"data\":\"" + to_text(scope.today()) + "\"}]";
    const auto answer = http::fetch({"POST",
                                     base_of(scope, public_register, "/anaf") + service,
                                     {"Content-Type: application/json"},
                                     body,
                                     Millis(5'000)});
    if (!answer || answer->status >= 500 || answer->status == 429) return down();
    auto company = read_answer(answer->body);
    if (!company) return not_found("The register knows no company with this CUI.");
    company->cui = (company->vat_payer ? "RO" : "") + digits;
    return *company;
}

Result<RegisteredCompany> ask_vies(const shop::Scope& scope, const std::string& number) {
    const auto answer = http::fetch(
        {"GET",
         base_of(scope, vies, "/vies") + "/ms/" + number.substr(0, 2) + "/vat/" + number.substr(2),
         {},
         "",
         Millis(5'000)});
    const auto said = answer && answer->status == 200 ? parse_json(answer->body) : down();
    const auto* fields = said ? said->if_object() : nullptr;
    const auto* valid = fields ? fields->if_contains("isValid") : nullptr;
    if (!valid || !valid->is_bool()) return down();
    // A state that is out of reach has said nothing of the number.
    const std::string why = text_of(*fields, "userError");
    if (!valid->as_bool() && why != "INVALID" && why != "INVALID_INPUT") return down();
    if (!valid->as_bool()) return not_found("VIES knows no VAT payer with this number.");
    RegisteredCompany company;
    company.cui = number;
    company.name = text_of(*fields, "name");
    company.address = text_of(*fields, "address");
    company.place.country = country_of_vat_number(number);
    company.vat_payer = true;
    return company;
}

std::optional<RegisteredCompany> kept(db::Transaction& tx, const shop::Scope& scope,
                                      const std::string& cui, Date since) {
    const auto answer = tx.text(find_sql, {scope.id(), key_of(cui), to_text(since)});
    if (!answer) return std::nullopt;
    return trusted_json<RegisteredCompany>(*answer);
}

Result<void> compare(shop::Installation& house, ShopId shop, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(house, shop, {ActorKind::job, "register", {}}));
    const auto order = jobs::id_in(job, "order");
    const auto* number = job.payload.as_object().if_contains("cui");
    if (!order || !number || !number->is_string()) return {};
    const std::string cui(number->as_string());
    const auto company = look_up_company(scope, cui);
    if (!company && company.error().kind == RefusalKind::unavailable)
        return Failure(company.error());
    const bool english = scope.shop->language == "en";
    std::string says;
    if (!company)
        says = english ? "The register knows no company with this CUI."
                       : "Registrul nu are o firmă cu acest CUI.";
    else if (!company->active)
        says = english ? "This company is struck off." : "Firma este radiată.";
    else if (company->vat_payer != plain_code(cui).starts_with("RO") && is_valid_cui(cui))
        says = company->vat_payer
                   ? (english ? "It is a VAT payer." : "Firma este plătitoare de TVA.")
                   : (english ? "It pays no VAT." : "Firma nu este plătitoare de TVA.");
    if (says.empty()) return {};
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        audit::append(tx, scope,
                      {shop::order_subject(OrderId{*order}),
                       "register_differs",
                       {{"cui", cui, company ? company->cui : ""}},
                       says});
        return true;
    }));
    return {};
}

} // namespace

Result<RegisteredCompany> look_up_company(const shop::Scope& scope, const std::string& typed) {
    const std::string cui = plain_code(typed);
    const bool romanian = is_valid_cui(cui);
    if (!romanian && !is_eu_vat_number(cui)) return invalid_field("cui", "This CUI is not valid.");
    const auto known = scope.read([&](db::Transaction& tx) {
        return kept(tx, scope, cui, scope.today() + std::chrono::days(-kept_days));
    });
    if (known && known->asked_on == scope.today()) return *known;
    auto company = romanian ? ask_anaf(scope, digits_of(cui)) : ask_vies(scope, cui);
    if (!company) {
        if (known && company.error().code == "register_down") return *known;
        return Failure(company.error());
    }
    company->asked_on = scope.today();
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_sql, {scope.id(), key_of(cui), to_text(scope.today()), to_json(*company)});
        return true;
    }));
    return *company;
}

std::optional<RegisteredCompany> find_registered(db::Transaction& tx, const shop::Scope& scope,
                                                 const std::string& cui) {
    return kept(tx, scope, cui, scope.today() + std::chrono::days(-kept_days));
}

void ask_register(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                  const std::string& cui) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "company_register",
                  {{"order", to_text(order)}, {"cui", cui}}, shop::order_subject(order), scope.now);
}

void register_jobs(jobs::Runner& runner, shop::Installation& house) {
    runner.on("company_register",
              [&house](ShopId shop, const jobs::Job& job) { return compare(house, shop, job); });
}

} // namespace taraba::customers
