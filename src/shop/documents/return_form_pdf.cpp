#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/places/places.hpp"

namespace taraba::documents {

namespace {

constexpr const char* how_ro =
    "Vă puteți răzgândi fără motiv în 14 zile calendaristice de la ziua în care ați primit ultimul "
    "produs (OUG 34/2014, art. 9). Completați formularul, puneți-l în colet și trimiteți produsele "
    "în cel mult 14 zile de când ne-ați anunțat. Vă întoarcem banii, cu tot cu livrarea standard, "
    "în 14 zile de la anunț, pe calea pe care ați plătit; putem aștepta până ajung produsele sau "
    "dovada că le-ați trimis (art. 13). Pentru un produs defect, greșit sau lovit la transport "
    "aveți drepturile garanției, peste aceste 14 zile.";
constexpr const char* how_en =
    "You may change your mind without a reason within 14 calendar days from the day you received "
    "the last of the goods (OUG 34/2014, art. 9). Fill in this form, put it into the parcel and "
    "send the goods back within 14 days from telling us. You get your money back, standard "
    "delivery included, within 14 days from telling us, the way you paid; we may wait until the "
    "goods or the proof of sending are here (art. 13). For goods that are faulty, wrong or damaged "
    "in transport you have the rights of the guarantee, beyond these 14 days.";

/// Each with a square before it, several on a line.
void choices(Sheet& sheet, const std::string& title, const std::vector<std::string>& words) {
    sheet.heading(title);
    sheet.table({{"", 0, 14}, {"", 22, Sheet::width - 22}});
    for (const auto& each : words) {
        sheet.tick_box();
        sheet.row({"", each});
    }
}

} // namespace

std::string return_form_pdf(const shop::Scope& scope, const orders::Order& order,
                            const std::vector<orders::OrderLine>& lines,
                            std::optional<Date> delivered_on) {
    const bool english = order.language == "en";
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    Sheet sheet(scope, order.language, english ? "Return form" : "Formular de retur",
                (english ? "Order " : "Comanda ") + std::to_string(order.number),
                codes_of(scope, order.id, std::to_string(order.number)));
    sheet.fact(sheet.say("Către", "To"),
               seller.name + "\n" + seller.address.street + ", " + seller.address.locality +
                   (county ? ", " + county->name : "") + "\n" + seller.phone + ", " + seller.email);
    sheet.fact(sheet.say("De la", "From"),
               order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(sheet.say("Comandată la", "Ordered on"),
               to_people(scope.shop->time_zone().day_of(order.placed_at), order.language));
    sheet.fact(sheet.say("Primită la", "Received on"),
               delivered_on ? to_people(*delivered_on, order.language) : "______________");
    sheet.space(6);
    sheet.table(
        {{"", 0, 14},
         {"SKU", 22, 100},
         {sheet.say("Produs", "Product"), 128, 240},
         {sheet.say("Cumpărate", "Bought"), 372, 60, Align::right},
         {sheet.say("Trimise înapoi", "Sent back"), 436, Sheet::width - 436, Align::right}});
    for (const auto& line : lines) {
        sheet.tick_box();
        sheet.row({"", line.sku, line.name, to_decimal(line.quantity), "________"});
    }
    choices(sheet, sheet.say("De ce", "Why"),
            {sheet.say("M-am răzgândit: vă informez cu privire la retragerea mea din contractul "
                       "referitor la vânzarea acestor produse",
                       "I have changed my mind: I hereby give notice that I withdraw from my "
                       "contract of sale of these goods"),
             sheet.say("Alt produs decât cel comandat", "Not what was ordered"),
             sheet.say("Lovit la transport", "Damaged in transport"),
             sheet.say("Defect (spuneți mai jos care)", "Faulty (say below how)")});
    sheet.row({"", "\n______________________________________________________________________"});
    choices(sheet, sheet.say("Ce doriți", "What you would like"),
            {sheet.say("Banii înapoi, pe calea pe care am plătit", "My money back, the way I paid"),
             sheet.say("Banii înapoi, în contul IBAN ______________________________________",
                       "My money back, to the IBAN ______________________________________"),
             sheet.say("Alt produs la fel", "Another one of the same"),
             sheet.say("Repararea lui", "Its repair")});
    sheet.text(english ? how_en : how_ro, 8.5);
    sheet.signatures({sheet.say("Data", "Date"),
                      sheet.say("Semnătura cumpărătorului", "Signature of the buyer")});
    return sheet.finish();
}

} // namespace taraba::documents
