#include "sandbox/fan_desk.hpp"

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "shop/documents/paper.hpp"
#include "shop/places/places.hpp"

namespace taraba::sandbox {

namespace {

http::Response answer(const json::value& value, int status = 200) {
    http::Response response;
    response.status = status;
    response.body = to_json(value);
    return response;
}

json::value problem(const std::string& message) {
    return {{"status", "fail"}, {"message", message}};
}

struct Step {
    const char *code, *name;
};

constexpr Step steps[]{{"C0", "Expediție ridicată"},
                       {"H4", "Expediție în tranzit spre depozitul de destinație"},
                       {"H1", "Expediție descărcată în depozitul de destinație"},
                       {"S1", "Expediție în livrare"},
                       {"S2", "Livrat"}};

std::string name_of_code(const std::string& code) {
    for (const auto& step : steps)
        if (code == step.code) return step.name;
    return code == "S6" ? "Refuz primire" : code == "S50" ? "Returnat la expeditor" : "Eveniment";
}

std::string text_in(const json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->as_string()) : "";
}

/// The fields whose absence FAN refuses.
json::object fan_errors(const json::object& shipment) {
    json::object errors;
    const auto* info = shipment.if_contains("info");
    const auto* recipient = shipment.if_contains("recipient");
    if (!info || !info->is_object() || !recipient || !recipient->is_object()) {
        errors["shipment"] = "info and recipient are required";
        return errors;
    }
    const auto& details = info->as_object();
    const auto& to = recipient->as_object();
    if (text_in(details, "service").empty()) errors["info.service"] = "The service is required";
    const auto* weight = details.if_contains("weight");
    if (!weight || !weight->is_int64() || weight->as_int64() < 1)
        errors["info.weight"] = "The weight must be a whole number of kilograms";
    if (text_in(to, "name").empty()) errors["recipient.name"] = "The name is required";
    if (text_in(to, "phone").size() < 9) errors["recipient.phone"] = "The phone is not valid";
    const auto* address = to.if_contains("address");
    if (!address || text_in(address->as_object(), "locality").empty())
        errors["recipient.address.locality"] = "The locality is required";
    // A parcel that is fetched elsewhere than at the account's own address.
    if (const auto* from = shipment.if_contains("sender")) {
        if (text_at(*from, "phone").size() < 9) errors["sender.phone"] = "The phone is not valid";
        if (text_at(*from, "address", "locality").empty())
            errors["sender.address.locality"] = "The locality is required";
    }
    return errors;
}

} // namespace

void FanDesk::add(http::Router& router, http::Method method, const std::string& pattern,
                  const std::string& call, Handler handler, bool needs_token) {
    http::Route route;
    route.method = method;
    route.pattern = pattern;
    route.documented = false;
    route.handle = [this, call, handler, needs_token](http::Request& request) {
        const auto token = [&] {
            const std::lock_guard lock(mutex_);
            return token_;
        }();
        if (needs_token && request.header("authorization") != "Bearer " + token)
            return answer(problem("Unauthenticated."), 401);
        return with_faults(call, request, handler);
    };
    router.add(std::move(route));
}

http::Response FanDesk::with_faults(const std::string& call, const http::Request& request,
                                    Handler handler) {
    const auto next = faults_.take(call);
    switch (next.fault) {
    case Fault::none: return (this->*handler)(request);
    case Fault::slow_after: {
        auto response = (this->*handler)(request);
        std::this_thread::sleep_for(next.wait);
        return response;
    }
    case Fault::slow_before:
        std::this_thread::sleep_for(next.wait);
        return answer(problem("try again"), 503);
    case Fault::error: return answer(problem("Server Error"), 500);
    case Fault::error_after: (this->*handler)(request); return answer(problem("Server Error"), 500);
    case Fault::html: {
        http::Response response;
        response.content_type = "text/html";
        response.body = "<html><body>Maintenance</body></html>";
        return response;
    }
    case Fault::refuse:
        return answer(
            {{"response",
              json::array{
                  {{"awbNumber", nullptr},
                   {"success", false},
                   {"errors", {{"recipient.address.locality", "Localitatea nu există"}}}}}}});
    case Fault::token_expired: {
        const std::lock_guard lock(mutex_);
        token_ += "1";
        return answer(problem("Unauthenticated."), 401);
    }
    default: break;
    }
    return answer(problem("unknown fault"), 500);
}

