#include "sandbox/pay_desk.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "http/client.hpp"

namespace taraba::sandbox {

namespace {

std::string page_head(const std::string& title) {
    return "<!doctype html><html lang=\"ro\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\"><title>" +
           title +
           "</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:8vh "
           "auto;padding:0 1rem;color:#111;background:#fff}h1{font-size:1.3rem}button{font:inherit;"
           "display:block;width:100%;padding:.7rem;margin:.5rem 0;border:1px solid #555;"
           "border-radius:6px;background:#fff;color:#111}button.main{background:#0b5c2d;color:#fff;"
           "border-color:#0b5c2d}p.note{color:#555}</style><body><h1>" +
           title + "</h1>";
}

std::string form_with(const std::string& action, const std::string& buttons) {
    return "<form method=\"post\" action=\"" + escape_html(action) + "\">" + buttons + "</form>";
}

/// The demo's hosted page: what a card page asks, without a card.
std::string hosted_page(const PlayedCharge& charge) {
    return page_head("Pagina de plată (demonstrație)") + "<p>" + escape_html(charge.description) +
           "</p><p><strong>" + escape_html(charge.amount + " " + charge.currency) + "</strong> · " +
           escape_html(charge.processor) + "</p>" +
           form_with("/sandbox/pay/" + charge.id,
                     "<button class=\"main\" name=\"choice\" value=\"pay\">Plătește</button>"
                     "<button name=\"choice\" value=\"secure\">Plătește cu 3-D Secure</button>"
                     "<button name=\"choice\" value=\"refuse\">Refuză plata</button>"
                     "<button name=\"choice\" value=\"close\">Închide fereastra</button>") +
           "<p class=\"note\">Aici joacă sandboxul; niciun card nu e atins.</p></body></html>";
}

std::string secure_page(const PlayedCharge& charge) {
    return page_head("Confirmarea băncii (3-D Secure)") +
           "<p>Banca vă cere să confirmați plata de " +
           escape_html(charge.amount + " " + charge.currency) + ".</p>" +
           form_with("/sandbox/pay/" + charge.id,
                     "<button class=\"main\" name=\"choice\" value=\"pay\">Confirmă</button>"
                     "<button name=\"choice\" value=\"refuse\">Renunță</button>") +
           "</body></html>";
}

std::int64_t bani(const std::string& decimal) {
    const auto value = parse_decimal(decimal, 2);
    return value ? *value : 0;
}

std::string decimal(std::int64_t minor) { return to_decimal(Money{minor, ron}); }

} // namespace

std::string callback_from(const std::string& return_url, const std::string& processor) {
    const auto host = return_url.find("://");
    const auto path = host == return_url.npos ? host : return_url.find('/', host + 3);
    if (path == return_url.npos) return "";
    std::string slug = "demo";
    if (const auto shop = return_url.find("/s/", path); shop != return_url.npos)
        slug = return_url.substr(shop + 3, return_url.find('/', shop + 3) - shop - 3);
    return return_url.substr(0, path) + "/callbacks/" + slug + "/" + processor;
}

PayDesk::PayDesk(Faults& faults) : faults_(faults) {
    played_["payu"] = play_payu(*this);
    played_["euplatesc"] = play_euplatesc(*this);
    played_["romcard"] = play_romcard(*this);
    played_["netopia"] = play_netopia(*this);
    played_["netopia_v1"] = play_netopia_v1(*this);
    played_["paypal"] = play_paypal(*this);
}

PayDesk::~PayDesk() = default;

std::map<std::string, std::string> PayDesk::credentials(const std::string& processor) {
    const auto found = played_.find(processor);
    return found == played_.end() ? std::map<std::string, std::string>{}
                                  : found->second->credentials();
}

PlayedCharge PayDesk::open(PlayedCharge charge) {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, each] : charges_)
        if (each.processor == charge.processor && each.reference == charge.reference) return each;
    charge.id = std::to_string(++last_number_);
    return charges_[charge.id] = charge;
}

std::optional<PlayedCharge> PayDesk::find(const std::string& processor, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = charges_.find(id);
    if (found == charges_.end() || (!processor.empty() && found->second.processor != processor))
        return std::nullopt;
    return found->second;
}

std::optional<PlayedCharge> PayDesk::find_reference(const std::string& processor,
                                                    const std::string& reference) {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, each] : charges_)
        if ((processor.empty() || each.processor == processor) && each.reference == reference)
            return each;
    return std::nullopt;
}

void PayDesk::keep(const PlayedCharge& charge) {
    const std::lock_guard lock(mutex_);
    charges_[charge.id] = charge;
}

bool PayDesk::give_back(PlayedCharge& charge, const std::string& amount) {
    const auto left = bani(charge.amount) - bani(charge.refunded);
    if (charge.state != "captured" && charge.state != "refunded") return false;
    if (bani(amount) <= 0 || bani(amount) > left) return false;
    charge.refunded = decimal(bani(charge.refunded) + bani(amount));
    charge.state = "refunded";
    keep(charge);
    return true;
}

std::string PayDesk::page_of(const http::Request& request, const PlayedCharge& charge) {
    return origin_of(request) + "/sandbox/pay/" + charge.id;
}

