#include "couriers/dpd.hpp"

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

const std::string dpd_title = "DPD";
constexpr std::int64_t romania = 642; // ISO 3166 numeric

class Dpd : public shipping::Courier {
public:
    explicit Dpd(shipping::CourierAccount account)
        : account_(std::move(account)), address_(account_.address("base", own, own)) {}

    Result<void> check() override {
        MUST(ask("location/country", {{"name", "ROMA"}}));
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

private:
    static constexpr const char* own = "https://api.dpd.ro/v1";

    Result<http::IncomingResponse> post(const std::string& path, json::object body);
    /// Refuses what the answer calls an error, whatever its status.
    Result<json::value> ask(const std::string& path, json::object body);

    shipping::CourierAccount account_;
    std::string address_;
};

Result<http::IncomingResponse> Dpd::post(const std::string& path, json::object body) {
    body["userName"] = account_.credential("username");
    body["password"] = account_.credential("password");
    body["language"] = "RO";
    return call(
        dpd_title, account_,
        {"POST", address_ + "/" + path, {json_header}, to_json(json::value(std::move(body)))});
}

/// `error {code, context, message}`: the context names the field.
std::optional<std::string> error_in(const json::value& answer) {
    const auto* error = at(answer, "error");
    if (!error || error->is_null()) return std::nullopt;
    const std::string context = text_at(*error, "context");
    return (context.empty() ? "" : context + ": ") + text_at(*error, "message");
}

Result<json::value> Dpd::ask(const std::string& path, json::object body) {
    TRY(response, post(path, std::move(body)));
    TRY(answer, json_of(dpd_title, response));
    if (const auto error = error_in(answer)) return refused(dpd_title, as_said(*error));
    if (response.status >= 400) return refused(dpd_title, said("status {}", response.status));
    return answer;
}

json::object recipient_of(const Parcel& parcel, bool quote) {
    json::object to{{"phone1", {{"number", parcel.phone}}},
                    {"privatePerson", parcel.tax_id.empty()},
                    {"clientName", parcel.recipient},
                    {"contactName", parcel.contact},
                    {"email", parcel.email}};
    if (const auto office = parse_id(parcel.pickup_point)) {
        to["pickupOfficeId"] = *office;
        return to;
    }
    json::object place{{"countryId", romania}, {"siteName", folded(parcel.locality)}};
    if (const auto site = parse_id(parcel.locality_code)) {
        place.erase("siteName");
        place["siteId"] = *site;
    }
    if (!parcel.postal_code.empty()) place["postCode"] = parcel.postal_code;
    if (!quote) place["addressNote"] = parcel.street;
    to[quote ? "addressLocation" : "address"] = std::move(place);
    return to;
}

/// Where the parcel is fetched.
json::object sender_of(const shipping::CollectFrom& from) {
    json::object place{{"countryId", romania}, {"addressNote", from.street}};
    if (const auto site = parse_id(from.locality_code))
        place["siteId"] = *site;
    else
        place["siteName"] = folded(from.locality);
    if (!from.postal_code.empty()) place["postCode"] = from.postal_code;
    return {{"phone1", {{"number", from.phone}}},
            {"privatePerson", from.name == from.contact},
            {"clientName", from.name},
            {"contactName", from.contact},
            {"email", from.email},
            {"address", std::move(place)}};
}

json::object service_of(const shipping::CourierAccount& account, const Parcel& parcel, bool quote) {
    json::object extra;
    const std::int64_t id = parse_id(account.credential("service_id")).value_or(2505);
    if (parcel.cash.minor > 0)
        extra["cod"] = {{"amount", amount_of(parcel.cash)},
                        {"currencyCode", std::string(parcel.cash.currency.code())},
                        {"processingType", account.credential("cod_processing")}};
    if (parcel.declared_value.minor > 0)
        extra["declaredValue"] = {{"amount", amount_of(parcel.declared_value)}};
    if (wants(parcel, CourierOption::open_on_delivery))
        extra["obpd"] = {
            {"option", "OPEN"}, {"returnShipmentServiceId", id}, {"returnShipmentPayer", "SENDER"}};
    json::object returns;
    if (wants(parcel, CourierOption::return_documents)) returns["rod"] = {{"enabled", true}};
    if (wants(parcel, CourierOption::swap))
        returns["swap"] = {{"serviceId", id}, {"parcelsCount", 1}};
    if (!returns.empty()) extra["returns"] = std::move(returns);
    json::object service{{"autoAdjustPickupDate", true}, {"additionalServices", std::move(extra)}};
    if (wants(parcel, CourierOption::saturday)) service["saturdayDelivery"] = true;
    if (quote)
        service["serviceIds"] = json::array{id};
    else
        service["serviceId"] = id;
    return service;
}

json::object dpd_shipment(const shipping::CourierAccount& account, const Parcel& parcel,
                          bool quote) {
    const auto pieces = pieces_of(parcel);
    json::array parcels;
    for (const auto& piece : pieces) {
        json::object each{{"seqNo", parcels.size() + 1},
                          {"weight", decimal_kilograms(piece.weight_g)}};
        if (piece.length_mm > 0)
            each["size"] = {{"depth", centimetres(piece.length_mm)},
                            {"width", centimetres(piece.width_mm)},
                            {"height", centimetres(piece.height_mm)}};
        parcels.push_back(std::move(each));
    }
    json::object shipment{{"recipient", recipient_of(parcel, quote)},
                          {"service", service_of(account, parcel, quote)},
                          {"content",
                           {{"parcelsCount", pieces.size()},
                            {"totalWeight", decimal_kilograms(parcel.weight_g)},
                            {"contents", shortened(parcel.content, 100)},
                            {"package", "BOX"},
                            {"parcels", std::move(parcels)}}},
                          {"payment", {{"courierServicePayer", "SENDER"}}},
                          {"ref1", parcel.reference},
                          {"shipmentNote", shortened(parcel.note, 200)}};
    const auto client = parse_id(account.credential("client_id"));
    if (parcel.collect_from) {
        shipment["sender"] = sender_of(*parcel.collect_from);
        shipment["payment"] = {{"courierServicePayer", "RECIPIENT"}};
    }
    if (client) shipment[parcel.collect_from ? "recipient" : "sender"] = {{"clientId", *client}};
    return shipment;
}

/// The pieces' own numbers, parted by commas: labels are asked for by them.
std::string pieces_in(const json::value& answer) {
    std::string all;
    const auto* parcels = at(answer, "parcels");
    if (parcels && parcels->is_array())
        for (const auto& each : parcels->as_array())
            all += (all.empty() ? "" : ",") + text_at(each, "id");
    return all;
}

Result<Waybill> Dpd::create(const Parcel& parcel) {
    TRY(answer, ask("shipment", dpd_shipment(account_, parcel, false)));
    const std::string number = text_at(answer, "id");
    if (number.empty()) return unclear(dpd_title, "no id");
    return Waybill{number, lei(text_at(answer, "price", "amount")), to_json(answer),
                   pieces_in(answer)};
}

Result<std::optional<Waybill>> Dpd::find(const std::string& reference, Date from, Date to) {
    TRY(found, ask("shipment/search", {{"ref", reference},
                                       {"searchInRef", 1},
                                       {"shipmentsOnly", true},
                                       {"fromDateTime", to_text(from) + "T00:00:00+0200"},
                                       {"toDateTime", to_text(to) + "T23:59:59+0200"}}));
    const auto* codes = at(found, "barcodes");
    if (!codes || !codes->is_array()) return unclear(dpd_title, "no barcodes");
    if (codes->as_array().empty()) return std::optional<Waybill>();
    const std::string number = as_text(codes->as_array().front());
    TRY(info, ask("shipment/info", {{"shipmentIds", json::array{number}}}));
    const auto* shipments = at(info, "shipments");
    if (!shipments || !shipments->is_array() || shipments->as_array().empty())
        return std::optional(Waybill{number, {0, ron}, to_json(found), number});
    const auto& one = shipments->as_array().front();
    std::string pieces;
    const auto* content = at(one, "content");
    if (content) pieces = pieces_in(*content);
    return std::optional(Waybill{number, lei(text_at(one, "price", "amount")), to_json(info),
                                 pieces.empty() ? number : pieces});
}

Result<std::string> Dpd::label(const WaybillRef& waybill, LabelFormat format) {
    json::array parcels;
    const std::string& all = waybill.courier_ref.empty() ? waybill.awb_number : waybill.courier_ref;
    for (const auto& id : split_at(all, ','))
        parcels.emplace_back(json::object{{"parcel", {{"id", id}}}});
    const bool zpl = format == LabelFormat::zpl;
    TRY(response, post("print", {{"paperSize", format == LabelFormat::a4 ? "A4_4xA6" : "A6"},
                                 {"format", zpl ? "zpl" : "pdf"},
                                 {"parcels", std::move(parcels)}}));
    if (response.body.starts_with(zpl ? "^XA" : "%PDF-")) return response.body;
    const auto answer = parse_json(response.body);
    const auto error = answer ? error_in(*answer) : std::nullopt;
    return refused(dpd_title, error ? as_said(*error) : Sentence("the label cannot be read"));
}

Result<void> Dpd::cancel(const WaybillRef& waybill) {
    MUST(ask("shipment/cancel",
             {{"shipmentId", waybill.awb_number}, {"comment", "anulat de expeditor"}}));
    return {};
}

Result<std::vector<TrackingEvent>> Dpd::track(const WaybillRef& waybill) {
    TRY(answer, ask("track", {{"parcels", json::array{{{"id", waybill.awb_number}}}}}));
    const auto* parcels = at(answer, "parcels");
    if (!parcels || !parcels->is_array()) return unclear(dpd_title, "no parcels");
    std::vector<TrackingEvent> events;
    for (const auto& parcel : parcels->as_array()) {
        const auto* told = at(parcel, "operations");
        if (!told || !told->is_array()) continue;
        for (const auto& each : told->as_array()) {
            TrackingEvent event;
            event.code = text_at(each, "operationCode");
            event.text = text_at(each, "description");
            if (const auto more = text_at(each, "comment"); !more.empty())
                event.text += " (" + more + ")";
            event.place = text_at(each, "place");
            event.stage = dpd_stage(event.code);
            const std::string when = text_at(each, "dateTime");
            // `2026-11-25T14:05:00+0200`: the offset without its colon.
            auto exact = instant_from(when);
            if (!exact && when.size() == 24)
                exact = instant_from(when.substr(0, 22) + ":" + when.substr(22));
            event.at = exact ? *exact : romanian_time(when);
            events.push_back(std::move(event));
        }
    }
    std::ranges::stable_sort(events, {}, &TrackingEvent::at);
    return events;
}

Result<shipping::CourierPrice> Dpd::price(const Parcel& parcel) {
    TRY(answer, ask("calculate", dpd_shipment(account_, parcel, true)));
    const auto* all = at(answer, "calculations");
    if (!all || !all->is_array() || all->as_array().empty())
        return unclear(dpd_title, "no calculations");
    const auto& first = all->as_array().front();
    if (const auto error = error_in(first)) return refused(dpd_title, as_said(*error));
    return shipping::CourierPrice{lei(text_at(first, "price", "amount")),
                                  lei(text_at(first, "price", "vat")),
                                  lei(text_at(first, "price", "total"))};
}

Result<std::vector<shipping::PickupPoint>> Dpd::pickup_points() {
    TRY(answer, ask("location/office", {{"countryId", romania}}));
    const auto* offices = at(answer, "offices");
    if (!offices || !offices->is_array()) return unclear(dpd_title, "no offices");
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : offices->as_array()) {
        shipping::PickupPoint point;
        point.code = text_at(row, "id");
        point.name = text_at(row, "name");
        point.street = text_at(row, "address", "fullAddressString");
        point.postal_code = text_at(row, "address", "postCode");
        place(point, text_at(row, "address", "region"), text_at(row, "address", "siteName"));
        if (const auto* address = at(row, "address")) {
            point.longitude_e6 = millionths(*address, "x");
            point.latitude_e6 = millionths(*address, "y");
        }
        points.push_back(std::move(point));
    }
    return points;
}

