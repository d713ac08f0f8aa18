#include "couriers/call.hpp"

#include "base/crypto.hpp"
#include "base/decimal.hpp"
#include "base/time.hpp"
#include "shop/places/places.hpp"

#include <charconv>
#include <cmath>

namespace taraba::couriers {

using shipping::ShipmentStage;

Failure refused(const std::string& title, const Sentence& words) {
    return refuse(RefusalKind::conflict, "courier_refused", said("{}: {}", title, words));
}

Failure unclear(const std::string& title, const Sentence& why) {
    return http::unclear("courier", title, why);
}

Result<http::IncomingResponse> call(const std::string& title,
                                    const shipping::CourierAccount& account,
                                    http::OutgoingRequest request) {
    request.timeout = Millis(account.timeout_ms);
    return http::fetch_from("courier", title, request);
}

Result<json::value> json_of(const std::string& title, const http::IncomingResponse& response) {
    auto answer = parse_json(response.body);
    if (!answer) return unclear(title, said("no JSON but {}", response.content_type));
    return *answer;
}

std::optional<std::string> Tokens::find(const std::string& account) {
    const std::lock_guard lock(mutex_);
    const auto known = by_account_.find(account);
    return known == by_account_.end() ? std::nullopt : std::optional(known->second);
}

std::string Tokens::keep(const std::string& account, const std::string& token) {
    const std::lock_guard lock(mutex_);
    return by_account_[account] = token;
}

Tokens& tokens() {
    static Tokens all;
    return all;
}

std::string account_key(const shipping::CourierAccount& account, const std::string& address) {
    return address + "\n" + account.credential("username") + "\n" +
           hex(sha256(account.credential("password")));
}

Money lei(const std::string& text) {
    std::string plain = text;
    if (plain.find('.') == plain.npos && plain.find(',') != plain.npos)
        plain[plain.find(',')] = '.';
    const auto value = parse_decimal(plain, 2);
    if (value) return {*value, ron};
    const auto fine = parse_decimal(plain, 6);
    return {fine ? divide_half_up(*fine, 10'000) : 0, ron};
}

std::string words_of(const json::value& errors) {
    const auto joined = [](const std::string& all, const std::string& more) {
        return all.empty() || more.empty() ? all + more : all + "; " + more;
    };
    std::string all;
    if (const auto* object = errors.if_object()) {
        for (const auto& [field, inner] : *object) {
            const std::string words = words_of(inner);
            if (words.empty()) continue;
            // Names that only hold the tree together say nothing to a person.
            const bool plain = field == "errors" || field == "children";
            all = joined(all, plain ? words : std::string(field) + ": " + words);
        }
        return all;
    }
    if (const auto* list = errors.if_array()) {
        for (const auto& inner : *list)
            all = joined(all, words_of(inner));
        return all;
    }
    return as_text(errors);
}

std::int64_t millionths(const json::value& row, const char* name) {
    double degrees = 0;
    const std::string text = text_at(row, name);
    std::from_chars(text.data(), text.data() + text.size(), degrees);
    return std::abs(degrees) <= 180 ? std::llround(degrees * 1e6) : 0;
}

std::int64_t kilograms(std::int64_t weight_g) {
    return std::max<std::int64_t>(1, (weight_g + 999) / 1'000);
}

double decimal_kilograms(std::int64_t weight_g) { return static_cast<double>(weight_g) / 1'000; }

std::int64_t centimetres(std::int64_t length_mm) { return (length_mm + 9) / 10; }

double amount_of(Money money) { return static_cast<double>(money.minor) / 100; }

Instant romanian_time(const std::string& text) {
    const auto local = instant_from(text.substr(0, 10) + "T" +
                                    (text.size() >= 19 ? text.substr(11, 8) : "00:00:00") + "Z");
    if (!local) return {};
    const Date day{std::chrono::floor<std::chrono::days>(*local)};
    return Zone::named("Europe/Bucharest")->at(day, *local - Instant(day.day));
}

ShipmentStage stage_of_words(const std::string& words) {
    // The more telling words come first: "returnat la expeditor" is no delivery.
    static const std::pair<const char*, ShipmentStage> known[]{
        {"anulat", ShipmentStage::cancelled},
        {"cancel", ShipmentStage::cancelled},
        {"pierdut", ShipmentStage::lost},
        {"disparut", ShipmentStage::lost},
        {"distrus", ShipmentStage::lost},
        {"lost", ShipmentStage::lost},
        {"returnat la expeditor", ShipmentStage::returned},
        {"returnata", ShipmentStage::returned},
        {"returned to sender", ShipmentStage::returned},
        {"retur livrat", ShipmentStage::returned},
        {"in retur", ShipmentStage::returning},
        {"retur", ShipmentStage::returning},
        {"return", ShipmentStage::returning},
        {"refuz", ShipmentStage::refused},
        {"refus", ShipmentStage::refused},
        {"nelivrat", ShipmentStage::in_transit},
        {"livrare nereusita", ShipmentStage::in_transit},
        {"livrare esuata", ShipmentStage::in_transit},
        {"in curs de livrare", ShipmentStage::out_for_delivery},
        {"in livrare", ShipmentStage::out_for_delivery},
        {"la curier", ShipmentStage::out_for_delivery},
        {"iesit in livrare", ShipmentStage::out_for_delivery},
        {"out for delivery", ShipmentStage::out_for_delivery},
        {"livrat", ShipmentStage::delivered},
        {"delivered", ShipmentStage::delivered},
        {"ridicat", ShipmentStage::picked_up},
        {"preluat", ShipmentStage::picked_up},
        {"picked up", ShipmentStage::picked_up},
        {"inregistrat", ShipmentStage::registered},
        {"emis", ShipmentStage::registered},
        {"asteptare", ShipmentStage::registered}};
    const std::string text = folded(words);
    for (const auto& [word, stage] : known)
        if (text.find(word) != text.npos) return stage;
    return ShipmentStage::in_transit;
}

void place(shipping::PickupPoint& point, const std::string& county, const std::string& locality) {
    point.locality = locality;
    if (const auto* found = places::find_county(county)) point.county = found->code;
    if (const auto at = places::resolve(point.county, locality, "")) point.siruta = (*at)->siruta;
}

} // namespace taraba::couriers
