#include "shop/efactura/anaf.hpp"

#include "base/form.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "base/zip.hpp"
#include "http/client.hpp"

#include <pugixml.hpp>

namespace taraba::efactura {

namespace {

constexpr Millis call_time{30'000};

Result<http::IncomingResponse> call(const Anaf& anaf, const std::string& method,
                                    const std::string& path, const Fields& query,
                                    const std::string& body = {}) {
    TRY(response,
        http::fetch_from("authority", authority,
                         {method,
                          anaf.base + path + "?" + to_form(query),
                          {"Authorization: Bearer " + anaf.token, "Content-Type: text/plain"},
                          body,
                          call_time}));
    if (response.status == 401 || response.status == 403)
        return refuse(RefusalKind::unavailable, "authority_sign_in",
                      "ANAF does not take the sign-in any more.");
    if (response.status == 429)
        return refuse(RefusalKind::unavailable, "authority_busy",
                      "ANAF was asked too often; it is asked again later.");
    if (response.status != 200)
        return http::unclear("authority", authority, said("status {}", response.status));
    return response;
}

/// The one element of ANAF's answers, whatever its namespace.
Result<pugi::xml_node> header_of(pugi::xml_document& document, const std::string& body) {
    if (document.load_buffer(body.data(), body.size()))
        if (const auto header = document.document_element();
            std::string(header.name()).ends_with("header"))
            return header;
    return http::unclear("authority", authority, "not the answer that was expected");
}

std::string errors_in(const pugi::xml_node& header) {
    std::string all;
    for (const auto& each : header.children()) {
        const std::string message = each.attribute("errorMessage").value();
        if (!message.empty()) all += (all.empty() ? "" : "\n") + message;
    }
    return all;
}

/// `202607281336`: in Romania.
Instant made_at(const std::string& text) {
    const auto day = date_from(text.size() < 12 ? std::string()
                                                : text.substr(0, 4) + "-" + text.substr(4, 2) +
                                                      "-" + text.substr(6, 2));
    if (!day) return {};
    const auto minutes = std::stoi(text.substr(8, 2)) * 60 + std::stoi(text.substr(10, 2));
    return Zone::named("Europe/Bucharest")->start_of(*day) + std::chrono::minutes(minutes);
}

std::string between(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    if (at == std::string::npos) return "";
    const auto from = at + before.size();
    return text.substr(from, text.find_first_not_of("0123456789", from) - from);
}

} // namespace

Result<Uploaded> upload(const Anaf& anaf, const std::string& cif, bool person, bool abroad,
                        const std::string& xml) {
    Fields query{{"standard", "UBL"}, {"cif", cif}};
    if (abroad) query.emplace_back("extern", "DA");
    TRY(response, call(anaf, "POST", person ? "/uploadb2c" : "/upload", query, xml));
    pugi::xml_document document;
    TRY(header, header_of(document, response.body));
    if (std::string(header.attribute("ExecutionStatus").value()) == "0") {
        const std::string index = header.attribute("index_incarcare").value();
        if (index.empty()) return http::unclear("authority", authority, "no number was given");
        return Uploaded{index, {}};
    }
    const std::string errors = errors_in(header);
    return Uploaded{{}, errors.empty() ? "ANAF refused it without a reason." : errors};
}

Result<Asked> state_of(const Anaf& anaf, const std::string& upload_index) {
    TRY(response, call(anaf, "GET", "/stareMesaj", {{"id_incarcare", upload_index}}));
    pugi::xml_document document;
    TRY(header, header_of(document, response.body));
    const std::string state = header.attribute("stare").value();
    const std::string id = header.attribute("id_descarcare").value();
    if (state == "ok") return Asked{Progress::accepted, id, {}};
    if (state == "nok") return Asked{Progress::refused, id, {}};
    if (state == "in prelucrare") return Asked{};
    const std::string errors = errors_in(header);
    if (state.empty() && errors.empty())
        return http::unclear("authority", authority, "not the answer that was expected");
    return Asked{Progress::refused, {}, errors.empty() ? state : errors};
}

Result<std::string> download(const Anaf& anaf, const std::string& download_id) {
    TRY(response, call(anaf, "GET", "/descarcare", {{"id", download_id}}));
    if (!unzip(response.body)) return http::unclear("authority", authority, "no ZIP was given");
    return response.body;
}

std::string mistakes_in(const std::string& zip) {
    const auto files = unzip(zip);
    if (!files) return "";
    for (const auto& file : *files) {
        pugi::xml_document document;
        if (!document.load_buffer(file.bytes.data(), file.bytes.size())) continue;
        if (std::string(document.document_element().name()).ends_with("header"))
            if (auto errors = errors_in(document.document_element()); !errors.empty())
                return errors;
    }
    return "";
}

std::string invoice_number_in(const std::string& zip) {
    const auto files = unzip(zip);
    if (!files) return "";
    for (const auto& file : *files) {
        pugi::xml_document document;
        if (!document.load_buffer(file.bytes.data(), file.bytes.size())) continue;
        for (const auto& each : document.document_element().children())
            if (const std::string name = each.name(); name == "ID" || name.ends_with(":ID"))
                return each.text().get();
    }
    return "";
}

Result<std::vector<AnafMessage>> messages(const Anaf& anaf, const std::string& cif, int days) {
    TRY(response,
        call(anaf, "GET", "/listaMesajeFactura", {{"zile", std::to_string(days)}, {"cif", cif}}));
    const auto body = parse_json(response.body);
    const auto* fields = body ? body->if_object() : nullptr;
    if (!fields) return http::unclear("authority", authority, "not the answer that was expected");
    std::vector<AnafMessage> all;
    const auto* list = fields->if_contains("mesaje");
    if (!list || !list->is_array()) return all; // `eroare`: there are none
    for (const auto& each : list->as_array()) {
        AnafMessage message;
        message.id = parse_id(text_at(each, "id")).value_or(0);
        message.kind = text_at(each, "tip");
        message.upload_index = text_at(each, "id_solicitare");
        message.details = shortened(text_at(each, "detalii"), 500);
        message.sender = between(message.details, "cif_emitent=");
        message.made_at = made_at(text_at(each, "data_creare"));
        if (message.id > 0) all.push_back(std::move(message));
    }
    return all;
}

} // namespace taraba::efactura