http::Response FanDesk::login(const http::Request& request) {
    const auto body = parse_json(request.body);
    const auto* object = body ? body->if_object() : nullptr;
    if (!object || text_in(*object, "username").empty() || text_in(*object, "password").empty())
        return answer(problem("The credentials are wrong."), 401);
    const std::lock_guard lock(mutex_);
    return answer({{"status", "success"},
                   {"data", {{"token", token_}, {"expiresAt", "2030-01-01 00:00:00"}}}});
}

http::Response FanDesk::create(const http::Request& request) {
    const auto body = parse_json(request.body);
    const auto* object = body ? body->if_object() : nullptr;
    const auto* shipments = object ? object->if_contains("shipments") : nullptr;
    if (!shipments || !shipments->is_array()) return answer(problem("shipments is required"), 422);
    json::array rows;
    const std::lock_guard lock(mutex_);
    for (const auto& each : shipments->as_array()) {
        const auto& shipment = each.as_object();
        if (auto errors = fan_errors(shipment); !errors.empty()) {
            rows.push_back(
                {{"awbNumber", nullptr}, {"success", false}, {"errors", std::move(errors)}});
            continue;
        }
        const Instant now = system_now();
        last_number_ = std::max(last_number_ + 1, unix_ms(now));
        Awb awb;
        awb.number = "2" + std::to_string(last_number_).substr(1);
        awb.cost_center = text_in(shipment.at("info").as_object(), "costCenter");
        awb.shipment = shipment;
        const std::int64_t kg = shipment.at("info").at("weight").as_int64();
        awb.tariff = format_decimal(1'450 + std::max<std::int64_t>(0, kg - 1) * 110, 2);
        awb.made = now;
        rows.push_back({{"awbNumber", static_cast<std::int64_t>(std::stoll(awb.number))},
                        {"tariff", std::stod(awb.tariff)},
                        {"packages", 1},
                        {"routingCode", "0200"},
                        {"office", "București"},
                        {"errors", nullptr}});
        awbs_[awb.number] = std::move(awb);
    }
    return answer({{"response", std::move(rows)}});
}

http::Response FanDesk::label(const http::Request& request) {
    const auto number = request.query_value("awbs[]").value_or("");
    if (request.query_value("zpl") == "1") {
        http::Response zpl;
        zpl.content_type = "text/plain";
        zpl.body = "^XA^FO50,50^BCN,100,Y,N,N^FD" + number + "^FS^XZ";
        return zpl;
    }
    const bool a4 = request.query_value("format").value_or("A4") == "A4";
    // Numbers carry their time, so labels of before a restart can still be printed.
    if (number.size() < 10) return answer(problem("AWB not found"), 404);
    json::object shipment;
    {
        const std::lock_guard lock(mutex_);
        const auto found = awbs_.find(number);
        if (found != awbs_.end()) shipment = found->second.shipment;
    }
    using documents::Paper;
    Paper paper(a4 ? Paper::a4_width : Paper::a6_width, a4 ? Paper::a4_height : Paper::a6_height,
                "AWB " + number);
    paper.text(20, 20, 257, "FAN Courier (sandbox)", {12, true});
    paper.bar_code(20, 44, 257, 60, number);
    double y = 130;
    if (const auto* to = shipment.if_contains("recipient")) {
        const auto& recipient = to->as_object();
        const auto& address = recipient.at("address").as_object();
        y += paper.text(20, y, 257, text_in(recipient, "name"), {12, true}) + 2;
        y += paper.text(20, y, 257, text_in(recipient, "phone"), {11}) + 2;
        y += paper.text(20, y, 257, text_in(address, "street"), {10}) + 2;
        y +=
            paper.text(20, y, 257, text_in(address, "locality") + ", " + text_in(address, "county"),
                       {12, true}) +
            8;
        const auto& info = shipment.at("info").as_object();
        const auto cash = text_in(info, "cod");
        y +=
            paper.text(20, y, 257, "Ramburs: " + (cash.empty() ? "0" : cash) + " lei", {12, true}) +
            4;
        paper.text(20, y, 257, text_in(info, "content"), {8});
    }
    http::Response response;
    response.content_type = "application/pdf";
    response.body = paper.finish();
    return response;
}

http::Response FanDesk::cancel(const http::Request& request) {
    const auto number = request.query_value("awb").value_or("");
    const std::lock_guard lock(mutex_);
    const auto found = awbs_.find(number);
    if (found == awbs_.end()) return answer(problem("AWB not found"), 404);
    found->second.cancelled = true;
    return answer({{"status", "success"}, {"data", nullptr}});
}

http::Response FanDesk::list(const http::Request& request) {
    const auto day = date_from(request.query_value("date").value_or(""));
    if (!day) return answer(problem("date is required"), 422);
    const auto page = parse_id(request.query_value("page").value_or("1")).value_or(1);
    const auto per_page = parse_id(request.query_value("perPage").value_or("100")).value_or(100);
    const Zone zone = *Zone::named("Europe/Bucharest");
    json::array rows;
    std::int64_t total = 0;
    const std::lock_guard lock(mutex_);
    for (const auto& [number, awb] : awbs_) {
        if (awb.cancelled || zone.day_of(awb.made) != *day) continue;
        ++total;
        if (total <= (page - 1) * per_page || total > page * per_page) continue;
        json::object info{
            {"awbNumber", number}, {"costCenter", awb.cost_center}, {"cost", awb.tariff}};
        rows.push_back(json::object{{"info", std::move(info)}});
    }
    return answer({{"status", "success"},
                   {"data", std::move(rows)},
                   {"total", total},
                   {"perPage", per_page},
                   {"currentPage", page}});
}

/// Three lockers in the largest place of every county, one in each of the next.
http::Response FanDesk::points(const http::Request& request) {
    if (request.query_value("type") != "fanbox") return answer(problem("type is required"), 422);
    constexpr const char* spots[]{"Gară", "Piața Centrală", "Parcul Mare"};
    const auto degrees = [](std::int64_t e6) { return format_decimal(e6, 6); };
    json::array rows;
    for (const auto& county : places::counties()) {
        std::int64_t number = 0;
        for (const auto& place : places::search("", county.code, 6)) {
            const auto centre = places::position_of(place.siruta);
            if (!centre) continue;
            for (std::size_t spot = 0; spot < (number < 3 ? std::size(spots) : 1); ++spot) {
                const auto shift = static_cast<std::int64_t>(spot) - 1;
                rows.push_back(json::object{
                    {"id", "FAN" + county.code + std::to_string(++number)},
                    {"name", "FANbox " + place.name + " " + spots[spot]},
                    {"latitude", degrees(centre->latitude_e6 + shift * 6'000)},
                    {"longitude", degrees(centre->longitude_e6 + (shift == 0 ? 7'000 : -7'000))},
                    {"address",
                     {{"county", county.name},
                      {"locality", place.name},
                      {"street", std::string("Str. ") + spots[spot]},
                      {"streetNo", std::to_string(number * 7)},
                      {"zipCode", place.postal_code}}}});
            }
        }
    }
    return answer({{"status", "success"}, {"data", std::move(rows)}});
}

/// The cash of delivered parcels, paid out at once, on the day of the parcel.
http::Response FanDesk::transfers(const http::Request& request) {
    const auto day = date_from(request.query_value("date").value_or(""));
    if (!day) return answer(problem("date is required"), 422);
    json::array rows;
    const std::lock_guard lock(mutex_);
    for (const auto& [number, awb] : awbs_) {
        const auto cash = text_in(awb.shipment.at("info").as_object(), "cod");
        const bool delivered =
            awb.codes.empty() ? awb.made + std::chrono::minutes(std::size(steps)) <= system_now()
                              : awb.codes.back() == "S2";
        if (!delivered || cash.empty()) continue;
        if (Zone::named("Europe/Bucharest")->day_of(awb.made) != *day) continue;
        rows.push_back(json::object{{"awbNumber", number},
                                    {"amount", cash},
                                    {"date", to_text(*day)},
                                    {"transferNumber", "OP" + number.substr(5)}});
    }
    return answer({{"status", "success"}, {"data", std::move(rows)}});
}

http::Response FanDesk::price(const http::Request& request) {
    const auto kg = parse_id(request.query_value("info[weight]").value_or(""));
    if (!kg || request.query_value("recipient[locality]").value_or("").empty())
        return answer(problem("weight and locality are required"), 422);
    const std::int64_t net = 1'450 + std::max<std::int64_t>(0, *kg - 1) * 110;
    const std::int64_t vat = divide_half_up(net * 21, 100);
    return answer({{"status", "success"},
                   {"data",
                    {{"extraKmCost", 0},
                     {"costNoVAT", format_decimal(net, 2)},
                     {"vat", format_decimal(vat, 2)},
                     {"total", format_decimal(net + vat, 2)}}}});
}

http::Response FanDesk::order(const http::Request& request) {
    const auto body = parse_json(request.body);
    const auto* object = body ? body->if_object() : nullptr;
    if (!object || !object->contains("info")) return answer(problem("info is required"), 422);
    return answer({{"status", "success"}, {"data", {{"id", 330001}}}});
}

http::Response FanDesk::localities(const http::Request&) {
    json::array rows;
    for (const auto& county : places::counties())
        for (const auto& place : places::search("", county.code, 50))
            rows.push_back({{"id", place.siruta},
                            {"name", place.name},
                            {"county", county.name},
                            {"agency", "București"},
                            {"exteriorKm", "0"}});
    // As couriers have them: quarters of their own.
    rows.push_back({{"id", 990001},
                    {"name", "Mosnita Noua Nord"},
                    {"county", "Timiș"},
                    {"agency", "Timișoara"},
                    {"exteriorKm", "7"}});
    return answer({{"status", "success"}, {"data", std::move(rows)}});
}

http::Response FanDesk::track(const http::Request& request) {
    const auto number = request.query_value("awb[]").value_or("");
    const Zone zone = *Zone::named("Europe/Bucharest");
    json::array events;
    const std::lock_guard lock(mutex_);
    const auto found = awbs_.find(number);
    const auto raw = parse_id(number.empty() ? "0" : "1" + number.substr(1)).value_or(0);
    const Instant made = found != awbs_.end() ? found->second.made : from_unix_ms(raw);
    const auto add = [&](const std::string& code, Instant at) {
        events.push_back({{"id", code},
                          {"name", name_of_code(code)},
                          {"location", "București"},
                          {"date", zone.local_text(at)}});
    };
    if (found != awbs_.end() && !found->second.codes.empty()) {
        for (const auto& code : found->second.codes)
            add(code, made);
    } else {
        for (std::size_t i = 0; i < std::size(steps); ++i) {
            const Instant at = made + std::chrono::minutes(i + 1);
            if (at <= system_now()) add(steps[i].code, at);
        }
    }
    json::object row{{"awbNumber", number}, {"content", ""}, {"events", std::move(events)}};
    return answer({{"status", "success"}, {"data", json::array{std::move(row)}}});
}

http::Response FanDesk::advance(const http::Request& request) {
    const auto body = parse_json(request.body);
    const auto* object = body ? body->if_object() : nullptr;
    if (!object) return answer(problem("awb and codes are required"), 422);
    const std::lock_guard lock(mutex_);
    const auto found = awbs_.find(text_in(*object, "awb"));
    const auto* codes = object->if_contains("codes");
    if (found == awbs_.end() || !codes || !codes->is_array())
        return answer(problem("AWB not found"), 404);
    for (const auto& code : codes->as_array())
        found->second.codes.emplace_back(code.as_string());
    return answer({{"status", "success"}});
}

http::Response FanDesk::all(const http::Request&) {
    json::array rows;
    const std::lock_guard lock(mutex_);
    for (const auto& [number, awb] : awbs_)
        rows.push_back({{"awb", number},
                        {"reference", awb.cost_center},
                        {"cancelled", awb.cancelled},
                        {"shipment", awb.shipment}});
    return answer(std::move(rows));
}

void FanDesk::add_routes(http::Router& router) {
    using http::Method;
    add(router, Method::post, "/fan/login", "fan.login", &FanDesk::login, false);
    add(router, Method::post, "/fan/intern-awb", "fan.create", &FanDesk::create, true);
    add(router, Method::get, "/fan/awb/label", "fan.label", &FanDesk::label, true);
    add(router, Method::delete_, "/fan/awb", "fan.cancel", &FanDesk::cancel, true);
    add(router, Method::get, "/fan/reports/awb", "fan.list", &FanDesk::list, true);
    add(router, Method::get, "/fan/reports/bank-transfers", "fan.transfers", &FanDesk::transfers,
        true);
    add(router, Method::get, "/fan/reports/pickup-points", "fan.points", &FanDesk::points, true);
    add(router, Method::get, "/fan/reports/awb/tracking", "fan.track", &FanDesk::track, true);
    add(router, Method::get, "/fan/reports/awb/internal-tariff", "fan.price", &FanDesk::price,
        true);
    add(router, Method::post, "/fan/order", "fan.pickup", &FanDesk::order, true);
    add(router, Method::get, "/fan/reports/localities", "fan.localities", &FanDesk::localities,
        true);
    add(router, Method::post, "/sandbox/fan/advance", "", &FanDesk::advance, false);
    add(router, Method::get, "/sandbox/fan/awbs", "", &FanDesk::all, false);
}

} // namespace taraba::sandbox