std::vector<LateCalls::Due> PayDesk::callbacks(const PlayedCharge& charge, const PlayedEvent& event,
                                               bool& early) {
    auto& played = *played_.at(charge.processor);
    // Of this charge alone, or of the next one whatsoever.
    auto next = faults_.take(charge.processor + ".callback/" + charge.reference);
    if (next.fault == Fault::none) next = faults_.take(charge.processor + ".callback");
    std::vector<LateCalls::Due> due;
    const auto add = [&](const PlayedEvent& told, Millis after) {
        if (auto callback = played.callback(charge, told); callback && !callback->url.empty())
            due.push_back({system_now() + after, *callback});
    };
    early = next.fault == Fault::early;
    PlayedEvent told = event;
    switch (next.fault) {
    case Fault::lost: return due;
    case Fault::forged: told.forged = true; break;
    case Fault::wrong_amount: told.amount = decimal(bani(event.amount) - 100); break;
    default: break;
    }
    add(told, next.fault == Fault::slow_after || next.fault == Fault::slow_before ? next.wait
                                                                                  : Millis(0));
    if (next.fault == Fault::twice) add(told, Millis(50));
    if (next.fault == Fault::disorder) add({"refused", event.amount}, Millis(50));
    return due;
}

void PayDesk::tell(const PlayedCharge& charge, const PlayedEvent& event) {
    bool early = false;
    const auto due = callbacks(charge, event, early);
    if (early) {
        for (const auto& each : due)
            send(each.callback);
        return;
    }
    late_.add(due);
}

http::Response PayDesk::show(const http::Request& request) {
    const auto charge = find("", request.path_values.find("id")->second);
    if (charge) return played_page(hosted_page(*charge));
    auto response = played_page(page_head("Plata nu există") + "</body></html>");
    response.status = 404;
    return response;
}

http::Response PayDesk::choose(const http::Request& request) {
    auto charge = find("", request.path_values.find("id")->second);
    if (!charge) return show(request);
    const std::string choice = field(parse_form(request.body), "choice");
    if (choice == "secure") return played_page(secure_page(*charge));
    if (choice == "close")
        return played_page(page_head("Fereastra a fost închisă") +
                           "<p>Cumpărătorul a plecat fără să plătească.</p></body></html>");
    auto& played = *played_.at(charge->processor);
    if (charge->state == "open" || charge->state == "refused") {
        charge->state = choice == "pay" ? played.paid_state() : "refused";
        keep(*charge);
    }
    const PlayedEvent event{charge->state, charge->amount};
    tell(*charge, event);
    if (const auto page = played.leading_page(*charge, event)) return played_page(*page);
    http::Response response;
    response.status = 303;
    response.headers.emplace_back("Location", charge->return_url);
    return response;
}

/// For tests: something happens to a charge, its callback is sent now, and our answer comes back.
http::Response PayDesk::act(const http::Request& request) {
    auto charge = find_reference("", request.path_values.find("reference")->second);
    if (!charge) return played_json({{"error", "no such charge"}}, 404);
    const std::string event = request.path_values.find("event")->second;
    PlayedEvent told{event, request.query_value("amount").value_or(charge->amount)};
    if (event == "pay") told.what = played_.at(charge->processor)->paid_state();
    if (told.what == "refunded" && !give_back(*charge, told.amount))
        return played_json({{"error", "nothing to give back"}}, 409);
    const bool lasting = told.what == "authorised" || told.what == "captured" ||
                         told.what == "refused" || told.what == "voided" || told.what == "approved";
    if (lasting) {
        charge->state = told.what;
        keep(*charge);
    }
    bool early = false;
    json::array answers;
    for (const auto& each : callbacks(*charge, told, early))
        answers.emplace_back(send(each.callback));
    return played_json({{"what", told.what}, {"answers", std::move(answers)}});
}

http::Response PayDesk::all() {
    std::vector<PlayedCharge> charges;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, each] : charges_)
            charges.push_back(each);
    }
    http::Response response;
    response.body = to_json(charges);
    return response;
}

void PayDesk::add_routes(http::Router& router) {
    for (auto& [name, each] : played_)
        each->add_routes(router);
    add(router, http::Method::get, "/sandbox/pay/{id}", "page",
        [this](const http::Request& request) { return show(request); });
    add(router, http::Method::post, "/sandbox/pay/{id}", "page",
        [this](const http::Request& request) { return choose(request); });
    add(router, http::Method::post, "/sandbox/charges/{reference}/{event}", "act",
        [this](const http::Request& request) { return act(request); });
    add(router, http::Method::get, "/sandbox/charges", "all",
        [this](const http::Request&) { return all(); });
    // For a shop that has an account of its own and points it here.
    add(router, http::Method::get, "/sandbox/credentials/{processor}", "credentials",
        [this](const http::Request& request) {
            json::object values;
            for (const auto& [name, value] :
                 credentials(request.path_values.find("processor")->second))
                values[name] = value;
            return played_json(std::move(values));
        });
    add(router, http::Method::get, "/bnr/nbrfxrates10days.xml", "bnr", [](const http::Request&) {
        const Date today = Zone::named("Europe/Bucharest")->day_of(system_now());
        http::Response response;
        response.content_type = "application/xml";
        response.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><DataSet "
                        "xmlns=\"http://www.bnr.ro/xsd\"><Header><Publisher>National Bank of "
                        "Romania</Publisher></Header><Body><Subject>Reference "
                        "rates</Subject><OrigCurrency>RON</OrigCurrency>";
        for (const Date day : {today, today + std::chrono::days(-1)})
            response.body += "<Cube date=\"" + to_text(day) +
                             "\"><Rate currency=\"EUR\">5.0905</Rate><Rate "
                             "currency=\"GBP\">5.7894</Rate><Rate currency=\"HUF\" "
                             "multiplier=\"100\">1.3312</Rate><Rate "
                             "currency=\"USD\">4.4012</Rate></Cube>";
        response.body += "</Body></DataSet>";
        return response;
    });
}

} // namespace taraba::sandbox
