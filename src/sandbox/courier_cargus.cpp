#include "base/crypto.hpp"
#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "sandbox/courier_book.hpp"

#include <cmath>

namespace taraba::sandbox {

using shipping::ShipmentStage;

namespace {

const std::string cargus = "cargus";
std::atomic<int> cargus_token_number{1};

std::string cargus_token() { return "cargus-" + std::to_string(cargus_token_number.load()); }

const char* cargus_words(ShipmentStage stage) {
    switch (stage) {
    case ShipmentStage::registered: return "AWB inregistrat";
    case ShipmentStage::picked_up: return "Colet ridicat de la expeditor";
    case ShipmentStage::in_transit: return "In tranzit";
    case ShipmentStage::out_for_delivery: return "In curs de livrare";
    case ShipmentStage::delivered: return "Livrat";
    case ShipmentStage::refused: return "Refuzat de destinatar";
    case ShipmentStage::returning: return "In retur";
    case ShipmentStage::returned: return "Returnat la expeditor";
    case ShipmentStage::lost: return "Colet pierdut";
    case ShipmentStage::cancelled: return "AWB anulat";
    }
    return "";
}

http::Response cargus_refusal(const std::string& words) {
    return played_json(json::array{words}, 400);
}

std::string amount_in(const json::value& body, const char* name) {
    const auto value = parse_decimal(text_at(body, name), 2);
    return to_decimal(Money{value.value_or(0), ron});
}

double tariff_of(std::int64_t kilograms) {
    return static_cast<double>(played_tariff(kilograms)) / 100;
}

http::Response create_cargus_awb(CourierBook& book, const http::Request& request) {
    const auto body = parse_json(request.body);
    if (!body || is_to_refuse(request))
        return cargus_refusal("Recipient.LocalityName: Localitatea nu exista");
    // One side is a place of the account, the other is written out.
    for (const char* side : {"Sender", "Recipient"})
        if (text_at(*body, side, "LocationId").empty() &&
            text_at(*body, side, "PhoneNumber").size() < 9)
            return cargus_refusal(std::string(side) + ".PhoneNumber: Telefonul nu este valid");
    PlayedAwb awb;
    awb.courier = cargus;
    awb.reference = text_at(*body, "CustomString");
    awb.from = text_at(*body, "Sender", "Name");
    awb.recipient = text_at(*body, "Recipient", "Name");
    awb.locality = text_at(*body, "Recipient", "LocalityName");
    awb.parcels = parse_id(text_at(*body, "Parcels")).value_or(1);
    awb.weight_g = parse_id(text_at(*body, "TotalWeight")).value_or(1) * 1'000;
    awb.cash = amount_in(*body, "BankRepayment");
    if (awb.cash == "0.00") awb.cash = amount_in(*body, "CashRepayment");
    return played_json(json::value(book.open(awb).number));
}

json::object row_of(const PlayedAwb& awb) {
    return {{"BarCode", awb.number},
            {"CustomString", awb.reference},
            {"Status", awb.cancelled ? "Deleted" : "Valid"},
            {"ShippingCost", {{"Subtotal", tariff_of(awb.weight_g / 1'000)}}}};
}

/// `["123"]` as it came in the address.
std::string number_in(const http::Request& request, const char* name) {
    const auto value = request.query_value(name).value_or("");
    const auto list = parse_json(value);
    if (list && list->is_array() && !list->as_array().empty())
        return as_text(list->as_array().front());
    return value;
}

http::Response trace(CourierBook& book, const http::Request& request) {
    const auto awb = book.find(cargus, number_in(request, "barCode"));
    if (!awb) return played_json(json::array{});
    const Zone zone = *Zone::named("Europe/Bucharest");
    json::array events;
    for (const auto& scan : CourierBook::events(*awb)) {
        std::string when = zone.local_text(scan.at);
        when[10] = 'T';
        events.push_back({{"Date", when},
                          {"EventId", static_cast<int>(scan.stage) + 1},
                          {"Description", cargus_words(scan.stage)},
                          {"LocalityName", "BUCURESTI"}});
    }
    return played_json(
        json::array{{{"Code", awb->number}, {"Type", 1}, {"Event", std::move(events)}}});
}

http::Response repayments(CourierBook& book, const http::Request& request) {
    const auto day = date_from(request.query_value("DeductionDate").value_or(""));
    json::array rows;
    for (const auto& awb : book.paid_out(cargus))
        if (day && Zone::named("Europe/Bucharest")->day_of(awb.made) == *day)
            rows.push_back({{"BarCode", awb.number},
                            {"RepaymentValue", std::stod(awb.cash)},
                            {"DeductionDate", to_text(*day)},
                            {"DeductionId", "OP" + awb.number.substr(5)}});
    return played_json(std::move(rows));
}

} // namespace

void play_cargus(http::Router& router, CourierBook& book) {
    using http::Method;
    const auto add = [&](Method method, const char* pattern, const std::string& call,
                         const PlayedHandler& handler) {
        add_played(router, book.faults(), method, pattern, call,
                   [handler, call, &book](const http::Request& request) {
                       if (request.header("authorization") != "Bearer " + cargus_token() ||
                           request.header("ocp-apim-subscription-key").empty())
                           return played_json("Unauthorized", 401);
                       if (book.faults().take(call + ".token").fault == Fault::token_expired) {
                           ++cargus_token_number;
                           return played_json("Unauthorized", 401);
                       }
                       return handler(request);
                   });
    };
    add_played(router, book.faults(), Method::post, "/cargus/LoginUser", "cargus.login",
               [](const http::Request& request) {
                   const auto body = parse_json(request.body);
                   if (!body || text_at(*body, "Password").empty())
                       return played_json("Invalid credentials", 400);
                   return played_json(json::value(cargus_token()));
               });
    add(Method::post, "/cargus/Awbs", "cargus.create",
        [&book](const http::Request& request) { return create_cargus_awb(book, request); });
    add(Method::get, "/cargus/Awbs", "cargus.details", [&book](const http::Request& request) {
        const auto awb = book.find(cargus, number_in(request, "barCode"));
        return played_json(awb ? json::array{row_of(*awb)} : json::array{});
    });
    add(Method::get, "/cargus/Awbs/GetByDate", "cargus.list",
        [&book](const http::Request& request) {
            json::array rows;
            if (request.query_value("pageNumber") == "1")
                for (const auto& awb : book.all(cargus))
                    rows.push_back(row_of(awb));
            return played_json(std::move(rows));
        });
    add(Method::delete_, "/cargus/Awbs", "cargus.cancel", [&book](const http::Request& request) {
        return played_json(json::value(book.cancel(cargus, number_in(request, "barCode"))));
    });
    add(Method::get, "/cargus/AwbDocuments", "cargus.label", [](const http::Request& request) {
        return played_json(json::value(base64(played_label("Cargus", number_in(request, "barCodes"),
                                                           request.query_value("format") == "0"))));
    });
    add(Method::get, "/cargus/AwbTrace/WithRedirect", "cargus.track",
        [&book](const http::Request& request) { return trace(book, request); });
    add(Method::post, "/cargus/ShippingCalculation", "cargus.price",
        [](const http::Request& request) {
            const auto body = parse_json(request.body);
            const double net =
                tariff_of(body ? parse_id(text_at(*body, "TotalWeight")).value_or(1) : 1);
            const double tax = std::round(net * 21) / 100;
            return played_json(
                {{"BaseCost", net}, {"Subtotal", net}, {"Tax", tax}, {"GrandTotal", net + tax}});
        });
    add(Method::get, "/cargus/PudoPoints", "cargus.points", [](const http::Request&) {
        json::array rows;
        for (const auto& point : played_points("Ship & Go"))
            rows.push_back({{"Id", *parse_id(point.code)},
                            {"Name", point.name},
                            {"County", point.county},
                            {"City", point.locality},
                            {"StreetName", "Str. Gării"},
                            {"StreetNo", "1"},
                            {"PostalCode", point.postal_code},
                            {"Latitude", static_cast<double>(point.latitude_e6) / 1e6},
                            {"Longitude", static_cast<double>(point.longitude_e6) / 1e6}});
        return played_json(std::move(rows));
    });
    add(Method::put, "/cargus/Orders", "cargus.pickup",
        [](const http::Request&) { return played_json(json::value("880001")); });
    add(Method::get, "/cargus/CashAccount/GetByDeductionDate", "cargus.transfers",
        [&book](const http::Request& request) { return repayments(book, request); });
}

} // namespace taraba::sandbox
