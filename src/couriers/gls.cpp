#include "couriers/gls.hpp"

#include "base/crypto.hpp"
#include "couriers/call.hpp"

#include <algorithm>

namespace taraba::couriers {

namespace {

using shipping::CourierOption;
using shipping::LabelFormat;
using shipping::Parcel;
using shipping::ShipmentStage;
using shipping::TrackingEvent;
using shipping::Waybill;
using shipping::WaybillRef;

const std::string gls_title = "GLS";

/// Dates travel as `/Date(milliseconds)/`.
std::string ms_date(Instant at) { return "/Date(" + std::to_string(unix_ms(at)) + ")/"; }

Instant from_ms_date(const std::string& text) {
    const auto open = text.find('('), close = text.find_first_of("+)", open);
    if (open == text.npos || close == text.npos) return {};
    const auto value = parse_id(text.substr(open + 1, close - open - 1));
    return from_unix_ms(value.value_or(0));
}

class Gls : public shipping::Courier {
public:
    explicit Gls(shipping::CourierAccount account)
        : account_(std::move(account)),
          address_(account_.address("base", "https://api.test.mygls.ro/ParcelService.svc/json",
                                    "https://api.mygls.ro/ParcelService.svc/json")) {}

    /// There is no call for signing in: one about no parcel is answered to who may ask.
    Result<void> check() override {
        const auto answer =
            ask("GetParcelStatuses", {{"ParcelNumber", 0}}, "GetParcelStatusErrors");
        if (answer || answer.error().detail.text().find("Unauthorized") == std::string::npos) {
            if (!answer && answer.error().kind == RefusalKind::unavailable)
                return Failure(answer.error());
            return {};
        }
        return Failure(answer.error());
    }
    Result<Waybill> create(const Parcel& parcel) override;
    Result<std::optional<Waybill>> find(const std::string& reference, Date from, Date to) override;
    Result<std::string> label(const WaybillRef& waybill, LabelFormat format) override;
    Result<void> cancel(const WaybillRef& waybill) override;
    Result<std::vector<TrackingEvent>> track(const WaybillRef& waybill) override;
    Result<std::vector<shipping::PickupPoint>> pickup_points() override;

private:
    /// Refuses the first of the list of errors that every answer has under a name of its own.
    Result<json::value> ask(const std::string& method, json::object body,
                            const std::string& errors);
    json::object parcel_of(const Parcel& parcel) const;