Result<std::string> Dpd::order_pickup(const shipping::PickupOrder& order) {
    TRY(answer, ask("pickup", {{"pickupDateTime", to_text(order.day) + "T" + order.from + ":00"},
                               {"visitEndTime", order.to},
                               {"autoAdjustPickupDate", true},
                               {"pickupScope", "ALL"}}));
    const auto* orders = at(answer, "orders");
    if (!orders || !orders->is_array() || orders->as_array().empty())
        return unclear(dpd_title, "no order");
    return text_at(orders->as_array().front(), "id");
}

Result<std::vector<shipping::Remittance>> Dpd::remittances(Date day) {
    TRY(answer,
        ask("payments",
            {{"fromDate", to_text(day)}, {"toDate", to_text(day)}, {"includeDetails", true}}));
    const auto* payouts = at(answer, "payouts");
    if (!payouts || !payouts->is_array()) return unclear(dpd_title, "no payouts");
    std::vector<shipping::Remittance> all;
    for (const auto& payout : payouts->as_array()) {
        const auto* details = at(payout, "details");
        if (!details || !details->is_array()) continue;
        for (const auto& row : details->as_array())
            all.push_back({text_at(row, "shipmentId"), lei(text_at(row, "amount")),
                           date_from(text_at(payout, "date").substr(0, 10)).value_or(day),
                           text_at(payout, "docId")});
    }
    return all;
}

} // namespace

