#include "couriers/sameday.hpp"

#include "base/crypto.hpp"
#include "couriers/call.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace taraba::couriers {

namespace {

using shipping::CourierOption;
using shipping::LabelFormat;
using shipping::Parcel;
using shipping::TrackingEvent;
using shipping::Waybill;
using shipping::WaybillRef;

const std::string sameday_title = "Sameday";

std::string number_text(double value) { return fmt::format("{}", value); }

class Sameday : public shipping::Courier {
public:
    explicit Sameday(shipping::CourierAccount account)
        : account_(std::move(account)),
          address_(account_.address("base", "https://sameday-api.demo.zitec.com",
                                    "https://api.sameday.ro")) {}

    Result<void> check() override {
        MUST(token(true));
        return {};
    }
    Result<Waybill> create(const Parcel& parcel) override;
    Result<std::string> label(const WaybillRef& waybill, LabelFormat format) override;
    Result<void> cancel(const WaybillRef& waybill) override;
    Result<std::vector<TrackingEvent>> track(const WaybillRef& waybill) override;
    Result<shipping::CourierPrice> price(const Parcel& parcel) override;
    Result<std::vector<shipping::PickupPoint>> pickup_points() override;
    Result<std::vector<shipping::CourierLocality>> localities() override;

private:
    Result<std::string> token(bool fresh);
    Result<http::IncomingResponse> ask(const std::string& method, const std::string& path,
                                       const std::string& body = {});
    /// All pages of a list.
    Result<json::array> all_rows(const std::string& path);
    Fields form_of(const Parcel& parcel) const;