    shipping::CourierAccount account_;
    std::string address_;
};

Result<json::value> Gls::ask(const std::string& method, json::object body,
                             const std::string& errors) {
    json::array hash;
    for (const char byte : sha512(account_.credential("password")))
        hash.push_back(static_cast<unsigned char>(byte));
    body["Username"] = account_.credential("username");
    body["Password"] = std::move(hash);
    TRY(response, call(gls_title, account_,
                       {"POST",
                        address_ + "/" + method,
                        {json_header},
                        to_json(json::value(std::move(body)))}));
    if (response.status == 401)
        return refused(gls_title, "Unauthorized: the sign-in is not accepted");
    TRY(answer, json_of(gls_title, response));
    const auto* list = at(answer, errors.c_str());
    if (list && list->is_array() && !list->as_array().empty()) {
        const auto& first = list->as_array().front();
        return refused(gls_title, as_said(text_at(first, "ErrorCode") + " " +
                                          text_at(first, "ErrorDescription")));
    }
    return answer;
}

json::object person_at(const auto& place, const std::string& name) {
    return {{"Name", name},
            {"Street", place.street},
            {"HouseNumber", ""},
            {"City", place.locality},
            {"ZipCode", place.postal_code},
            {"CountryIsoCode", "RO"},
            {"ContactName", place.contact},
            {"ContactPhone", place.phone},
            {"ContactEmail", place.email}};
}

json::object Gls::parcel_of(const Parcel& parcel) const {
    json::array services;
    if (!parcel.pickup_point.empty())
        services.push_back(
            {{"Code", "PSD"}, {"PSDParameter", {{"StringValue", parcel.pickup_point}}}});
    if (wants(parcel, CourierOption::saturday))
        services.emplace_back(json::object{{"Code", "SAT"}});
    if (wants(parcel, CourierOption::swap)) services.emplace_back(json::object{{"Code", "XS"}});
    if (parcel.declared_value.minor > 0)
        services.push_back({{"Code", "DPV"},
                            {"DPVParameter",
                             {{"StringValue", parcel.content},
                              {"DecimalValue", amount_of(parcel.declared_value)}}}});
    if (parcel.collect_from) // pick & return
        services.emplace_back(json::object{{"Code", "PRS"}});
    else if (!parcel.phone.empty())
        services.push_back({{"Code", "FSS"}, {"FSSParameter", {{"Value", parcel.phone}}}});
    const auto address = [&](const char* prefix) {
        const std::string p = prefix;
        return json::object{{"Name", account_.credential(p + "name")},
                            {"Street", account_.credential(p + "street")},
                            {"HouseNumber", ""},
                            {"City", account_.credential(p + "city")},
                            {"ZipCode", account_.credential(p + "zip")},
                            {"CountryIsoCode", "RO"},
                            {"ContactName", account_.credential(p + "name")},
                            {"ContactPhone", account_.credential(p + "phone")}};
    };
    return {{"ClientNumber", parse_id(account_.credential("client_number")).value_or(0)},
            {"ClientReference", parcel.reference},
            {"CODAmount", amount_of(parcel.cash)},
            {"CODReference", parcel.cash.minor > 0 ? parcel.reference : ""},
            {"Content", shortened(parcel.content, 120)},
            {"Count", parcel.parcels},
            {"PickupDate", ms_date(system_now())},
            {"PickupAddress", parcel.collect_from
                                  ? person_at(*parcel.collect_from, parcel.collect_from->name)
                                  : address("sender_")},
            {"DeliveryAddress", person_at(parcel, parcel.recipient)},
            {"ServiceList", std::move(services)}};
}

/// Numbers are what people see and tracking asks by; ids are what labels are asked by.
Result<Waybill> Gls::create(const Parcel& parcel) {
    TRY(answer, ask("PrintLabels",
                    {{"ParcelList", json::array{parcel_of(parcel)}},
                     {"PrintPosition", 1},
                     {"ShowPrintDialog", false},
                     {"TypeOfPrinter", "Connect"}},
                    "PrintLabelsErrorList"));
    const auto* made = at(answer, "PrintLabelsInfoList");
    if (!made || !made->is_array() || made->as_array().empty())
        return unclear(gls_title, "no PrintLabelsInfoList");
    std::string ids;
    for (const auto& each : made->as_array())
        ids += (ids.empty() ? "" : ",") + text_at(each, "ParcelId");
    const std::string number = text_at(made->as_array().front(), "ParcelNumber");
    if (number.empty()) return unclear(gls_title, "no ParcelNumber");
    // The label's bytes are asked for again when it is printed; they are no text to keep here.
    return Waybill{number, {0, ron}, to_json(json::value(*made)), ids};
}

Result<std::optional<Waybill>> Gls::find(const std::string& reference, Date from, Date to) {
    const Zone zone = *Zone::named("Europe/Bucharest");
    TRY(answer, ask("GetParcelList",
                    {{"PickupDateFrom", nullptr},
                     {"PickupDateTo", nullptr},
                     {"PrintDateFrom", ms_date(zone.start_of(from))},
                     {"PrintDateTo", ms_date(zone.start_of(to + std::chrono::days(1)))}},
                    "GetParcelListErrors"));
    const auto* list = at(answer, "PrintDataInfoList");
    if (!list || !list->is_array()) return unclear(gls_title, "no PrintDataInfoList");
    std::string number, ids;
    for (const auto& each : list->as_array()) {
        if (text_at(each, "Parcel", "ClientReference") != reference) continue;
        if (number.empty()) number = text_at(each, "ParcelNumber");
        ids += (ids.empty() ? "" : ",") + text_at(each, "ParcelId");
    }
    if (number.empty()) return std::optional<Waybill>();
    return std::optional(Waybill{number, {0, ron}, "", ids});
}

json::array ids_of(const WaybillRef& waybill) {
    json::array ids;
    for (const auto& id : split_at(waybill.courier_ref, ','))
        if (const auto value = parse_id(id)) ids.push_back(*value);
    return ids;
}

Result<std::string> Gls::label(const WaybillRef& waybill, LabelFormat format) {
    TRY(answer, ask("GetPrintedLabels",
                    {{"ParcelIdList", ids_of(waybill)},
                     {"PrintPosition", 1},
                     {"ShowPrintDialog", false},
                     {"TypeOfPrinter", format == LabelFormat::a4 ? "A4_2x2" : "Connect"}},
                    "GetPrintedLabelsErrorList"));
    const auto* bytes = at(answer, "Labels");
    std::string pdf;
    if (bytes && bytes->is_array())
        for (const auto& byte : bytes->as_array())
            if (byte.is_int64()) pdf += static_cast<char>(byte.as_int64());
    if (pdf.starts_with("%PDF-")) return pdf;
    return refused(gls_title, "the label is no PDF");
}

Result<void> Gls::cancel(const WaybillRef& waybill) {
    MUST(ask("DeleteLabels", {{"ParcelIdList", ids_of(waybill)}}, "DeleteLabelsErrorList"));
    return {};
}

Result<std::vector<TrackingEvent>> Gls::track(const WaybillRef& waybill) {
    TRY(answer, ask("GetParcelStatuses",
                    {{"ParcelNumber", parse_id(waybill.awb_number).value_or(0)},
                     {"ReturnPOD", false},
                     {"LanguageIsoCode", "RO"}},
                    "GetParcelStatusErrors"));
    const auto* list = at(answer, "ParcelStatusList");
    if (!list || !list->is_array()) return unclear(gls_title, "no ParcelStatusList");
    std::vector<TrackingEvent> events;
    for (const auto& each : list->as_array()) {
        TrackingEvent event;
        event.code = text_at(each, "StatusCode");
        event.text = text_at(each, "StatusDescription");
        if (const auto more = text_at(each, "StatusInfo"); !more.empty())
            event.text += " (" + more + ")";
        event.place = text_at(each, "DepotCity");
        event.stage = gls_stage(event.code);
        event.at = from_ms_date(text_at(each, "StatusDate"));
        events.push_back(std::move(event));
    }
    std::ranges::stable_sort(events, {}, &TrackingEvent::at);
    return events;
}

/// Parcel shops are published as a file beside the service.
Result<std::vector<shipping::PickupPoint>> Gls::pickup_points() {
    const std::string own = "https://map.gls-hungary.com/data/deliveryPoints";
    TRY(response,
        call(gls_title, account_, {"GET", account_.address("points", own, own) + "/ro.json"}));
    TRY(answer, json_of(gls_title, response));
    const auto* items = at(answer, "items");
    if (!items || !items->is_array()) return unclear(gls_title, "no items");
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : items->as_array()) {
        shipping::PickupPoint point;
        point.code = text_at(row, "id");
        point.name = text_at(row, "name");
        point.street = text_at(row, "contact", "address");
        point.postal_code = text_at(row, "contact", "postalCode");
        place(point, text_at(row, "contact", "county"), text_at(row, "contact", "city"));
        if (const auto* location = at(row, "location");
            location && location->is_array() && location->as_array().size() == 2) {
            const json::value both{{"y", location->as_array()[0]}, {"x", location->as_array()[1]}};
            point.latitude_e6 = millionths(both, "y");
            point.longitude_e6 = millionths(both, "x");
        }
        points.push_back(std::move(point));
    }
    return points;
}

} // namespace

