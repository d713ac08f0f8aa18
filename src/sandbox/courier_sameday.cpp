#include "base/decimal.hpp"
#include "base/form.hpp"
#include "base/json.hpp"
#include "sandbox/courier_book.hpp"

#include <cmath>

namespace taraba::sandbox {

using shipping::ShipmentStage;

namespace {

const std::string sameday = "sameday";
std::atomic<int> sameday_token_number{1};

std::string sameday_token() { return "sameday-" + std::to_string(sameday_token_number.load()); }

struct Words {
    int id;
    const char *status, *label;
};

Words sameday_words(ShipmentStage stage) {
    switch (stage) {
    case ShipmentStage::registered: return {1, "AWB emis", "Coletul a fost înregistrat"};
    case ShipmentStage::picked_up: return {4, "Ridicat", "Coletul a fost ridicat"};
    case ShipmentStage::in_transit: return {7, "În tranzit", "Coletul este în tranzit"};
    case ShipmentStage::out_for_delivery: return {33, "În livrare", "Coletul este la curier"};
    case ShipmentStage::delivered: return {9, "Livrată cu succes", "Coletul a fost livrat"};
    case ShipmentStage::refused: return {18, "Refuzată", "Destinatarul a refuzat coletul"};
    case ShipmentStage::returning: return {15, "În retur", "Coletul se întoarce la expeditor"};
    case ShipmentStage::returned: return {16, "Returnată", "Coletul a fost returnat la expeditor"};
    case ShipmentStage::lost: return {30, "Pierdută", "Coletul a fost pierdut"};
    case ShipmentStage::cancelled: return {12, "Anulată", "AWB anulat"};
    }
    return {0, "", ""};
}

/// Sameday's tree of errors.
http::Response sameday_refusal(const std::string& field, const std::string& words) {
    json::object children;
    children[field] = {{"errors", json::array{words}}};
    return played_json({{"code", 400},
                        {"message", "Validation Failed"},
                        {"errors", {{"children", std::move(children)}}}},
                       400);
}

std::int64_t grams_of(const Fields& form) {
    return parse_decimal(field(form, "packageWeight"), 3).value_or(1'000);
}

http::Response create_sameday_awb(CourierBook& book, const http::Request& request) {
    const auto form = parse_form(request.body);
    if (is_to_refuse(request)) return sameday_refusal("awbRecipient", "Localitatea nu există");
    if (field(form, "awbRecipient[phoneNumber]").size() < 9)
        return sameday_refusal("phoneNumber", "Telefonul nu este valid");
    if (field(form, "awbRecipient[cityString]").empty()) return sameday_refusal("city", "Lipsește");
    const std::string reference = field(form, "clientInternalReference");
    if (book.find_reference(sameday, reference))
        return sameday_refusal("clientInternalReference", "This value is already used.");
    PlayedAwb awb;
    awb.courier = sameday;
    awb.reference = reference;
    awb.from = field(form, "pickupPoint");
    if (field(form, "thirdPartyPickup") == "1") {
        awb.from = field(form, "thirdParty[name]");
        if (field(form, "thirdParty[phoneNumber]").size() < 9)
            return sameday_refusal("thirdParty", "Telefonul nu este valid");
    }
    awb.recipient = field(form, "awbRecipient[name]");
    awb.locality = field(form, "awbRecipient[cityString]");
    awb.parcels = parse_id(field(form, "packageNumber")).value_or(1);
    awb.weight_g = grams_of(form);
    awb.cash = field(form, "cashOnDelivery");
    awb = book.open(awb);
    const auto tariff = played_tariff((awb.weight_g + 999) / 1'000);
    json::array parcels;
    for (std::int64_t i = 1; i <= awb.parcels; ++i)
        parcels.push_back({{"position", i}, {"awbNumber", awb.number + "00" + std::to_string(i)}});
    return played_json({{"awbNumber", awb.number},
                        {"awbCost", static_cast<double>(tariff) / 100},
                        {"parcels", std::move(parcels)}},
                       201);
}

http::Response status(CourierBook& book, const http::Request& request) {
    const auto awb = book.find(sameday, request.path_values.find("awb")->second);
    if (!awb) return played_json({{"code", 404}, {"message", "Not Found"}}, 404);
    json::array history;
    for (const auto& scan : CourierBook::events(*awb)) {
        const auto words = sameday_words(scan.stage);
        history.push_back({{"statusId", words.id},
                           {"status", words.status},
                           {"statusLabel", words.label},
                           {"statusState", words.status},
                           {"statusDate", to_rfc3339(scan.at)},
                           {"county", "București"},
                           {"reason", ""},
                           {"transitLocation", ""}});
    }
    return played_json({{"expeditionSummary", {{"awbNumber", awb->number}}},
                        {"expeditionHistory", std::move(history)}});
}

} // namespace

void play_sameday(http::Router& router, CourierBook& book) {
    using http::Method;
    const auto add = [&](Method method, const char* pattern, const std::string& call,
                         const PlayedHandler& handler) {
        add_played(router, book.faults(), method, pattern, call,
                   [handler, call, &book](const http::Request& request) {
                       if (request.header("x-auth-token") != sameday_token())
                           return played_json({{"message", "Unauthorized"}}, 401);
                       if (book.faults().take(call + ".token").fault == Fault::token_expired) {
                           ++sameday_token_number;
                           return played_json({{"message", "Unauthorized"}}, 401);
                       }
                       return handler(request);
                   });
    };
    add_played(
        router, book.faults(), Method::post, "/sameday/api/authenticate", "sameday.login",
        [](const http::Request& request) {
            if (request.header("x-auth-username").empty() ||
                request.header("x-auth-password").empty())
                return played_json({{"message", "Unauthorized"}}, 401);
            return played_json({{"token", sameday_token()}, {"expire_at", "2030-01-01 00:00"}});
        });
    add(Method::post, "/sameday/api/awb", "sameday.create",
        [&book](const http::Request& request) { return create_sameday_awb(book, request); });
    add(Method::post, "/sameday/api/awb/estimate-cost", "sameday.price",
        [](const http::Request& request) {
            const auto form = parse_form(request.body);
            const auto tariff = played_tariff((grams_of(form) + 999) / 1'000);
            return played_json(
                {{"amount", static_cast<double>(tariff) / 100}, {"currency", "RON"}, {"time", 24}});
        });
    add(Method::delete_, "/sameday/api/awb/{awb}", "sameday.cancel",
        [&book](const http::Request& request) {
            if (book.cancel(sameday, request.path_values.find("awb")->second))
                return played_json({}, 204);
            return played_json({{"code", 400}, {"message", "The AWB has already left."}}, 400);
        });
    add(Method::get, "/sameday/api/awb/download/{awb}/{format}", "sameday.label",
        [](const http::Request& request) {
            http::Response response;
            response.content_type = "application/pdf";
            response.body = played_label("Sameday", request.path_values.find("awb")->second,
                                         request.path_values.find("format")->second == "A4");
            return response;
        });
    add(Method::get, "/sameday/api/client/awb/{awb}/status", "sameday.track",
        [&book](const http::Request& request) { return status(book, request); });
    add(Method::get, "/sameday/api/client/lockers", "sameday.points", [](const http::Request&) {
        json::array rows;
        for (const auto& point : played_points("easybox"))
            rows.push_back({{"lockerId", *parse_id(point.code)},
                            {"name", point.name},
                            {"county", point.county},
                            {"city", point.locality},
                            {"address", point.street},
                            {"postalCode", point.postal_code},
                            {"lat", format_decimal(point.latitude_e6, 6)},
                            {"lng", format_decimal(point.longitude_e6, 6)}});
        return played_json({{"pages", 1}, {"currentPage", 1}, {"data", std::move(rows)}});
    });
}

} // namespace taraba::sandbox
