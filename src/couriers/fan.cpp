#include "couriers/fan.hpp"

#include "couriers/call.hpp"

#include <set>

namespace taraba::couriers {

namespace {

using shipping::CourierOption;
using shipping::LabelFormat;
using shipping::Parcel;
using shipping::ShipmentStage;
using shipping::TrackingEvent;
using shipping::Waybill;
using shipping::WaybillRef;

const std::string fan_title = "FAN Courier";

class Fan : public shipping::Courier {
public:
    explicit Fan(shipping::CourierAccount account)
        : account_(std::move(account)),
          address_(account_.address("base", own_address, own_address) + "/") {}

    Result<void> check() override {
        MUST(token(true));
        return {};
    }
    Result<Waybill> create(const Parcel& parcel) override;
    Result<std::optional<Waybill>> find(const std::string& reference, Date from, Date to) override;
    Result<std::string> label(const WaybillRef& waybill, LabelFormat format) override;
    Result<void> cancel(const WaybillRef& waybill) override;
    Result<std::vector<TrackingEvent>> track(const WaybillRef& waybill) override;
    Result<shipping::CourierPrice> price(const Parcel& parcel) override;
    Result<std::vector<shipping::PickupPoint>> pickup_points() override;
    Result<std::string> order_pickup(const shipping::PickupOrder& order) override;
    Result<std::vector<shipping::Remittance>> remittances(Date day) override;
    Result<std::vector<shipping::CourierLocality>> localities() override;

private:
    static constexpr const char* own_address = "https://api.fancourier.ro";

    Result<std::string> token(bool fresh);
    /// A call with a token; one that the server no longer takes is renewed once.
    Result<http::IncomingResponse> ask(const std::string& method, const std::string& path,
                                       const std::string& body = {});
    Result<json::value> ask_json(const std::string& method, const std::string& path,
                                 const std::string& body = {});
    /// The list under `data`.
    Result<json::array> rows(const std::string& path);
    std::string client() const {
        return "clientId=" + percent_encoded(account_.credential("client_id"));
    }