    shipping::CourierAccount account_;
    std::string address_;
};

Result<std::string> Sameday::token(bool fresh) {
    const std::string key = account_key(account_, address_);
    if (const auto known = tokens().find(key); known && !fresh) return *known;
    const auto response =
        http::fetch({"POST",
                     address_ + "/api/authenticate",
                     {"X-Auth-Username: " + account_.credential("username"),
                      "X-Auth-Password: " + account_.credential("password"), form_header},
                     "remember_me=1"});
    if (!response || response->status >= 500)
        return refuse(RefusalKind::unavailable, "courier_down", "Sameday's sign-in does not work.");
    const auto answer = parse_json(response->body);
    const std::string value = answer ? text_at(*answer, "token") : "";
    if (value.empty()) return refused(sameday_title, "sign-in failed");
    return tokens().keep(key, value);
}

Result<http::IncomingResponse> Sameday::ask(const std::string& method, const std::string& path,
                                            const std::string& body) {
    for (const bool fresh : {false, true}) {
        TRY(bearer, token(fresh));
        std::vector<std::string> headers{"X-Auth-TOKEN: " + bearer, "Accept: application/json"};
        if (!body.empty()) headers.push_back(form_header);
        TRY(response, call(sameday_title, account_, {method, address_ + path, headers, body}));
        if (response.status != 401) return response;
    }
    return refused(sameday_title, "the sign-in is not accepted");
}

Result<json::array> Sameday::all_rows(const std::string& path) {
    constexpr int pages_max = 200;
    json::array all;
    for (int page = 1; page <= pages_max; ++page) {
        const std::string mark = path.find('?') == path.npos ? "?" : "&";
        TRY(response,
            ask("GET", path + mark + "page=" + std::to_string(page) + "&countPerPage=500"));
        TRY(answer, json_of(sameday_title, response));
        const auto* data = at(answer, "data");
        const auto* rows = data ? data->if_array() : nullptr;
        if (!rows) return unclear(sameday_title, "the list has no data");
        all.insert(all.end(), rows->begin(), rows->end());
        const auto pages = parse_id(text_at(answer, "pages"));
        if (rows->empty() || page >= pages.value_or(1)) break;
    }
    return all;
}

/// What is refused by fields comes as a tree: `errors.children.<field>.errors[]`.
Failure refusal_of(const http::IncomingResponse& response) {
    const auto answer = parse_json(response.body);
    if (!answer) return unclear(sameday_title, said("no JSON but {}", response.content_type));
    const auto* errors = at(*answer, "errors");
    std::string words = errors ? words_of(*errors) : "";
    if (words.empty()) words = text_at(*answer, "message");
    if (words.empty()) words = text_at(*answer, "error", "message");
    return refused(sameday_title,
                   words.empty() ? said("status {}", response.status) : as_said(words));
}

Fields Sameday::form_of(const Parcel& parcel) const {
    const auto pieces = pieces_of(parcel);
    const bool locker = !parcel.pickup_point.empty();
    Fields form{{"pickupPoint", account_.credential("pickup_point")},
                {"contactPerson", account_.credential("contact_person")},
                {"packageType", "0"},
                {"packageNumber", std::to_string(pieces.size())},
                {"packageWeight", number_text(decimal_kilograms(parcel.weight_g))},
                {"service", account_.credential(locker ? "locker_service" : "service")},
                {"awbPayment", "1"},
                {"cashOnDelivery", to_decimal(parcel.cash)},
                {"insuredValue", to_decimal(parcel.declared_value)},
                {"thirdPartyPickup", parcel.collect_from ? "1" : "0"},
                {"awbRecipient[name]", parcel.contact},
                {"awbRecipient[phoneNumber]", parcel.phone},
                {"awbRecipient[email]", parcel.email},
                {"awbRecipient[personType]", parcel.tax_id.empty() ? "0" : "1"},
                {"awbRecipient[countyString]", parcel.county},
                {"awbRecipient[cityString]", parcel.locality},
                {"awbRecipient[address]", parcel.street},
                {"awbRecipient[postalCode]", parcel.postal_code}};
    if (const auto& from = parcel.collect_from)
        for (const auto& [field, value] :
             {std::pair("name", from->contact), std::pair("phoneNumber", from->phone),
              std::pair("personType", std::string(from->name == from->contact ? "0" : "1")),
              std::pair("companyName", from->name == from->contact ? "" : from->name),
              std::pair("countyString", from->county), std::pair("cityString", from->locality),
              std::pair("address", from->street), std::pair("postalCode", from->postal_code)})
            form.emplace_back("thirdParty[" + std::string(field) + "]", value);
    if (parcel.cash.minor > 0) form.emplace_back("cashOnDeliveryReturns", "1");
    if (!parcel.tax_id.empty()) {
        form.emplace_back("awbRecipient[companyName]", parcel.recipient);
        form.emplace_back("awbRecipient[companyCui]", parcel.tax_id);
    }
    if (!parcel.locality_code.empty()) {
        form.emplace_back("awbRecipient[city]", parcel.locality_code);
    }
    int tax = 0;
    const auto add_tax = [&](CourierOption option, const char* code) {
        if (wants(parcel, option))
            form.emplace_back("serviceTaxes[" + std::to_string(tax++) + "]", code);
    };
    add_tax(CourierOption::open_on_delivery, "OPCG");
    add_tax(CourierOption::return_documents, "RDOC");
    add_tax(CourierOption::swap, "SWAP");
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string name = "parcels[" + std::to_string(i) + "]";
        form.emplace_back(name + "[weight]", number_text(decimal_kilograms(pieces[i].weight_g)));
        form.emplace_back(name + "[length]", std::to_string(centimetres(pieces[i].length_mm)));
        form.emplace_back(name + "[width]", std::to_string(centimetres(pieces[i].width_mm)));
        form.emplace_back(name + "[height]", std::to_string(centimetres(pieces[i].height_mm)));
    }
    if (locker) form.emplace_back("lockerLastMile", parcel.pickup_point);
    form.emplace_back("clientInternalReference", parcel.reference);
    form.emplace_back("observation", parcel.note.empty() ? parcel.content : parcel.note);
    return form;
}

Result<Waybill> Sameday::create(const Parcel& parcel) {
    TRY(response, ask("POST", "/api/awb", to_form(form_of(parcel))));
    if (response.status >= 400) return refusal_of(response);
    TRY(answer, json_of(sameday_title, response));
    const std::string number = text_at(answer, "awbNumber");
    if (number.empty()) return unclear(sameday_title, "no awbNumber");
    return Waybill{number, lei(text_at(answer, "awbCost")), to_json(answer)};
}

Result<std::string> Sameday::label(const WaybillRef& waybill, LabelFormat format) {
    TRY(response, ask("GET", "/api/awb/download/" + percent_encoded(waybill.awb_number) + "/" +
                                 (format == LabelFormat::a4 ? "A4" : "A6")));
    if (response.body.starts_with("%PDF-")) return response.body;
    return refusal_of(response);
}

