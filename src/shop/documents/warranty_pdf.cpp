#include "base/calendar.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::documents {

namespace {

std::string place_line(const shop::Address& address) {
    const auto* county = places::find_county(address.county);
    return address.street + ", " + address.locality + (county ? ", " + county->name : "");
}

/// One below the other, or a line to write on.
std::string known_or_blank(const orders::SerialsByProduct& serials, ProductId product) {
    const auto known = serials.find(product);
    if (known == serials.end()) return "______________";
    std::string text;
    for (const auto& each : known->second)
        text += (text.empty() ? "" : "\n") + each;
    return text;
}

/// What the law says and this paper may not take away.
constexpr const char* terms_ro =
    "Garanția legală de conformitate este de 2 ani de la livrare (OUG 140/2021, art. 9). O lipsă "
    "de "
    "conformitate care apare în primul an se presupune că a existat la livrare (art. 10).\n"
    "Vânzătorul aduce bunul la conformitate gratuit, prin reparare sau înlocuire, la alegerea "
    "cumpărătorului, cel mult în 15 zile calendaristice de la data la care cumpărătorul a anunțat "
    "și a "
    "predat bunul (art. 11 și 12). Când reparația și înlocuirea sunt refuzate, nu reușesc, "
    "întârzie ori "
    "lipsa e gravă, cumpărătorul poate cere reducerea prețului sau încetarea contractului.\n"
    "Timpul în care bunul nu poate fi folosit prelungește garanția. Bunul înlocuit are o garanție "
    "nouă.\n"
    "Această garanție nu înlătură drepturile pe care legea le dă cumpărătorului față de vânzător, "
    "care "
    "sunt gratuite și rămân neatinse (art. 14).\n"
    "Nu se acoperă defectele din folosirea altfel decât arată instrucțiunile, din lovire, lichide "
    "sau "
    "intervenții neautorizate. Întreținerea se face după instrucțiunile producătorului.";
constexpr const char* terms_en =
    "The legal guarantee of conformity is 2 years from delivery (OUG 140/2021, art. 9). A lack of "
    "conformity that shows in the first year is presumed to have been there at delivery (art. "
    "10).\n"
    "The seller brings the goods into conformity free of charge, by repair or replacement as the "
    "buyer "
    "chooses, within at most 15 calendar days from when the buyer told of it and handed the goods "
    "over "
    "(art. 11 and 12). When repair and replacement are refused, fail, are late, or the lack is "
    "serious, "
    "the buyer may ask for a lower price or end the contract.\n"
    "The time in which the goods cannot be used extends the guarantee. Replaced goods have a new "
    "one.\n"
    "This guarantee takes nothing from the rights that the law gives the buyer against the seller, "
    "which "
    "are free of charge and remain untouched (art. 14).\n"
    "Faults from use other than the instructions say, from blows, liquids or unauthorised repairs "
    "are not "
    "covered. Maintenance follows the maker's instructions.";

} // namespace

Result<std::string> warranty_pdf(const shop::Scope& scope, const orders::Order& order,
                                 const std::vector<orders::OrderLine>& lines,
                                 const orders::SerialsByProduct& serials,
                                 const std::optional<invoicing::Invoice>& invoice,
                                 std::optional<Date> delivered_on,
                                 const std::vector<service::Case>& repairs) {
    const auto covered = [](const orders::OrderLine& line) { return line.warranty_months > 0; };
    if (std::ranges::none_of(lines, covered))
        return refuse(RefusalKind::conflict, "no_warranty",
                      "No product of this order has a guarantee.");
    const bool english = order.language == "en";
    const auto& seller = scope.shop->settings.seller;
    Sheet sheet(scope, order.language, english ? "Warranty certificate" : "Certificat de garanție",
                (english ? "Order " : "Comanda ") + std::to_string(order.number),
                codes_of(scope, order.id, std::to_string(order.number)));
    sheet.fact(sheet.say("Vânzător", "Seller"), seller.name + ", " + seller.tax_id + "\n" +
                                                    place_line(seller.address) + "\n" +
                                                    seller.phone + ", " + seller.email);
    sheet.fact(sheet.say("Unitate service", "Service unit"),
               sheet.say("vânzătorul, la adresa de mai sus", "the seller, at the address above"));
    sheet.fact(sheet.say("Cumpărător", "Buyer"),
               (order.billing.company ? order.billing.company->name + ", " : std::string()) +
                   order.customer.name + "\n" + place_line(order.address));
    sheet.fact(sheet.say("Factura", "Invoice"),
               invoice ? invoice->series + " " + std::to_string(invoice->number) + " / " +
                             to_people(invoice->issued_on, order.language)
                       : "");
    sheet.fact(sheet.say("Data livrării", "Delivered on"),
               delivered_on ? to_people(*delivered_on, order.language) : "______________");
    sheet.space(6);
    sheet.table({{sheet.say("Produs, model", "Product, model"), 0, 215},
                 {sheet.say("Bucăți", "Pieces"), 220, 40, Align::right},
                 {sheet.say("Garanție", "Guarantee"), 268, 60},
                 {sheet.say("Valabilă până la", "Valid until"), 332, 80},
                 {sheet.say("Serie", "Serial number"), 416, Sheet::width - 416}});
    for (const auto& line : lines) {
        if (!covered(line)) continue;
        sheet.row({line.name + "\n" + line.sku, to_decimal(line.quantity),
                   std::to_string(line.warranty_months) + sheet.say(" luni", " months"),
                   delivered_on ? to_people(months_after(*delivered_on, line.warranty_months),
                                            order.language)
                                : "",
                   known_or_blank(serials, line.product_id)});
    }
    sheet.text(sheet.say("Durata medie de utilizare a produselor este cel puțin cât garanția lor.",
                         "The average life of use of the products is at least their guarantee."),
               8.5);
    sheet.heading(sheet.say("Ce acoperă garanția", "What the guarantee covers"));
    sheet.text(english ? terms_en : terms_ro, 8.5);
    sheet.heading(sheet.say("Reparații", "Repairs"));
    sheet.table({{sheet.say("Intrat la", "Date in"), 0, 80},
                 {sheet.say("Ieșit la", "Date out"), 86, 80},
                 {sheet.say("Defect și reparație", "Fault and repair"), 172, 220},
                 {sheet.say("Prelungire (zile)", "Extension (days)"), 396, Sheet::width - 396}});
    for (const auto& each : repairs)
        if (each.closed_on)
            sheet.row({to_people(each.received_on, order.language),
                       to_people(*each.closed_on, order.language),
                       each.product + (each.maker_serial.empty() ? "" : " " + each.maker_serial) +
                           ": " + each.defect.text,
                       std::to_string(each.extended_days)});
    for (int i = 0; i < 4; ++i) {
        sheet.paper().line(Sheet::left, sheet.y() + 14, Sheet::right, sheet.y() + 14, 0.8);
        sheet.row({"", "", "", ""});
    }
    sheet.signatures(
        {sheet.say("Vânzător (nume, semnătură, ștampilă)", "Seller (name, signature, stamp)"),
         sheet.say("Cumpărător (am primit instrucțiunile)",
                   "Buyer (I have received the instructions)")});
    return sheet.finish();
}

} // namespace taraba::documents