    shipping::CourierAccount account_;
    std::string address_;
};

/// Tokens live a day.
Result<std::string> Fan::token(bool fresh) {
    const std::string key = account_key(account_, address_);
    if (const auto known = tokens().find(key); known && !fresh) return *known;
    const json::value body{{"username", account_.credential("username")},
                           {"password", account_.credential("password")}};
    const auto response = http::fetch({"POST", address_ + "login", {json_header}, to_json(body)});
    if (!response)
        return refuse(RefusalKind::unavailable, "courier_down",
                      said("FAN Courier cannot be reached: {}", response.error().detail));
    const auto answer = parse_json(response->body);
    if (response->status >= 500 || !answer)
        return refuse(RefusalKind::unavailable, "courier_down",
                      "FAN Courier's sign-in does not work.");
    const std::string value = text_at(*answer, "data", "token");
    if (value.empty())
        return refused(fan_title, said("sign-in failed: {}", as_said(text_at(*answer, "message"))));
    return tokens().keep(key, value);
}

Result<http::IncomingResponse> Fan::ask(const std::string& method, const std::string& path,
                                        const std::string& body) {
    for (const bool fresh : {false, true}) {
        TRY(bearer, token(fresh));
        TRY(response,
            call(fan_title, account_,
                 {method,
                  address_ + path,
                  {"Authorization: Bearer " + bearer, json_header, "Accept: application/json"},
                  body}));
        if (response.status != 401) return response;
    }
    return refused(fan_title, "the sign-in is not accepted");
}

Result<json::value> Fan::ask_json(const std::string& method, const std::string& path,
                                  const std::string& body) {
    TRY(response, ask(method, path, body));
    return json_of(fan_title, response);
}

Result<json::array> Fan::rows(const std::string& path) {
    TRY(answer, ask_json("GET", path));
    const auto* data = at(answer, "data");
    const auto* list = data ? data->if_array() : nullptr;
    if (list) return *list;
    const std::string words = text_at(answer, "message");
    return words.empty() ? unclear(fan_title, "the answer has no data")
                         : refused(fan_title, as_said(words));
}

/// Letters of FAN's services beside those that the account always asks for.
std::string options_of(const shipping::CourierAccount& account, const Parcel& parcel) {
    static const std::pair<CourierOption, char> letters[]{{CourierOption::open_on_delivery, 'A'},
                                                          {CourierOption::saturday, 'S'}};
    std::string all = account.credential("options");
    for (const auto& [option, letter] : letters)
        if (wants(parcel, option) && all.find(letter) == all.npos) all += letter;
    return all;
}

json::object address_of(const auto& place) {
    return {{"county", place.county},
            {"locality", place.locality},
            {"street", place.street},
            {"streetNo", ""},
            {"zipCode", place.postal_code}};
}

/// A parcel that is fetched names its sender, and the account that asked pays as its recipient.
json::object fan_shipment(const shipping::CourierAccount& account, const Parcel& parcel) {
    const bool cash = parcel.cash.minor > 0;
    json::array options;
    for (const char letter : options_of(account, parcel))
        options.emplace_back(std::string(1, letter));
    json::object info{
        {"service", !parcel.pickup_point.empty() ? "FANbox"
                    : cash                       ? account.credential("cod_service")
                                                 : account.credential("service")},
        {"packages", {{"parcel", parcel.parcels}, {"envelope", 0}}},
        {"weight", kilograms(parcel.weight_g)}, // whole: FAN takes no fractions
        {"cod", cash ? to_decimal(parcel.cash) : ""},
        {"declaredValue", parcel.declared_value.minor > 0 ? to_decimal(parcel.declared_value) : ""},
        {"payment", parcel.collect_from ? "recipient" : "sender"},
        {"returnPayment", "sender"},
        {"observation", parcel.note},
        {"content", parcel.content},
        {"costCenter", parcel.reference},
        {"options", std::move(options)}};
    if (const auto piece = pieces_of(parcel).front(); piece.length_mm > 0)
        info["dimensions"] = {{"length", centimetres(piece.length_mm)},
                              {"width", centimetres(piece.width_mm)},
                              {"height", centimetres(piece.height_mm)}};
    if (!account.credential("bank_account").empty() && cash) {
        info["bank"] = account.credential("bank");
        info["bankAccount"] = account.credential("bank_account");
    }
    if (wants(parcel, CourierOption::return_documents)) info["refund"] = "documente semnate";
    if (wants(parcel, CourierOption::swap)) info["refund"] = "colet la schimb";
    json::object address = address_of(parcel);
    if (!parcel.pickup_point.empty()) address["pickupLocationId"] = parcel.pickup_point;
    json::object shipment{{"info", std::move(info)},
                          {"recipient",
                           {{"name", parcel.recipient},
                            {"contactPerson", parcel.contact},
                            {"phone", parcel.phone},
                            {"email", parcel.email},
                            {"address", std::move(address)}}}};
    if (const auto& from = parcel.collect_from)
        shipment["sender"] = {{"name", from->name},
                              {"contactPerson", from->contact},
                              {"phone", from->phone},
                              {"email", from->email},
                              {"address", address_of(*from)}};
    return shipment;
}

shipping::PickupPoint point_of(const json::value& row) {
    shipping::PickupPoint point;
    point.code = text_at(row, "id");
    point.name = text_at(row, "name");
    point.street = text_at(row, "address", "street") + " " + text_at(row, "address", "streetNo");
    point.postal_code = text_at(row, "address", "zipCode");
    place(point, text_at(row, "address", "county"), text_at(row, "address", "locality"));
    point.latitude_e6 = millionths(row, "latitude");
    point.longitude_e6 = millionths(row, "longitude");
    return point;
}

Result<std::vector<shipping::PickupPoint>> Fan::pickup_points() {
    TRY(list, rows("reports/pickup-points?type=fanbox"));
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : list)
        points.push_back(point_of(row));
    return points;
}

Result<Waybill> Fan::create(const Parcel& parcel) {
    const json::value body{{"clientId", account_.credential("client_id")},
                           {"shipments", json::array{fan_shipment(account_, parcel)}}};
    TRY(answer, ask_json("POST", "intern-awb", to_json(body)));
    const auto* made = at(answer, "response");
    const auto* list = made ? made->if_array() : nullptr;
    if (!list || list->empty()) {
        const auto* errors = at(answer, "errors");
        const std::string words = errors ? words_of(*errors) : text_at(answer, "message");
        return words.empty() ? unclear(fan_title, "no response")
                             : refused(fan_title, as_said(words));
    }
    const auto& row = list->front();
    const std::string number = text_at(row, "awbNumber");
    if (number.empty()) {
        const auto* errors = at(row, "errors");
        const std::string words = errors ? words_of(*errors) : "";
        return words.empty() ? unclear(fan_title, "no AWB was given")
                             : refused(fan_title, as_said(words));
    }
    return Waybill{number, lei(text_at(row, "tariff")), to_json(answer)};
}

Result<std::optional<Waybill>> Fan::find(const std::string& reference, Date from, Date to) {
    constexpr int pages_max = 100;
    for (Date day = from; day <= to; day = day + std::chrono::days(1)) {
        for (int page = 1; page <= pages_max; ++page) {
            TRY(list, rows("reports/awb?" + client() + "&date=" + to_text(day) +
                           "&perPage=100&page=" + std::to_string(page)));
            for (const auto& row : list)
                if (text_at(row, "info", "costCenter") == reference)
                    return std::optional(Waybill{text_at(row, "info", "awbNumber"),
                                                 lei(text_at(row, "info", "cost")), to_json(row)});
            if (list.size() < 100) break;
        }
    }
    return std::optional<Waybill>();
}

Result<std::string> Fan::label(const WaybillRef& waybill, LabelFormat format) {
    const bool zpl = format == LabelFormat::zpl;
    TRY(response,
        ask("GET",
            "awb/label?" + client() + "&awbs%5B%5D=" + percent_encoded(waybill.awb_number) +
                (zpl ? "&zpl=1&dpi=203"
                     : std::string("&pdf=1&format=") + (format == LabelFormat::a4 ? "A4" : "A6")) +
                "&language=ro"));
    if (response.body.starts_with(zpl ? "^XA" : "%PDF-")) return response.body;
    const auto answer = parse_json(response.body);
    return refused(fan_title, answer ? as_said(text_at(*answer, "message"))
                                     : Sentence("the label cannot be read"));
}

Result<void> Fan::cancel(const WaybillRef& waybill) {
    TRY(answer,
        ask_json("DELETE", "awb?" + client() + "&awb=" + percent_encoded(waybill.awb_number)));
    if (text_at(answer, "status") == "success") return {};
    return refused(fan_title, as_said(text_at(answer, "message")));
}

Result<std::vector<TrackingEvent>> Fan::track(const WaybillRef& waybill) {
    TRY(list, rows("reports/awb/tracking?" + client() +
                   "&awb%5B%5D=" + percent_encoded(waybill.awb_number) + "&language=ro"));
    std::vector<TrackingEvent> events;
    for (const auto& row : list) {
        const auto* told = at(row, "events");
        if (text_at(row, "awbNumber") != waybill.awb_number || !told || !told->is_array()) continue;
        for (const auto& each : told->as_array()) {
            TrackingEvent event;
            event.code = text_at(each, "id");
            event.text = text_at(each, "name");
            event.place = text_at(each, "location");
            event.stage = fan_stage(event.code);
            event.at = romanian_time(text_at(each, "date"));
            events.push_back(std::move(event));
        }
    }
    return events;
}

Result<shipping::CourierPrice> Fan::price(const Parcel& parcel) {
    const auto shipment = fan_shipment(account_, parcel);
    std::string query = "reports/awb/internal-tariff?" + client();
    const auto add = [&](const std::string& name, const std::string& value) {
        query += "&" + percent_encoded(name) + "=" + percent_encoded(value);
    };
    const auto& info = shipment.at("info");
    add("info[service]", text_at(info, "service"));
    add("info[payment]", "sender");
    add("info[weight]", text_at(info, "weight"));
    add("info[packages][parcel]", std::to_string(parcel.parcels));
    if (parcel.declared_value.minor > 0)
        add("info[declaredValue]", to_decimal(parcel.declared_value));
    for (const char letter : options_of(account_, parcel))
        add("info[options][]", std::string(1, letter));
    if (const auto piece = pieces_of(parcel).front(); piece.length_mm > 0) {
        add("info[dimensions][length]", std::to_string(centimetres(piece.length_mm)));
        add("info[dimensions][width]", std::to_string(centimetres(piece.width_mm)));
        add("info[dimensions][height]", std::to_string(centimetres(piece.height_mm)));
    }
    add("recipient[county]", parcel.county);
    add("recipient[locality]", parcel.locality);
    TRY(answer, ask_json("GET", query));
    const auto* data = at(answer, "data");
    if (text_at(answer, "status") != "success" || !data)
        return refused(fan_title, as_said(text_at(answer, "message")));
    return shipping::CourierPrice{lei(text_at(*data, "costNoVAT")), lei(text_at(*data, "vat")),
                                  lei(text_at(*data, "total"))};
}

Result<std::string> Fan::order_pickup(const shipping::PickupOrder& order) {
    const json::value body{{"clientId", account_.credential("client_id")},
                           {"info",
                            {{"packages", {{"parcel", order.parcels}, {"envelope", 0}}},
                             {"weight", kilograms(order.weight_g)},
                             {"orderType", "Standard"},
                             {"pickupDate", to_text(order.day)},
                             {"pickupHours", {{"first", order.from}, {"second", order.to}}},
                             {"observations", order.note}}}};
    TRY(answer, ask_json("POST", "order", to_json(body)));
    const std::string number = text_at(answer, "data", "id");
    if (!number.empty()) return number;
    const auto* errors = at(answer, "errors");
    return refused(fan_title, as_said(errors ? words_of(*errors) : text_at(answer, "message")));
}

Result<std::vector<shipping::Remittance>> Fan::remittances(Date day) {
    constexpr int pages_max = 100;
    std::vector<shipping::Remittance> all;
    std::set<std::string> seen;
    for (int page = 1; page <= pages_max; ++page) {
        const auto before = seen.size();
        TRY(list, rows("reports/bank-transfers?" + client() + "&date=" + to_text(day) +
                       "&perPage=100&page=" + std::to_string(page)));
        for (const auto& row : list) {
            // Some accounts have the parcel's values one level deeper.
            const auto* info = at(row, "info");
            const auto& from = info ? *info : row;
            shipping::Remittance each;
            each.awb_number = text_at(from, "awbNumber");
            each.amount = lei(text_at(from, "amount"));
            each.paid_on = date_from(text_at(from, "date").substr(0, 10)).value_or(day);
            each.document = text_at(from, "transferNumber");
            if (each.awb_number.empty() || each.amount.minor <= 0) continue;
            if (seen.insert(each.awb_number).second) all.push_back(std::move(each));
        }
        // A short page is the last; so is one that says what was said, where pages are not known.
        if (list.size() < 100 || seen.size() == before) break;
    }
    return all;
}

Result<std::vector<shipping::CourierLocality>> Fan::localities() {
    TRY(list, rows("reports/localities"));
    std::vector<shipping::CourierLocality> all;
    for (const auto& row : list)
        all.push_back({text_at(row, "id"), text_at(row, "name"), text_at(row, "county"), "",
                       static_cast<std::int64_t>(lei(text_at(row, "exteriorKm")).minor / 100)});
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

shipping::RegisteredCourier fan() {
    shipping::CourierTraits traits;
    traits.name = "fan";
    traits.title = fan_title;
    traits.credentials = {{"client_id"},
                          {"username"},
                          {"password", true},
                          {"service", false, false, true, "Standard"},
                          {"cod_service", false, false, true, "Cont Colector"},
                          {"bank", false, false, true},
                          {"bank_account", false, false, true},
                          {"options", false, false, true}};
    traits.options = {CourierOption::open_on_delivery, CourierOption::saturday,
                      CourierOption::return_documents, CourierOption::swap};
    traits.labels = {LabelFormat::a6, LabelFormat::a4, LabelFormat::zpl};
    traits.lockers = traits.prices = traits.finds = traits.pickups = true;
    traits.tracks = traits.remittances = traits.localities = true;
    return {traits,
            [](const shipping::CourierAccount& account) { return std::make_unique<Fan>(account); }};
}

} // namespace taraba::couriers