Result<void> Sameday::cancel(const WaybillRef& waybill) {
    TRY(response, ask("DELETE", "/api/awb/" + percent_encoded(waybill.awb_number)));
    if (response.status < 300) return {};
    return refusal_of(response);
}

Result<std::vector<TrackingEvent>> Sameday::track(const WaybillRef& waybill) {
    TRY(response, ask("GET", "/api/client/awb/" + percent_encoded(waybill.awb_number) + "/status"));
    if (response.status >= 400) return refusal_of(response);
    TRY(answer, json_of(sameday_title, response));
    const auto* history = at(answer, "expeditionHistory");
    if (!history || !history->is_array()) return unclear(sameday_title, "no expeditionHistory");
    std::vector<TrackingEvent> events;
    for (const auto& row : history->as_array()) {
        TrackingEvent event;
        event.code = text_at(row, "statusId");
        event.text = text_at(row, "statusLabel");
        if (const auto reason = text_at(row, "reason"); !reason.empty())
            event.text += " (" + reason + ")";
        event.place = text_at(row, "transitLocation");
        if (event.place.empty()) event.place = text_at(row, "county");
        event.stage = stage_of_words(text_at(row, "status") + " " + text_at(row, "statusState") +
                                     " " + event.text);
        const std::string when = text_at(row, "statusDate");
        const auto exact = instant_from(when);
        event.at = exact ? *exact : romanian_time(when);
        events.push_back(std::move(event));
    }
    // The newest first or the oldest first, as the account has it: we keep them as they happened.
    std::ranges::stable_sort(events, {}, &TrackingEvent::at);
    return events;
}

Result<shipping::CourierPrice> Sameday::price(const Parcel& parcel) {
    TRY(response, ask("POST", "/api/awb/estimate-cost", to_form(form_of(parcel))));
    if (response.status >= 400) return refusal_of(response);
    TRY(answer, json_of(sameday_title, response));
    if (text_at(answer, "amount").empty()) return unclear(sameday_title, "no amount");
    const Money net = lei(text_at(answer, "amount"));
    return shipping::CourierPrice{net, {0, ron}, net};
}

Result<std::vector<shipping::PickupPoint>> Sameday::pickup_points() {
    TRY(rows, all_rows("/api/client/lockers"));
    std::vector<shipping::PickupPoint> points;
    for (const auto& row : rows) {
        shipping::PickupPoint point;
        point.code = text_at(row, "lockerId");
        point.name = text_at(row, "name");
        point.street = text_at(row, "address");
        point.postal_code = text_at(row, "postalCode");
        place(point, text_at(row, "county"), text_at(row, "city"));
        point.latitude_e6 = millionths(row, "lat");
        point.longitude_e6 = millionths(row, "lng");
        points.push_back(std::move(point));
    }
    return points;
}

Result<std::vector<shipping::CourierLocality>> Sameday::localities() {
    TRY(rows, all_rows("/api/geolocation/city"));
    std::vector<shipping::CourierLocality> all;
    for (const auto& row : rows)
        all.push_back({text_at(row, "id"), text_at(row, "name"), text_at(row, "county", "name"),
                       text_at(row, "postalCode"),
                       static_cast<std::int64_t>(lei(text_at(row, "extraKM")).minor / 100)});
    return all;
}

} // namespace

shipping::RegisteredCourier sameday() {
    shipping::CourierTraits traits;
    traits.name = "sameday";
    traits.title = sameday_title;
    traits.credentials = {{"username"},
                          {"password", true},
                          {"pickup_point"},
                          {"contact_person", false, false, true},
                          {"service", false, false, true, "7"},
                          {"locker_service", false, false, true, "15"}};
    traits.options = {CourierOption::open_on_delivery, CourierOption::return_documents,
                      CourierOption::swap};
    traits.labels = {LabelFormat::a6, LabelFormat::a4};
    traits.lockers = traits.prices = traits.tracks = traits.localities = true;
    return {traits, [](const shipping::CourierAccount& account) {
                return std::make_unique<Sameday>(account);
            }};
}

} // namespace taraba::couriers
