#include "sandbox/courier_book.hpp"

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "shop/documents/paper.hpp"
#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::sandbox {

using shipping::ShipmentStage;

namespace {

constexpr ShipmentStage way[]{ShipmentStage::registered, ShipmentStage::picked_up,
                              ShipmentStage::in_transit, ShipmentStage::out_for_delivery,
                              ShipmentStage::delivered};

std::string key_of(const std::string& courier, const std::string& number) {
    return courier + "/" + number;
}

} // namespace

PlayedAwb CourierBook::open(PlayedAwb awb) {
    const std::lock_guard lock(mutex_);
    awb.made = system_now();
    last_number_ = std::max(last_number_ + 1, unix_ms(awb.made));
    awb.number = std::to_string(last_number_);
    return awbs_[key_of(awb.courier, awb.number)] = awb;
}

std::optional<PlayedAwb> CourierBook::find(const std::string& courier, const std::string& number) {
    const std::lock_guard lock(mutex_);
    const auto found = awbs_.find(key_of(courier, number));
    return found == awbs_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PlayedAwb> CourierBook::find_reference(const std::string& courier,
                                                     const std::string& reference) {
    for (auto& awb : all(courier))
        if (awb.reference == reference && !awb.cancelled) return std::move(awb);
    return std::nullopt;
}

std::vector<PlayedAwb> CourierBook::all(const std::string& courier) {
    std::vector<PlayedAwb> rows;
    const std::lock_guard lock(mutex_);
    for (const auto& [key, awb] : awbs_)
        if (awb.courier == courier) rows.push_back(awb);
    return rows;
}

bool CourierBook::cancel(const std::string& courier, const std::string& number) {
    const auto awb = find(courier, number);
    if (!awb || events(*awb).size() > 1) return false;
    const std::lock_guard lock(mutex_);
    awbs_[key_of(courier, number)].cancelled = true;
    return true;
}

std::vector<PlayedScan> CourierBook::events(const PlayedAwb& awb) {
    std::vector<PlayedScan> scans;
    if (awb.cancelled)
        return {{ShipmentStage::registered, awb.made}, {ShipmentStage::cancelled, awb.made}};
    if (awb.stages.empty()) {
        for (std::size_t i = 0; i < std::size(way); ++i) {
            const Instant at = awb.made + std::chrono::minutes(i);
            if (at <= system_now()) scans.push_back({way[i], at});
        }
        return scans;
    }
    scans.push_back({ShipmentStage::registered, awb.made});
    for (const auto stage : awb.stages)
        scans.push_back({stage, awb.made + std::chrono::seconds(scans.size())});
    return scans;
}

std::vector<PlayedAwb> CourierBook::paid_out(const std::string& courier) {
    std::vector<PlayedAwb> rows;
    for (const auto& awb : all(courier))
        if (awb.cash != "0.00" && events(awb).back().stage == ShipmentStage::delivered)
            rows.push_back(awb);
    return rows;
}

http::Response CourierBook::advance(const http::Request& request) {
    const auto body = parse_json(request.body);
    const auto* stages = body ? at(*body, "stages") : nullptr;
    const std::string courier = request.path_values.find("courier")->second;
    const std::lock_guard lock(mutex_);
    const auto found = awbs_.find(key_of(courier, body ? text_at(*body, "awb") : ""));
    if (found == awbs_.end() || !stages || !stages->is_array())
        return played_json({{"error", "awb and stages are required"}}, 404);
    for (const auto& each : stages->as_array())
        if (const auto stage = choice_from<ShipmentStage>(as_text(each)))
            found->second.stages.push_back(*stage);
    return played_json({{"status", "success"}});
}

void CourierBook::add_routes(http::Router& router) {
    add_played(router, faults_, http::Method::post, "/sandbox/couriers/{courier}/advance", "",
               [this](const http::Request& request) { return advance(request); });
    add_played(router, faults_, http::Method::get, "/sandbox/couriers/{courier}/awbs", "",
               [this](const http::Request& request) {
                   http::Response response;
                   response.body = to_json(all(request.path_values.find("courier")->second));
                   return response;
               });
    play_sameday(router, *this);
    play_cargus(router, *this);
    play_dpd(router, *this);
    play_gls(router, *this);
}

std::string played_label(const std::string& courier, const std::string& number, bool a4) {
    using documents::Paper;
    Paper paper(a4 ? Paper::a4_width : Paper::a6_width, a4 ? Paper::a4_height : Paper::a6_height,
                "AWB " + number);
    paper.text(20, 20, 257, courier + " (sandbox)", {12, true});
    paper.bar_code(20, 44, 257, 60, number);
    return paper.finish();
}

std::int64_t played_tariff(std::int64_t kilograms) {
    return 1'450 + std::max<std::int64_t>(0, kilograms - 1) * 110;
}

std::vector<shipping::PickupPoint> played_points(const std::string& courier) {
    std::vector<shipping::PickupPoint> points;
    for (const auto& county : places::counties()) {
        for (const auto& place : places::search("", county.code, 3)) {
            const auto centre = places::position_of(place.siruta);
            if (!centre) continue;
            const auto number = std::to_string(100'001 + points.size());
            points.push_back({number, courier + " " + place.name, place.siruta, county.name,
                              place.name, "Str. Gării 1", place.postal_code,
                              centre->latitude_e6 + 4'000, centre->longitude_e6 - 4'000});
        }
    }
    return points;
}

} // namespace taraba::sandbox