ShipmentStage gls_stage(const std::string& code) {
    static const std::map<std::string, ShipmentStage> known{{"51", ShipmentStage::registered},
                                                            {"52", ShipmentStage::registered},
                                                            {"1", ShipmentStage::picked_up},
                                                            {"4", ShipmentStage::out_for_delivery},
                                                            {"32", ShipmentStage::out_for_delivery},
                                                            {"5", ShipmentStage::delivered},
                                                            {"8", ShipmentStage::delivered},
                                                            {"54", ShipmentStage::delivered},
                                                            {"58", ShipmentStage::delivered},
                                                            {"17", ShipmentStage::refused},
                                                            {"35", ShipmentStage::refused},
                                                            {"16", ShipmentStage::refused},
                                                            {"57", ShipmentStage::returning},
                                                            {"22", ShipmentStage::in_transit},
                                                            {"23", ShipmentStage::returned},
                                                            {"31", ShipmentStage::lost},
                                                            {"43", ShipmentStage::lost}};
    // `05` and `5` are the same.
    const auto found = known.find(code.size() == 2 && code[0] == '0' ? code.substr(1) : code);
    return found == known.end() ? ShipmentStage::in_transit : found->second;
}

shipping::RegisteredCourier gls() {
    shipping::CourierTraits traits;
    traits.name = "gls";
    traits.title = gls_title;
    traits.credentials = {{"username"},      {"password", true},
                          {"client_number"}, {"sender_name"},
                          {"sender_street"}, {"sender_city"},
                          {"sender_zip"},    {"sender_phone", false, false, true}};
    traits.options = {CourierOption::saturday, CourierOption::swap};
    traits.labels = {LabelFormat::a6, LabelFormat::a4};
    traits.lockers = traits.finds = traits.tracks = true;
    return {traits,
            [](const shipping::CourierAccount& account) { return std::make_unique<Gls>(account); }};
}

} // namespace taraba::couriers
