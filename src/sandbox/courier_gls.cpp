#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/money.hpp"
#include "sandbox/courier_book.hpp"

namespace taraba::sandbox {

using shipping::ShipmentStage;

namespace {

const std::string gls = "gls";

const char* gls_code(ShipmentStage stage) {
    switch (stage) {
    case ShipmentStage::registered: return "51";
    case ShipmentStage::picked_up: return "01";
    case ShipmentStage::in_transit: return "03";
    case ShipmentStage::out_for_delivery: return "04";
    case ShipmentStage::delivered: return "05";
    case ShipmentStage::refused: return "17";
    case ShipmentStage::returning: return "57";
    case ShipmentStage::returned: return "23";
    case ShipmentStage::lost: return "43";
    case ShipmentStage::cancelled: return "51";
    }
    return "";
}

/// With status 200: every answer has a list of errors under its own name.
http::Response gls_error(const std::string& list, int code, const std::string& words) {
    json::object one{{"ErrorCode", code}, {"ErrorDescription", words}};
    json::object answer;
    answer[list] = json::array{std::move(one)};
    return played_json(std::move(answer));
}

/// What labels are asked by is another number than the one people see.
std::int64_t id_of(const std::string& number) { return parse_id(number).value_or(0) + 7; }
std::string number_of(const json::value& id) {
    return std::to_string(parse_id(as_text(id)).value_or(7) - 7);
}

json::array bytes_of(const std::string& pdf) {
    json::array bytes;
    bytes.reserve(pdf.size());
    for (const char byte : pdf)
        bytes.push_back(static_cast<unsigned char>(byte));
    return bytes;
}

http::Response create_gls_parcel(CourierBook& book, const http::Request& request,
                                 const json::value& body) {
    const auto* list = at(body, "ParcelList");
    if (!list || !list->is_array() || list->as_array().empty() || is_to_refuse(request))
        return gls_error("PrintLabelsErrorList", 1002,
                         "DeliveryAddress.ZipCode: cod poștal greșit");
    const auto& parcel = list->as_array().front();
    if (text_at(parcel, "DeliveryAddress", "City").empty())
        return gls_error("PrintLabelsErrorList", 1003,
                         "DeliveryAddress.City: lipsește localitatea");
    PlayedAwb awb;
    awb.courier = gls;
    awb.reference = text_at(parcel, "ClientReference");
    awb.from = text_at(parcel, "PickupAddress", "Name");
    awb.recipient = text_at(parcel, "DeliveryAddress", "Name");
    awb.locality = text_at(parcel, "DeliveryAddress", "City");
    awb.parcels = parse_id(text_at(parcel, "Count")).value_or(1);
    awb.weight_g = 1'000;
    const auto cash = parse_decimal(text_at(parcel, "CODAmount"), 2);
    awb.cash = to_decimal(Money{cash.value_or(0), ron});
    awb = book.open(awb);
    json::object made{{"ParcelId", id_of(awb.number)},
                      {"ParcelNumber", parse_id(awb.number).value_or(0)},
                      {"ClientReference", awb.reference}};
    return played_json({{"Labels", bytes_of(played_label("GLS", awb.number, false))},
                        {"PrintLabelsErrorList", json::array{}},
                        {"PrintLabelsInfoList", json::array{std::move(made)}}});
}

http::Response list(CourierBook& book) {
    json::array rows;
    for (const auto& awb : book.all(gls))
        if (!awb.cancelled)
            rows.push_back({{"ParcelId", id_of(awb.number)},
                            {"ParcelNumber", parse_id(awb.number).value_or(0)},
                            {"Parcel", {{"ClientReference", awb.reference}}}});
    return played_json(
        {{"GetParcelListErrors", json::array{}}, {"PrintDataInfoList", std::move(rows)}});
}

http::Response track_gls(CourierBook& book, const json::value& body) {
    const auto awb = book.find(gls, text_at(body, "ParcelNumber"));
    if (!awb) return gls_error("GetParcelStatusErrors", 4, "Parcel not found");
    json::array rows;
    for (const auto& scan : CourierBook::events(*awb))
        rows.push_back({{"StatusCode", gls_code(scan.stage)},
                        {"StatusDescription", std::string(name_of(scan.stage))},
                        {"StatusInfo", ""},
                        {"DepotCity", "București"},
                        {"StatusDate", "/Date(" + std::to_string(unix_ms(scan.at)) + "+0200)/"}});
    return played_json(
        {{"GetParcelStatusErrors", json::array{}}, {"ParcelStatusList", std::move(rows)}});
}

http::Response cancel(CourierBook& book, const json::value& body) {
    const auto* ids = at(body, "ParcelIdList");
    if (ids && ids->is_array() && !ids->as_array().empty() &&
        book.cancel(gls, number_of(ids->as_array().front())))
        return played_json({{"DeleteLabelsErrorList", json::array{}}});
    return gls_error("DeleteLabelsErrorList", 6, "The parcel has already left.");
}

http::Response gls_label(const json::value& body) {
    const auto* ids = at(body, "ParcelIdList");
    if (!ids || !ids->is_array() || ids->as_array().empty())
        return gls_error("GetPrintedLabelsErrorList", 5, "No parcels");
    const bool a4 = text_at(body, "TypeOfPrinter") == "A4_2x2";
    return played_json(
        {{"GetPrintedLabelsErrorList", json::array{}},
         {"Labels", bytes_of(played_label("GLS", number_of(ids->as_array().front()), a4))}});
}

http::Response points() {
    json::array rows;
    for (const auto& point : played_points("GLS ParcelShop"))
        rows.push_back({{"id", "RO" + point.code},
                        {"name", point.name},
                        {"contact",
                         {{"address", point.street},
                          {"postalCode", point.postal_code},
                          {"county", point.county},
                          {"city", point.locality}}},
                        {"location", json::array{static_cast<double>(point.latitude_e6) / 1e6,
                                                 static_cast<double>(point.longitude_e6) / 1e6}}});
    return played_json({{"items", std::move(rows)}});
}

} // namespace

void play_gls(http::Router& router, CourierBook& book) {
    using Handler = std::function<http::Response(const http::Request&, const json::value&)>;
    const auto add = [&](const char* pattern, const char* call, const Handler& handler) {
        add_played(router, book.faults(), http::Method::post, pattern, call,
                   [handler](const http::Request& request) {
                       const auto body = parse_json(request.body);
                       // The password travels as the 64 numbers of its SHA-512.
                       const auto* hash = body ? at(*body, "Password") : nullptr;
                       if (!hash || !hash->is_array() || hash->as_array().size() != 64)
                           return played_json("Unauthorized", 401);
                       return handler(request, *body);
                   });
    };
    add("/gls/PrintLabels", "gls.create", [&book](const auto& request, const auto& body) {
        return create_gls_parcel(book, request, body);
    });
    add("/gls/GetParcelList", "gls.list", [&book](const auto&, const auto&) { return list(book); });
    add("/gls/GetParcelStatuses", "gls.track",
        [&book](const auto&, const auto& body) { return track_gls(book, body); });
    add("/gls/DeleteLabels", "gls.cancel",
        [&book](const auto&, const auto& body) { return cancel(book, body); });
    add("/gls/GetPrintedLabels", "gls.label",
        [](const auto&, const auto& body) { return gls_label(body); });
    add_played(router, book.faults(), http::Method::get, "/gls/ro.json", "gls.points",
               [](const http::Request&) { return points(); });
}

} // namespace taraba::sandbox
