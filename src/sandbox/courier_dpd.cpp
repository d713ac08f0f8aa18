#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/money.hpp"
#include "sandbox/courier_book.hpp"

#include <cmath>

namespace taraba::sandbox {

using shipping::ShipmentStage;

namespace {

const std::string dpd = "dpd";

int dpd_code(ShipmentStage stage) {
    switch (stage) {
    case ShipmentStage::registered: return 148;
    case ShipmentStage::picked_up: return 39;
    case ShipmentStage::in_transit: return 1;
    case ShipmentStage::out_for_delivery: return 12;
    case ShipmentStage::delivered: return -14;
    case ShipmentStage::refused: return 123;
    case ShipmentStage::returning: return 111;
    case ShipmentStage::returned: return 124;
    case ShipmentStage::lost: return 127;
    case ShipmentStage::cancelled: return 128;
    }
    return 0;
}

/// With status 200, as DPD does.
http::Response dpd_error(const std::string& context, const std::string& words) {
    return played_json(
        {{"error", {{"context", context}, {"message", words}, {"id", "EE20"}, {"code", 1}}}});
}

json::object price_of(std::int64_t kilograms) {
    const double net = static_cast<double>(played_tariff(kilograms)) / 100;
    const double vat = std::round(net * 21) / 100;
    return {{"amount", net}, {"vat", vat}, {"total", net + vat}, {"currency", "RON"}};
}

std::int64_t kilograms_in(const json::value& body) {
    const auto grams = parse_decimal(text_at(body, "content", "totalWeight"), 3);
    return (grams.value_or(1'000) + 999) / 1'000;
}

http::Response create_dpd_shipment(CourierBook& book, const http::Request& request,
                                   const json::value& body) {
    if (is_to_refuse(request))
        return dpd_error("recipient.address.siteName", "Localitatea nu există");
    for (const char* side : {"sender", "recipient"}) {
        const auto* whole = at(body, side);
        if (whole && text_at(*whole, "clientId").empty() &&
            text_at(*whole, "phone1", "number").size() < 9)
            return dpd_error(std::string(side) + ".phone1", "Telefonul nu este valid");
    }
    PlayedAwb awb;
    awb.courier = dpd;
    awb.reference = text_at(body, "ref1");
    awb.from = text_at(body, "sender", "clientName");
    awb.recipient = text_at(body, "recipient", "clientName");
    awb.locality = text_at(body, "recipient", "address", "siteName");
    awb.parcels = parse_id(text_at(body, "content", "parcelsCount")).value_or(1);
    awb.weight_g = kilograms_in(body) * 1'000;
    const auto cash =
        parse_decimal(text_at(body, "service", "additionalServices", "cod", "amount"), 2);
    awb.cash = to_decimal(Money{cash.value_or(0), ron});
    awb = book.open(awb);
    json::array parcels;
    for (std::int64_t i = 1; i <= awb.parcels; ++i)
        parcels.push_back(
            {{"seqNo", i}, {"id", i == 1 ? awb.number : awb.number + "00" + std::to_string(i)}});
    return played_json({{"id", awb.number},
                        {"parcels", std::move(parcels)},
                        {"price", price_of(kilograms_in(body))},
                        {"pickupDate", "2026-11-25"}});
}

http::Response track_dpd(CourierBook& book, const json::value& body) {
    const auto* parcels = at(body, "parcels");
    json::array rows;
    if (parcels && parcels->is_array())
        for (const auto& each : parcels->as_array()) {
            const auto awb = book.find(dpd, text_at(each, "id"));
            if (!awb) continue;
            json::array operations;
            for (const auto& scan : CourierBook::events(*awb))
                operations.push_back({{"dateTime", to_rfc3339(scan.at)},
                                      {"operationCode", dpd_code(scan.stage)},
                                      {"description", std::string(name_of(scan.stage))},
                                      {"place", "BUCUREȘTI"}});
            rows.push_back({{"parcelId", awb->number}, {"operations", std::move(operations)}});
        }
    return played_json({{"parcels", std::move(rows)}});
}

http::Response payouts(CourierBook& book, const json::value& body) {
    const auto day = date_from(text_at(body, "fromDate"));
    json::array details;
    for (const auto& awb : book.paid_out(dpd))
        if (day && Zone::named("Europe/Bucharest")->day_of(awb.made) == *day)
            details.push_back({{"shipmentId", awb.number}, {"amount", std::stod(awb.cash)}});
    if (details.empty()) return played_json({{"payouts", json::array{}}});
    json::object payout{{"date", to_text(*day)}, {"docId", 4411}, {"details", std::move(details)}};
    return played_json({{"payouts", json::array{std::move(payout)}}});
}

http::Response offices() {
    json::array rows;
    for (const auto& point : played_points("DPD Pickup"))
        rows.push_back({{"id", *parse_id(point.code)},
                        {"name", point.name},
                        {"address",
                         {{"region", point.county},
                          {"siteName", point.locality},
                          {"postCode", point.postal_code},
                          {"fullAddressString", point.street},
                          {"x", static_cast<double>(point.longitude_e6) / 1e6},
                          {"y", static_cast<double>(point.latitude_e6) / 1e6}}}});
    return played_json({{"offices", std::move(rows)}});
}

http::Response dpd_label(const json::value& body) {
    const auto* parcels = at(body, "parcels");
    const std::string number = parcels && parcels->is_array() && !parcels->as_array().empty()
                                   ? text_at(parcels->as_array().front(), "parcel", "id")
                                   : "";
    if (number.empty()) return dpd_error("parcels", "Lipsesc coletele");
    http::Response response;
    if (text_at(body, "format") == "zpl") {
        response.content_type = "text/plain";
        response.body = "^XA^FO50,50^BCN,100,Y,N,N^FD" + number + "^FS^XZ";
        return response;
    }
    response.content_type = "application/pdf";
    response.body = played_label("DPD", number, text_at(body, "paperSize") != "A6");
    return response;
}

http::Response search(CourierBook& book, const json::value& body) {
    const auto found = book.find_reference(dpd, text_at(body, "ref"));
    json::array codes;
    if (found) codes.emplace_back(found->number);
    return played_json({{"barcodes", std::move(codes)}});
}

http::Response info(CourierBook& book, const json::value& body) {
    const auto* ids = at(body, "shipmentIds");
    const auto awb = ids && ids->is_array() && !ids->as_array().empty()
                         ? book.find(dpd, as_text(ids->as_array().front()))
                         : std::nullopt;
    json::array rows;
    if (awb)
        rows.push_back({{"id", awb->number},
                        {"price", price_of(awb->weight_g / 1'000)},
                        {"content", {{"parcels", json::array{{{"id", awb->number}}}}}}});
    return played_json({{"shipments", std::move(rows)}});
}

} // namespace

void play_dpd(http::Router& router, CourierBook& book) {
    using Handler = std::function<http::Response(const http::Request&, const json::value&)>;
    const auto add = [&](const char* pattern, const char* call, const Handler& handler) {
        add_played(router, book.faults(), http::Method::post, pattern, call,
                   [handler](const http::Request& request) {
                       const auto body = parse_json(request.body);
                       if (!body) return dpd_error("", "The body is no JSON");
                       if (text_at(*body, "userName").empty() || text_at(*body, "password").empty())
                           return dpd_error("userName", "Utilizator sau parolă greșite");
                       return handler(request, *body);
                   });
    };
    add("/dpd/location/country", "dpd.login", [](const auto&, const auto&) {
        return played_json({{"countries", json::array{{{"id", 642}, {"name", "ROMANIA"}}}}});
    });
    add("/dpd/shipment", "dpd.create", [&book](const auto& request, const auto& body) {
        return create_dpd_shipment(book, request, body);
    });
    add("/dpd/shipment/search", "dpd.list",
        [&book](const auto&, const auto& body) { return search(book, body); });
    add("/dpd/shipment/info", "dpd.info",
        [&book](const auto&, const auto& body) { return info(book, body); });
    add("/dpd/shipment/cancel", "dpd.cancel", [&book](const auto&, const auto& body) {
        if (book.cancel(dpd, text_at(body, "shipmentId"))) return played_json(json::object{});
        return dpd_error("shipmentId", "Expediția nu mai poate fi anulată");
    });
    add("/dpd/print", "dpd.label", [](const auto&, const auto& body) { return dpd_label(body); });
    add("/dpd/track", "dpd.track",
        [&book](const auto&, const auto& body) { return track_dpd(book, body); });
    add("/dpd/calculate", "dpd.price", [](const auto&, const auto& body) {
        json::object one{{"serviceId", 2505}, {"price", price_of(kilograms_in(body))}};
        return played_json({{"calculations", json::array{std::move(one)}}});
    });
    add("/dpd/location/office", "dpd.points", [](const auto&, const auto&) { return offices(); });
    add("/dpd/pickup", "dpd.pickup", [](const auto&, const auto&) {
        return played_json({{"orders", json::array{{{"id", 550001}}}}});
    });
    add("/dpd/payments", "dpd.transfers",
        [&book](const auto&, const auto& body) { return payouts(book, body); });
}

} // namespace taraba::sandbox
