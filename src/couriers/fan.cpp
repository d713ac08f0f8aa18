#include "couriers/fan.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/places/places.hpp"

#include <charconv>
#include <cmath>
#include <map>
#include <mutex>

namespace taraba::couriers {

namespace {

using shipping::LabelFormat;
using shipping::Parcel;
using shipping::ShipmentStage;
using shipping::TrackingEvent;
using shipping::Waybill;

/// Tokens live a day; kept for the process, by account.
struct Tokens {
    std::mutex mutex;
    std::map<std::string, std::string> by_account;
};

Tokens& tokens() {
    static Tokens all;
    return all;
}

/// Partners write numbers as text and text as numbers.
std::string as_text(const json::value& value) {
    if (value.is_string()) return as_utf8(value.as_string());
    if (value.is_null()) return "";
    return to_json(value);
}

const json::value* member(const json::value& value, const char* name) {
    const auto* object = value.if_object();
    return object ? object->if_contains(name) : nullptr;
}

std::string text_of(const json::value& value, const char* name) {
    const auto* found = member(value, name);
    return found ? as_text(*found) : "";
}

/// Lei with as many decimals as FAN likes (30.5), to bani.
Money lei(const std::string& text) {
    const auto value = parse_decimal(text, 2);
    if (value) return {*value, ron};
    const auto fine = parse_decimal(text, 6);
    return {fine ? divide_half_up(*fine, 10'000) : 0, ron};
}

/// `errors` is a text, a list of texts or an object of field → text.
std::string words_of(const json::value& errors) {
    if (const auto* object = errors.if_object()) {
        std::string all;
        for (const auto& [field, text] : *object)
            all += (all.empty() ? "" : "; ") + std::string(field) + ": " + as_text(text);
        return all;
    }
    if (const auto* list = errors.if_array()) {
        std::string all;
        for (const auto& text : *list)
            all += (all.empty() ? "" : "; ") + as_text(text);
        return all;
    }
    return as_text(errors);
}

Failure refused(const std::string& words) {
    return refuse(RefusalKind::conflict, "courier_refused",
                  "FAN Courier: " + shortened(words, 400));
}

Failure unclear(const std::string& why) {
    return refuse(RefusalKind::unavailable, "courier_unclear",
                  "FAN Courier gave no clear answer: " + why);
}

class Fan : public shipping::Courier {
public:
    explicit Fan(shipping::CourierAccount account) : account_(std::move(account)) {
        if (!account_.base_url.ends_with('/')) account_.base_url += '/';
    }

    Result<std::vector<shipping::PickupPoint>> pickup_points() override;
    Result<void> check() override {
        MUST(token(true));
        return {};
    }
    Result<Waybill> create(const Parcel& parcel) override;
    Result<std::optional<Waybill>> find(const std::string& reference, Date from, Date to) override;
    Result<std::string> label(const std::string& awb_number, LabelFormat format) override;
    Result<void> cancel(const std::string& awb_number) override;
    Result<std::vector<TrackingEvent>> track(const std::string& awb_number) override;
    Result<std::vector<shipping::Remittance>> remittances(Date day) override;

private:
    std::string account_key() const {
        return account_.base_url + "\n" + account_.user + "\n" + hex(sha256(account_.password));
    }

    Result<std::string> token(bool fresh);
    /// A call with a token; one that the server no longer takes is renewed once.
    Result<http::IncomingResponse> call(const std::string& method, const std::string& path,
                                        const std::string& body = {});
    Result<json::value> call_json(const std::string& method, const std::string& path,
                                  const std::string& body = {});

    shipping::CourierAccount account_;
};

Result<std::string> Fan::token(bool fresh) {
    if (account_.base_url == "/" || account_.user.empty())
        return refuse(RefusalKind::conflict, "courier_refused",
                      "FAN Courier is not set up: address, client, user and password are missing.");
    if (!fresh) {
        const std::lock_guard lock(tokens().mutex);
        const auto known = tokens().by_account.find(account_key());
        if (known != tokens().by_account.end()) return known->second;
    }
    const json::value body{{"username", account_.user}, {"password", account_.password}};
    const auto response = http::fetch(
        {"POST", account_.base_url + "login", {"Content-Type: application/json"}, to_json(body)});
    if (!response)
        return refuse(RefusalKind::unavailable, "courier_down",
                      "FAN Courier cannot be reached: " + response.error().detail);
    const auto answer = parse_json(response->body);
    if (response->status >= 500 || !answer)
        return refuse(RefusalKind::unavailable, "courier_down",
                      "FAN Courier's sign-in does not work.");
    const auto* data = member(*answer, "data");
    const std::string value = data ? text_of(*data, "token") : "";
    if (value.empty()) return refused("sign-in failed: " + text_of(*answer, "message"));
    const std::lock_guard lock(tokens().mutex);
    return tokens().by_account[account_key()] = value;
}

Result<http::IncomingResponse> Fan::call(const std::string& method, const std::string& path,
                                         const std::string& body) {
    for (const bool fresh : {false, true}) {
        TRY(bearer, token(fresh));
        const auto response =
            http::fetch({method,
                         account_.base_url + path,
                         {"Authorization: Bearer " + bearer, "Content-Type: application/json",
                          "Accept: application/json"},
                         body});
        if (!response && response.error().code == "not_reached")
            return refuse(RefusalKind::unavailable, "courier_down",
                          "FAN Courier cannot be reached: " + response.error().detail);
        if (!response) return unclear(response.error().detail);
        if (response->status == 401 && !fresh) continue;
        if (response->status >= 500) return unclear("status " + std::to_string(response->status));
        return *response;
    }
    return refused("the sign-in is not accepted");
}

Result<json::value> Fan::call_json(const std::string& method, const std::string& path,
                                   const std::string& body) {
    TRY(response, call(method, path, body));
    auto answer = parse_json(response.body);
    if (!answer) return unclear("no JSON but " + response.content_type);
    return *answer;
}

json::object shipment_of(const shipping::CourierAccount& account, const Parcel& parcel) {
    const bool cash = parcel.cash.minor > 0;
    json::array options;
    for (const char letter : account.options)
        options.emplace_back(std::string(1, letter));
    // Whole kilograms, rounded up: FAN takes no fractions.
    const std::int64_t kilograms = std::max<std::int64_t>(1, (parcel.weight_g + 999) / 1'000);
    json::object info{
        {"service", !parcel.pickup_point.empty() ? "FANbox"
                    : cash                       ? account.cod_service
                                                 : account.service},
        {"packages", {{"parcel", parcel.parcels}, {"envelope", 0}}},
        {"weight", kilograms},
        {"cod", cash ? to_decimal(parcel.cash) : ""},
        {"declaredValue", parcel.declared_value.minor > 0 ? to_decimal(parcel.declared_value) : ""},
        {"payment", "sender"},
        {"returnPayment", "sender"},
        {"observation", parcel.note},
        {"content", parcel.content},
        {"costCenter", parcel.reference},
        {"options", std::move(options)}};
    json::object address{{"county", parcel.county},
                         {"locality", parcel.locality},
                         {"street", parcel.street},
                         {"streetNo", ""},
                         {"zipCode", parcel.postal_code}};
    if (!parcel.pickup_point.empty()) address["pickupLocationId"] = parcel.pickup_point;
    return {{"info", std::move(info)},
            {"recipient",
             {{"name", parcel.recipient},
              {"contactPerson", parcel.contact},
              {"phone", parcel.phone},
              {"email", parcel.email},
              {"address", std::move(address)}}}};
}

/// Coordinates come as numbers or as text; what is neither has none.
std::int64_t millionths(const json::value& row, const char* name) {
    const auto* value = member(row, name);
    if (!value) return 0;
    double degrees = 0;
    if (value->is_string()) {
        const auto& text = value->as_string();
        std::from_chars(text.data(), text.data() + text.size(), degrees);
    } else if (value->is_number()) {
        degrees = value->is_double() ? value->get_double() : 0;
    }
    return std::abs(degrees) <= 180 ? std::llround(degrees * 1e6) : 0;
}

shipping::PickupPoint point_of(const json::value& row) {
    shipping::PickupPoint point;
    point.code = text_of(row, "id");
    point.name = text_of(row, "name");
    if (const auto* address = member(row, "address")) {
        point.locality = text_of(*address, "locality");
        point.street = text_of(*address, "street") + " " + text_of(*address, "streetNo");
        point.postal_code = text_of(*address, "zipCode");
        if (const auto* county = places::find_county(text_of(*address, "county")))
            point.county = county->code;
        if (const auto place = places::resolve(point.county, point.locality, ""))
            point.siruta = (*place)->siruta;
    }
    point.latitude_e6 = millionths(row, "latitude");
    point.longitude_e6 = millionths(row, "longitude");
    return point;
}

Result<std::vector<shipping::PickupPoint>> Fan::pickup_points() {
    TRY(answer, call_json("GET", "reports/pickup-points?type=fanbox"));
    const auto* data = member(answer, "data");
    const auto* rows = data ? data->if_array() : nullptr;
    if (!rows) return unclear("the list of lockers has no data");
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : *rows) {
        auto point = point_of(row);
        // A locker that cannot be found on the map or in our localities is of no use to a buyer.
        if (!point.code.empty() && point.siruta != 0 && point.latitude_e6 != 0)
            points.push_back(std::move(point));
    }
    return points;
}

Result<Waybill> Fan::create(const Parcel& parcel) {
    const json::value body{{"clientId", account_.client_id},
                           {"shipments", json::array{shipment_of(account_, parcel)}}};
    TRY(answer, call_json("POST", "intern-awb", to_json(body)));
    const auto* rows = member(answer, "response");
    const auto* list = rows ? rows->if_array() : nullptr;
    if (!list || list->empty()) {
        const auto* errors = member(answer, "errors");
        return refused(errors ? words_of(*errors) : text_of(answer, "message"));
    }
    const auto& row = list->front();
    const std::string number = text_of(row, "awbNumber");
    if (number.empty()) {
        const auto* errors = member(row, "errors");
        return refused(errors ? words_of(*errors) : "no AWB was given");
    }
    return Waybill{number, lei(text_of(row, "tariff")), to_json(answer)};
}

Result<std::optional<Waybill>> Fan::find(const std::string& reference, Date from, Date to) {
    constexpr int pages_max = 100;
    for (Date day = from; day <= to; day = day + std::chrono::days(1)) {
        for (int page = 1; page <= pages_max; ++page) {
            TRY(answer,
                call_json("GET", "reports/awb?clientId=" + percent_encoded(account_.client_id) +
                                     "&date=" + to_text(day) +
                                     "&perPage=100&page=" + std::to_string(page)));
            const auto* data = member(answer, "data");
            const auto* list = data ? data->if_array() : nullptr;
            if (!list) return unclear("the list of the day has no data");
            for (const auto& row : *list) {
                const auto* info = member(row, "info");
                if (!info || text_of(*info, "costCenter") != reference) continue;
                return std::optional(Waybill{text_of(*info, "awbNumber"),
                                             lei(text_of(*info, "cost")), to_json(row)});
            }
            if (list->size() < 100) break;
        }
    }
    return std::optional<Waybill>();
}

Result<std::string> Fan::label(const std::string& awb_number, LabelFormat format) {
    TRY(response, call("GET", "awb/label?clientId=" + percent_encoded(account_.client_id) +
                                  "&awbs%5B%5D=" + percent_encoded(awb_number) + "&pdf=1&format=" +
                                  (format == LabelFormat::a4 ? "A4" : "A6") + "&language=ro"));
    if (response.body.starts_with("%PDF-")) return response.body;
    const auto answer = parse_json(response.body);
    return refused(answer ? text_of(*answer, "message") : "the label is no PDF");
}

Result<void> Fan::cancel(const std::string& awb_number) {
    TRY(answer, call_json("DELETE", "awb?clientId=" + percent_encoded(account_.client_id) +
                                        "&awb=" + percent_encoded(awb_number)));
    if (text_of(answer, "status") == "success") return {};
    return refused(text_of(answer, "message"));
}

Result<std::vector<TrackingEvent>> Fan::track(const std::string& awb_number) {
    TRY(answer,
        call_json("GET", "reports/awb/tracking?clientId=" + percent_encoded(account_.client_id) +
                             "&awb%5B%5D=" + percent_encoded(awb_number) + "&language=ro"));
    const auto* data = member(answer, "data");
    const auto* rows = data ? data->if_array() : nullptr;
    if (!rows) return refused(text_of(answer, "message"));
    const Zone zone = *Zone::named("Europe/Bucharest");
    std::vector<TrackingEvent> events;
    for (const auto& row : *rows) {
        if (text_of(row, "awbNumber") != awb_number) continue;
        const auto* list = member(row, "events");
        if (!list || !list->is_array()) continue;
        for (const auto& each : list->as_array()) {
            TrackingEvent event;
            event.code = text_of(each, "id");
            event.text = text_of(each, "name");
            event.place = text_of(each, "location");
            event.stage = fan_stage(event.code);
            // `2023-11-29 09:17:00`, Romanian time: read as UTC, then moved by the zone.
            const auto local = instant_from(text_of(each, "date") + "Z");
            if (local) {
                const Date day{std::chrono::floor<std::chrono::days>(*local)};
                event.at = zone.start_of(day) + (*local - Instant(day.day));
            }
            events.push_back(std::move(event));
        }
    }
    return events;
}

Result<std::vector<shipping::Remittance>> Fan::remittances(Date day) {
    TRY(answer,
        call_json("GET", "reports/bank-transfers?clientId=" + percent_encoded(account_.client_id) +
                             "&date=" + to_text(day) + "&perPage=100"));
    const auto* data = member(answer, "data");
    const auto* rows = data ? data->if_array() : nullptr;
    if (!rows) return unclear("the list of transfers has no data");
    std::vector<shipping::Remittance> all;
    for (const auto& row : *rows) {
        // Some accounts have the parcel's values one level deeper.
        const auto* info = member(row, "info");
        const auto& from = info ? *info : row;
        shipping::Remittance each;
        each.awb_number = text_of(from, "awbNumber");
        each.amount = lei(text_of(from, "amount"));
        each.paid_on = date_from(text_of(from, "date").substr(0, 10)).value_or(day);
        each.document = text_of(from, "transferNumber");
        if (!each.awb_number.empty() && each.amount.minor > 0) all.push_back(std::move(each));
    }
    return all;
}

} // namespace

ShipmentStage fan_stage(const std::string& code) {
    static const std::map<std::string, ShipmentStage> known{
        {"C0", ShipmentStage::picked_up},        {"H0", ShipmentStage::in_transit},
        {"H1", ShipmentStage::in_transit},       {"H2", ShipmentStage::in_transit},
        {"H3", ShipmentStage::in_transit},       {"H4", ShipmentStage::in_transit},
        {"H10", ShipmentStage::in_transit},      {"H11", ShipmentStage::in_transit},
        {"H12", ShipmentStage::in_transit},      {"H13", ShipmentStage::in_transit},
        {"H15", ShipmentStage::in_transit},      {"H17", ShipmentStage::in_transit},
        {"C1", ShipmentStage::out_for_delivery}, {"S1", ShipmentStage::out_for_delivery},
        {"S2", ShipmentStage::delivered},        {"S3", ShipmentStage::in_transit},
        {"S6", ShipmentStage::refused},          {"S7", ShipmentStage::refused},
        {"S8", ShipmentStage::in_transit},       {"S12", ShipmentStage::in_transit},
        {"S15", ShipmentStage::refused},         {"S16", ShipmentStage::returning},
        {"S33", ShipmentStage::returning},       {"S43", ShipmentStage::returning},
        {"S50", ShipmentStage::returned}};
    const auto found = known.find(code);
    return found == known.end() ? ShipmentStage::in_transit : found->second;
}

std::unique_ptr<shipping::Courier> make_fan(const shipping::CourierAccount& account) {
    return std::make_unique<Fan>(account);
}

} // namespace taraba::couriers
