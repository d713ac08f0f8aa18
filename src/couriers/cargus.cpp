#include "couriers/cargus.hpp"

#include "base/crypto.hpp"
#include "couriers/call.hpp"

#include <algorithm>

namespace taraba::couriers {

namespace {

using shipping::CourierOption;
using shipping::LabelFormat;
using shipping::Parcel;
using shipping::TrackingEvent;
using shipping::Waybill;
using shipping::WaybillRef;

const std::string cargus_title = "Cargus";
constexpr int page_size = 100;

class Cargus : public shipping::Courier {
public:
    explicit Cargus(shipping::CourierAccount account)
        : account_(std::move(account)), address_(account_.address("base", own, own)) {}

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
    static constexpr const char* own = "https://urgentcargus.azure-api.net/api";

    std::string key_header() const {
        return "Ocp-Apim-Subscription-Key: " + account_.credential("subscription_key");
    }
    Result<std::string> token(bool fresh);
    /// The answer as it came, once it is none of a refusal.
    Result<std::string> ask(const std::string& method, const std::string& path,
                            const std::string& body = {});
    Result<json::value> ask_json(const std::string& method, const std::string& path,
                                 const std::string& body = {});

    shipping::CourierAccount account_;
    std::string address_;
};

/// A JSON text, or bare.
std::string bare(const std::string& body) {
    const auto value = parse_json(body);
    return value ? as_text(*value) : std::string(trimmed(body));
}

Result<std::string> Cargus::token(bool fresh) {
    const std::string key = account_key(account_, address_);
    if (const auto known = tokens().find(key); known && !fresh) return *known;
    const json::value body{{"UserName", account_.credential("username")},
                           {"Password", account_.credential("password")}};
    const auto response =
        http::fetch({"POST", address_ + "/LoginUser", {key_header(), json_header}, to_json(body)});
    if (!response || response->status >= 500)
        return refuse(RefusalKind::unavailable, "courier_down", "Cargus's sign-in does not work.");
    const std::string value = bare(response->body);
    if (response->status >= 400 || value.empty() || value.find('<') != value.npos)
        return refused(cargus_title, said("sign-in failed: {}", as_said(shortened(value, 100))));
    return tokens().keep(key, value);
}

Result<std::string> Cargus::ask(const std::string& method, const std::string& path,
                                const std::string& body) {
    for (const bool fresh : {false, true}) {
        TRY(bearer, token(fresh));
        TRY(response, call(cargus_title, account_,
                           {method,
                            address_ + "/" + path,
                            {key_header(), "Authorization: Bearer " + bearer, json_header},
                            body}));
        if (response.status == 401) continue;
        if (response.status < 300) return response.body;
        const auto answer = parse_json(response.body);
        if (!answer) return unclear(cargus_title, said("no JSON but {}", response.content_type));
        const std::string words = words_of(*answer);
        return refused(cargus_title,
                       words.empty() ? said("status {}", response.status) : as_said(words));
    }
    return refused(cargus_title, "the sign-in is not accepted");
}

Result<json::value> Cargus::ask_json(const std::string& method, const std::string& path,
                                     const std::string& body) {
    TRY(text, ask(method, path, body));
    auto answer = parse_json(text);
    if (!answer) return unclear(cargus_title, "the answer is no JSON");
    return *answer;
}

json::object side_of(const auto& place, const std::string& name) {
    json::object side{{"Name", name},
                      {"ContactPerson", place.contact},
                      {"PhoneNumber", place.phone},
                      {"Email", place.email},
                      {"CountyName", place.county},
                      {"LocalityName", place.locality},
                      {"AddressText", place.street},
                      {"CodPostal", place.postal_code}};
    if (const auto id = parse_id(place.locality_code)) side["LocalityId"] = *id;
    return side;
}

json::object awb_of(const shipping::CourierAccount& account, const Parcel& parcel) {
    const json::object our_place{
        {"LocationId", parse_id(account.credential("location_id")).value_or(0)}};
    const auto& from = parcel.collect_from;
    json::array codes;
    for (const auto& piece : pieces_of(parcel))
        codes.push_back({{"Code", std::to_string(codes.size())},
                         {"Type", 1},
                         {"Weight", kilograms(piece.weight_g)},
                         {"Length", centimetres(piece.length_mm)},
                         {"Width", centimetres(piece.width_mm)},
                         {"Height", centimetres(piece.height_mm)}});
    const bool to_account = account.credential("repayment") != "cash";
    json::object awb{
        {"Sender", from ? side_of(*from, from->name) : our_place},
        {"Recipient", from ? our_place : side_of(parcel, parcel.recipient)},
        {"Parcels", codes.size()},
        {"Envelopes", 0},
        {"TotalWeight", kilograms(parcel.weight_g)},
        {"ServiceId", cargus_service(parcel.weight_g)},
        {"DeclaredValue", amount_of(parcel.declared_value)},
        {"CashRepayment", to_account ? 0.0 : amount_of(parcel.cash)},
        {"BankRepayment", to_account ? amount_of(parcel.cash) : 0.0},
        {"OtherRepayment", wants(parcel, CourierOption::return_documents) ? "documente semnate"
                           : wants(parcel, CourierOption::swap)           ? "colet la schimb"
                                                                          : ""},
        {"OpenPackage", wants(parcel, CourierOption::open_on_delivery)},
        {"SaturdayDelivery", wants(parcel, CourierOption::saturday)},
        {"MorningDelivery", wants(parcel, CourierOption::morning)},
        {"PriceTableId", parse_id(account.credential("price_table_id")).value_or(0)},
        {"ShipmentPayer", from ? 2 : 1}, // the sender, or the recipient: always the shop
        {"PackageContent", shortened(parcel.content, 200)},
        {"Observations", parcel.note},
        {"CustomString", parcel.reference},
        {"ParcelCodes", std::move(codes)}};
    if (const auto point = parse_id(parcel.pickup_point)) awb["DeliveryPudoPoint"] = *point;
    return awb;
}

Result<Waybill> Cargus::create(const Parcel& parcel) {
    TRY(answer, ask("POST", "Awbs", to_json(json::value(awb_of(account_, parcel)))));
    const std::string number = bare(answer);
    if (number.empty() || digits_of(number).empty() || number.find('<') != number.npos)
        return unclear(cargus_title, "no AWB in the answer");
    // The answer is the number alone; what it costs is read from the waybill itself.
    const auto details = ask_json("GET", "Awbs?barCode=" + percent_encoded(number));
    Waybill waybill{number, {0, ron}, answer};
    if (details && details->is_array() && !details->as_array().empty()) {
        waybill.tariff = lei(text_at(details->as_array().front(), "ShippingCost", "Subtotal"));
        waybill.raw_answer = to_json(*details);
    }
    return waybill;
}

/// Cargus writes days as month-day-year.
std::string american(Date day) {
    const std::string text = to_text(day);
    return text.substr(5, 2) + "-" + text.substr(8, 2) + "-" + text.substr(0, 4);
}

Result<std::optional<Waybill>> Cargus::find(const std::string& reference, Date from, Date to) {
    constexpr int pages_max = 200;
    for (int page = 1; page <= pages_max; ++page) {
        TRY(answer, ask_json("GET", "Awbs/GetByDate?FromDate=" + american(from) + "&ToDate=" +
                                        american(to) + "&pageNumber=" + std::to_string(page) +
                                        "&itemsPerPage=" + std::to_string(page_size)));
        const auto* rows = answer.if_array();
        if (!rows) return unclear(cargus_title, "the day's list is no list");
        for (const auto& row : *rows)
            if (text_at(row, "CustomString") == reference && text_at(row, "Status") != "Deleted")
                return std::optional(Waybill{text_at(row, "BarCode"),
                                             lei(text_at(row, "ShippingCost", "Subtotal")),
                                             to_json(row)});
        if (rows->size() < page_size) break;
    }
    return std::optional<Waybill>();
}

Result<std::string> Cargus::label(const WaybillRef& waybill, LabelFormat format) {
    TRY(answer,
        ask("GET", "AwbDocuments?barCodes=" + percent_encoded("[\"" + waybill.awb_number + "\"]") +
                       "&type=PDF&format=" + (format == LabelFormat::a4 ? "0" : "1")));
    const auto pdf = from_base64(bare(answer));
    if (pdf && pdf->starts_with("%PDF-")) return *pdf;
    return refused(cargus_title, "the label is no PDF");
}

Result<void> Cargus::cancel(const WaybillRef& waybill) {
    TRY(answer, ask("DELETE", "Awbs?barCode=" + percent_encoded(waybill.awb_number)));
    if (bare(answer) != "false") return {};
    return refused(cargus_title, "the AWB can no longer be deleted");
}

Result<std::vector<TrackingEvent>> Cargus::track(const WaybillRef& waybill) {
    TRY(answer, ask_json("GET", "AwbTrace/WithRedirect?barCode=" +
                                    percent_encoded("[\"" + waybill.awb_number + "\"]")));
    const auto* rows = answer.if_array();
    if (!rows) return unclear(cargus_title, "the trace is no list");
    std::vector<TrackingEvent> events;
    for (const auto& row : *rows) {
        const auto* told = at(row, "Event");
        if (!told || !told->is_array() || text_at(row, "Code") != waybill.awb_number) continue;
        for (const auto& each : told->as_array()) {
            TrackingEvent event;
            event.code = text_at(each, "EventId");
            event.text = text_at(each, "Description");
            event.place = text_at(each, "LocalityName");
            event.stage = stage_of_words(event.text);
            event.at = romanian_time(text_at(each, "Date"));
            events.push_back(std::move(event));
        }
    }
    std::ranges::stable_sort(events, {}, &TrackingEvent::at);
    return events;
}

Result<shipping::CourierPrice> Cargus::price(const Parcel& parcel) {
    const json::object awb = awb_of(account_, parcel);
    json::object body{{"FromLocalityId", 0},
                      {"FromCountyName", account_.credential("from_county")},
                      {"FromLocalityName", account_.credential("from_locality")},
                      {"ToLocalityId", 0},
                      {"ToCountyName", parcel.county},
                      {"ToLocalityName", parcel.locality}};
    for (const char* name :
         {"Parcels", "Envelopes", "TotalWeight", "ServiceId", "DeclaredValue", "CashRepayment",
          "BankRepayment", "OtherRepayment", "OpenPackage", "SaturdayDelivery", "MorningDelivery",
          "PriceTableId", "ShipmentPayer"})
        body[name] = awb.at(name);
    TRY(answer, ask_json("POST", "ShippingCalculation", to_json(json::value(std::move(body)))));
    if (text_at(answer, "GrandTotal").empty()) return unclear(cargus_title, "no GrandTotal");
    return shipping::CourierPrice{lei(text_at(answer, "Subtotal")), lei(text_at(answer, "Tax")),
                                  lei(text_at(answer, "GrandTotal"))};
}

Result<std::vector<shipping::PickupPoint>> Cargus::pickup_points() {
    TRY(answer, ask_json("GET", "PudoPoints"));
    const auto* rows = answer.if_array();
    if (!rows) return unclear(cargus_title, "the list of points is no list");
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : *rows) {
        shipping::PickupPoint point;
        point.code = text_at(row, "Id");
        point.name = text_at(row, "Name");
        point.street = text_at(row, "StreetName") + " " + text_at(row, "StreetNo");
        point.postal_code = text_at(row, "PostalCode");
        place(point, text_at(row, "County"), text_at(row, "City"));
        point.latitude_e6 = millionths(row, "Latitude");
        point.longitude_e6 = millionths(row, "Longitude");
        points.push_back(std::move(point));
    }
    return points;
}

Result<std::string> Cargus::order_pickup(const shipping::PickupOrder& order) {
    const std::string day = to_text(order.day);
    TRY(answer, ask("PUT", "Orders?locationId=" + account_.credential("location_id") +
                               "&action=1&PickupStartDate=" + day + "T" + order.from +
                               ":00&PickupEndDate=" + day + "T" + order.to + ":00"));
    return bare(answer);
}

Result<std::vector<shipping::Remittance>> Cargus::remittances(Date day) {
    TRY(answer, ask_json("GET", "CashAccount/GetByDeductionDate?DeductionDate=" + to_text(day)));
    const auto* rows = answer.if_array();
    if (!rows) return unclear(cargus_title, "the list of repayments is no list");
    std::vector<shipping::Remittance> all;
    for (const auto& row : *rows) {
        shipping::Remittance each;
        each.awb_number = text_at(row, "BarCode");
        each.amount = lei(text_at(row, "RepaymentValue"));
        each.paid_on = date_from(text_at(row, "DeductionDate").substr(0, 10)).value_or(day);
        each.document = text_at(row, "DeductionId");
        if (!each.awb_number.empty() && each.amount.minor > 0) all.push_back(std::move(each));
    }
    return all;
}

Result<std::vector<shipping::CourierLocality>> Cargus::localities() {
    TRY(counties, ask_json("GET", "Counties?countryId=1"));
    if (!counties.is_array()) return unclear(cargus_title, "the list of counties is no list");
    std::vector<shipping::CourierLocality> all;
    for (const auto& county : counties.as_array()) {
        TRY(answer, ask_json("GET", "Localities?countryId=1&countyId=" +
                                        percent_encoded(text_at(county, "CountyId"))));
        if (!answer.is_array()) return unclear(cargus_title, "the list of localities is no list");
        for (const auto& row : answer.as_array())
            all.push_back({text_at(row, "LocalityId"), text_at(row, "Name"),
                           text_at(county, "Name"), text_at(row, "CodPostal"),
                           static_cast<std::int64_t>(lei(text_at(row, "ExtraKm")).minor / 100)});
    }
    return all;
}

} // namespace

std::int64_t cargus_service(std::int64_t weight_g) {
    const auto kg = kilograms(weight_g);
    return kg <= 31 ? 34 : kg <= 50 ? 35 : 36;
}

shipping::RegisteredCourier cargus() {
    shipping::CourierTraits traits;
    traits.name = "cargus";
    traits.title = cargus_title;
    traits.credentials = {{"subscription_key", true},
                          {"username"},
                          {"password", true},
                          {"location_id"},
                          {"price_table_id", false, false, true},
                          {"repayment", false, false, true, "bank"},
                          {"from_county", false, false, true},
                          {"from_locality", false, false, true}};
    traits.options = {CourierOption::open_on_delivery, CourierOption::saturday,
                      CourierOption::morning, CourierOption::return_documents, CourierOption::swap};
    traits.labels = {LabelFormat::a6, LabelFormat::a4};
    traits.lockers = traits.prices = traits.finds = traits.pickups = true;
    traits.tracks = traits.remittances = traits.localities = true;
    return {traits, [](const shipping::CourierAccount& account) {
                return std::make_unique<Cargus>(account);
            }};
}

} // namespace taraba::couriers
