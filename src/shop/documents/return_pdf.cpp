#include "shop/documents/return_papers.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::documents {

namespace {

using returns::ReturnReason;
using returns::ReturnState;
using returns::ReturnWish;

std::string words_of(const Sheet& sheet, ReturnReason reason) {
    switch (reason) {
    case ReturnReason::withdrawal:
        return sheet.say("S-a răzgândit (OUG 34/2014, art. 9)",
                         "Changed their mind (OUG 34/2014, art. 9)");
    case ReturnReason::wrong_item:
        return sheet.say("Alt produs decât cel comandat", "Not what was ordered");
    case ReturnReason::damaged: return sheet.say("Lovit la transport", "Damaged in transport");
    case ReturnReason::defect: break;
    }
    return sheet.say("Defect", "Faulty");
}

std::string words_of(const Sheet& sheet, ReturnWish wish) {
    switch (wish) {
    case ReturnWish::money: return sheet.say("banii înapoi", "money back");
    case ReturnWish::replacement: return sheet.say("alt produs la fel", "another one of the same");
    case ReturnWish::repair: break;
    }
    return sheet.say("repararea", "its repair");
}

void write_lines(Sheet& sheet, const std::vector<orders::OrderLine>& sold,
                 const std::vector<returns::ReturnLine>& lines, bool here) {
    sheet.table({{"SKU", 0, 90},
                 {sheet.say("Produs", "Product"), 94, 200},
                 {sheet.say("Trimise", "Sent"), 298, 56, Align::right},
                 {sheet.say("Primite", "Received"), 358, 56, Align::right},
                 {sheet.say("Starea", "State"), 420, Sheet::width - 420}});
    for (const auto& line : lines) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (bought == sold.end()) continue;
        sheet.row({bought->sku, bought->name, to_decimal(line.quantity),
                   here ? to_decimal(line.received) : "______", here ? line.condition : ""});
    }
}

} // namespace

std::string return_pdf(const shop::Scope& scope, const orders::Order& order,
                       const std::vector<orders::OrderLine>& sold, const returns::Return& rma,
                       const std::vector<returns::ReturnLine>& lines, std::int64_t photos) {
    const bool english = order.language == "en";
    const bool here = rma.state != ReturnState::requested && rma.state != ReturnState::approved &&
                      rma.state != ReturnState::refused && rma.state != ReturnState::cancelled;
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    const auto zone = scope.shop->time_zone();
    Sheet sheet(scope, order.language,
                (english ? "Return " : "Retur ") + std::string("RMA ") + std::to_string(rma.number),
                (english ? "Order " : "Comanda ") + std::to_string(order.number),
                codes_of(scope, order.id, "R" + std::to_string(rma.number)));
    sheet.fact(sheet.say("Către", "To"),
               seller.name + "\n" + seller.address.street + ", " + seller.address.locality +
                   (county ? ", " + county->name : "") + "\n" + seller.phone + ", " + seller.email);
    sheet.fact(sheet.say("De la", "From"),
               order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(sheet.say("Cerut la", "Asked on"),
               to_people(zone.day_of(rma.opened_at()), order.language));
    sheet.fact(sheet.say("Motiv", "Reason"),
               rma.cause.empty() ? words_of(sheet, rma.reason) : rma.cause);
    sheet.fact(sheet.say("Se dorește", "Wished"), words_of(sheet, rma.wish));
    if (!here && rma.send_until)
        sheet.fact(sheet.say("De trimis până la", "To be sent by"),
                   to_people(*rma.send_until, order.language));
    sheet.fact(sheet.say("Banii înapoi până la", "Money back by"),
               to_people(rma.refund_until, order.language));
    if (rma.amount.minor > 0)
        sheet.fact(sheet.say("Suma", "Amount"), to_people(rma.amount, order.language));
    if (photos > 0)
        sheet.fact(sheet.say("Fotografii", "Photos"),
                   std::to_string(photos) +
                       sheet.say(", păstrate la retur", ", kept with the return"));
    sheet.space(6);
    write_lines(sheet, sold, lines, here);
    if (!rma.note.text.empty()) {
        sheet.heading(sheet.say("Ce spune clientul", "What the customer says"));
        sheet.text(rma.note.text, 10);
    }
    if (!rma.answer.empty()) {
        sheet.heading(sheet.say("Răspunsul nostru", "Our answer"));
        sheet.text(rma.answer, 10);
    }
    if (!here)
        sheet.text(sheet.say("Puneți această foaie în colet: după codul de bare știm ce este.",
                             "Put this sheet into the parcel: its bar code tells us what it is."),
                   10);
    sheet.signatures({sheet.say("Am predat (client)", "Handed over (customer)"),
                      sheet.say("Am primit (magazin)", "Received (shop)")});
    return sheet.finish();
}

} // namespace taraba::documents
