#include "sandbox/anaf_desk.hpp"

#include "base/crypto.hpp"
#include "base/form.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/zip.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>

#include <algorithm>

namespace taraba::sandbox {

namespace {

constexpr Millis working_time{300};

/// `played.1793480000`: until when it is good.
bool is_good(const std::string& token) {
    const auto until = token.starts_with("played.") ? parse_id(token.substr(7)) : std::nullopt;
    return until && *until > unix_ms(system_now()) / 1'000;
}

std::string token_for(std::chrono::seconds lasts) {
    return "played." + std::to_string(unix_ms(system_now() + lasts) / 1'000);
}

http::Response xml_answer(const std::string& body) {
    http::Response response;
    response.content_type = "application/xml";
    response.body = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + body;
    return response;
}

std::string anaf_errors(const std::string& words) {
    std::string all;
    for (const auto& each : split_at(words, '\n'))
        all += "<Errors errorMessage=\"" + escape_html(each) + "\"/>";
    return all;
}

struct Read {
    pugi::xml_document document;
    std::string at(const char* path) const {
        return document.select_node(path).node().text().get();
    }
};

/// A few of the ministry's rules, in its words.
std::string mistakes_of(const Read& read) {
    std::string all;
    const auto add = [&](const std::string& rule, const std::string& words) {
        all += (all.empty() ? "" : "\n") + ("E: validari globale eroare regula: " + rule + ": ") +
               words;
    };
    const std::string buyer = "//cac:AccountingCustomerParty/cac:Party";
    const auto county = read.at((buyer + "/cac:PostalAddress/cbc:CountrySubentity").c_str());
    const auto country = read.at((buyer + "//cac:Country/cbc:IdentificationCode").c_str());
    const auto city = read.at((buyer + "/cac:PostalAddress/cbc:CityName").c_str());
    if (country == "RO" && !county.starts_with("RO-"))
        add("BR-RO-111", "Daca codul tarii cumparatorului (BT-55) este RO, judetul (BT-54) este "
                         "un cod ISO 3166-2:RO.");
    if (county == "RO-B" && !city.starts_with("SECTOR"))
        add("BR-RO-101", "In Bucuresti localitatea cumparatorului (BT-52) este SECTOR1-SECTOR6.");
    if (read.at((buyer + "/cac:PostalAddress/cbc:StreetName").c_str()).find("Fundătura Greșită") !=
        std::string::npos)
        add("BR-RO-082", "Adresa cumparatorului (BT-50) nu este corecta.");
    return all;
}

} // namespace

http::Response AnafDesk::authorize(const http::Request& request) const {
    const std::string back = request.query_value("redirect_uri").value_or("");
    const std::string state = request.query_value("state").value_or("");
    const auto link = [&](const Fields& fields, const std::string& words) {
        return "<p><a href=\"" + escape_html(back + "?" + to_form(fields)) + "\">" + words +
               "</a></p>";
    };
    return played_page(
        "<!doctype html><html lang=\"ro\"><head><title>ANAF (sandbox)</title><meta "
        "name=\"viewport\" content=\"width=device-width\"></head><body "
        "style=\"font-family:sans-serif;max-width:32em;margin:3em auto\"><h1>ANAF "
        "(sandbox)</h1><p>Aplicația cere acces la RO e-Factura în numele dumneavoastră.</p>" +
        link({{"code", "signed-" + hex(random_bytes(8))}, {"state", state}},
             "Semnez cu certificatul") +
        link({{"error", "access_denied"}, {"state", state}}, "Renunț") + "</body></html>");
}

http::Response AnafDesk::token(const http::Request& request) const {
    const auto form = parse_form(request.body);
    const std::string grant = field(form, "grant_type");
    const std::string proof =
        grant == "refresh_token" ? field(form, "refresh_token") : field(form, "code");
    const bool known = grant == "refresh_token" ? is_good(proof) : !proof.empty();
    if (request.header("authorization").empty() || !known || is_to_refuse(request))
        return played_json({{"error", "invalid_grant"},
                            {"error_description", "The grant is invalid, expired or revoked."}},
                           400);
    constexpr std::int64_t access_seconds = 7'776'000, renewal_seconds = 31'536'000;
    return played_json({{"access_token", token_for(std::chrono::seconds(access_seconds))},
                        {"expires_in", access_seconds},
                        {"token_type", "Bearer"},
                        {"refresh_token", token_for(std::chrono::seconds(renewal_seconds))}});
}

http::Response AnafDesk::upload(const http::Request& request, bool person) {
    const auto refused = [&](const std::string& words) {
        return xml_answer("<header xmlns=\"mfp:anaf:dgti:spv:respUploadFisier:v1\" "
                          "dateResponse=\"202601010000\" ExecutionStatus=\"1\">" +
                          anaf_errors(words) + "</header>");
    };
    Read read;
    if (!read.document.load_buffer(request.body.data(), request.body.size()))
        return refused("Fisierul transmis nu este un XML valid.");
    const std::string cif = request.query_value("cif").value_or("");
    const std::string seller =
        digits_of(read.at("//cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID"));
    if (cif != seller)
        return refused("Nu aveti dreptul de a transmite facturi pentru CIF=" + cif + ".");
    if (is_to_refuse(request)) return refused("Serviciul nu primeste fisiere acum.");
    const std::lock_guard lock(mutex_);
    last_ = std::max(last_ + 2, unix_ms(system_now()) * 10);
    Upload taken{last_,
                 last_ + 1,
                 cif,
                 read.at("/Invoice/cbc:ID"),
                 person,
                 request.body,
                 mistakes_of(read),
                 system_now() + working_time};
    if (faults_.take("anaf.work").fault == Fault::refuse)
        taken.mistakes = "E: validari globale eroare regula: BR-RO-111: Judetul cumparatorului "
                         "(BT-54) lipseste.";
    uploads_.push_back(taken);
    return xml_answer("<header xmlns=\"mfp:anaf:dgti:spv:respUploadFisier:v1\" "
                      "dateResponse=\"202601010000\" ExecutionStatus=\"0\" index_incarcare=\"" +
                      std::to_string(taken.index) + "\"/>");
}

http::Response AnafDesk::state(const http::Request& request) {
    const auto index = parse_id(request.query_value("id_incarcare").value_or(""));
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(uploads_, index.value_or(0), &Upload::index);
    const std::string open = "<header xmlns=\"mfp:anaf:dgti:efactura:stareMesajFactura:v1\"";
    if (found == uploads_.end())
        return xml_answer(open + ">" + anaf_errors("Nu exista factura cu id_incarcare cautat.") +
                          "</header>");
    ++found->asked;
    if (found->ready_at > system_now()) return xml_answer(open + " stare=\"in prelucrare\"/>");
    return xml_answer(open + " stare=\"" + (found->mistakes.empty() ? "ok" : "nok") +
                      "\" id_descarcare=\"" + std::to_string(found->message) + "\"/>");
}

http::Response AnafDesk::download(const http::Request& request) {
    const auto id = parse_id(request.query_value("id").value_or(""));
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(uploads_, id.value_or(0), &Upload::message);
    if (found == uploads_.end())
        return played_json(
            {{"eroare", "Nu exista mesaj cu id=" + request.query_value("id").value_or("")},
             {"titlu", "Descarcare mesaj"}});
    const std::string index = std::to_string(found->index);
    const std::string content =
        found->mistakes.empty()
            ? found->xml
            : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><header "
              "xmlns=\"mfp:anaf:dgti:efactura:mesajEroriFactuta:v1\" Index_incarcare=\"" +
                  index + "\" Cif_emitent=\"" + found->cif + "\">" + anaf_errors(found->mistakes) +
                  "</header>";
    http::Response response;
    response.content_type = "application/zip";
    response.body =
        zip({{index + ".xml", content},
             {"semnatura_" + index + ".xml",
              "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignatureValue>" +
                  base64(sha256(content)) + "</SignatureValue></Signature>"}});
    return response;
}

http::Response AnafDesk::list(const http::Request& request) {
    const std::string cif = request.query_value("cif").value_or("");
    const Zone zone = *Zone::named("Europe/Bucharest");
    json::array messages;
    const std::lock_guard lock(mutex_);
    for (const auto& each : uploads_) {
        if (each.cif != cif || each.ready_at > system_now()) continue;
        const std::string index = std::to_string(each.index);
        const Date day = zone.day_of(each.ready_at);
        const auto minute =
            std::chrono::duration_cast<std::chrono::minutes>(each.ready_at - zone.start_of(day))
                .count();
        messages.push_back(
            {{"data_creare",
              digits_of(to_text(day)) + fmt::format("{:02}{:02}", minute / 60, minute % 60)},
             {"cif", cif},
             {"id_solicitare", index},
             {"detalii", "Factura cu id_incarcare=" + index + " emisa de cif_emitent=" + cif},
             {"tip", each.mistakes.empty() ? "FACTURA TRIMISA" : "ERORI FACTURA"},
             {"id", std::to_string(each.message)}});
    }
    if (messages.empty())
        return played_json(
            {{"eroare", "Nu exista mesaje in intervalul cerut"}, {"titlu", "Lista Mesaje"}});
    return played_json({{"mesaje", std::move(messages)},
                        {"serial", "0"},
                        {"cui", cif},
                        {"titlu", "Lista Mesaje disponibile"}});
}

http::Response AnafDesk::all() {
    json::array taken;
    const std::lock_guard lock(mutex_);
    for (const auto& each : uploads_)
        taken.push_back({{"index", std::to_string(each.index)},
                         {"number", each.number},
                         {"person", each.person},
                         {"asked", each.asked},
                         {"mistakes", each.mistakes}});
    return played_json(std::move(taken));
}

void AnafDesk::add_service(http::Router& router, http::Method method, const std::string& path,
                           const std::string& call, const PlayedHandler& handler) {
    add_played(router, faults_, method, "/anaf" + path, call,
               [this, call, handler](const http::Request& request) {
                   const std::string sign_in(request.header("authorization"));
                   const bool ended = faults_.take("anaf.token_ended").fault != Fault::none;
                   if (ended || !sign_in.starts_with("Bearer ") || !is_good(sign_in.substr(7)))
                       return played_json({{"error", "Unauthorized"}}, 401);
                   if (faults_.take("anaf.busy").fault != Fault::none)
                       return played_json({{"error", "Too many requests"}}, 429);
                   return handler(request);
               });
}

void AnafDesk::add_routes(http::Router& router) {
    using http::Method;
    add_played(router, faults_, Method::get, "/anaf/authorize", "anaf.authorize",
               [this](const http::Request& request) { return authorize(request); });
    add_played(router, faults_, Method::post, "/anaf/token", "anaf.token",
               [this](const http::Request& request) { return token(request); });
    add_service(router, Method::post, "/upload", "anaf.upload",
                [this](const http::Request& request) { return upload(request, false); });
    add_service(router, Method::post, "/uploadb2c", "anaf.upload",
                [this](const http::Request& request) { return upload(request, true); });
    add_service(router, Method::get, "/stareMesaj", "anaf.state",
                [this](const http::Request& request) { return state(request); });
    add_service(router, Method::get, "/descarcare", "anaf.download",
                [this](const http::Request& request) { return download(request); });
    add_service(router, Method::get, "/listaMesajeFactura", "anaf.list",
                [this](const http::Request& request) { return list(request); });
    add_played(router, faults_, Method::get, "/sandbox/anaf", "anaf.all",
               [this](const http::Request&) { return all(); });
}

} // namespace taraba::sandbox