ShipmentStage dpd_stage(const std::string& code) {
    static const std::map<std::string, ShipmentStage> known{{"148", ShipmentStage::registered},
                                                            {"39", ShipmentStage::picked_up},
                                                            {"1", ShipmentStage::in_transit},
                                                            {"2", ShipmentStage::in_transit},
                                                            {"11", ShipmentStage::in_transit},
                                                            {"21", ShipmentStage::in_transit},
                                                            {"12", ShipmentStage::out_for_delivery},
                                                            {"-14", ShipmentStage::delivered},
                                                            {"44", ShipmentStage::in_transit},
                                                            {"69", ShipmentStage::in_transit},
                                                            {"115", ShipmentStage::in_transit},
                                                            {"123", ShipmentStage::refused},
                                                            {"111", ShipmentStage::returning},
                                                            {"124", ShipmentStage::returned},
                                                            {"125", ShipmentStage::lost},
                                                            {"127", ShipmentStage::lost},
                                                            {"128", ShipmentStage::cancelled}};
    const auto found = known.find(code);
    return found == known.end() ? ShipmentStage::in_transit : found->second;
}

shipping::RegisteredCourier dpd() {
    shipping::CourierTraits traits;
    traits.name = "dpd";
    traits.title = dpd_title;
    traits.credentials = {{"username"},
                          {"password", true},
                          {"client_id", false, false, true},
                          {"service_id", false, false, true, "2505"},
                          {"cod_processing", false, false, true, "CASH"}};
    traits.options = {CourierOption::open_on_delivery, CourierOption::saturday,
                      CourierOption::return_documents, CourierOption::swap};
    traits.labels = {LabelFormat::a6, LabelFormat::a4, LabelFormat::zpl};
    traits.lockers = traits.prices = traits.finds = traits.pickups = true;
    traits.tracks = traits.remittances = true;
    return {traits,
            [](const shipping::CourierAccount& account) { return std::make_unique<Dpd>(account); }};
}

} // namespace taraba::couriers
