#include "shop/documents/service_papers.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"

namespace taraba::documents {

namespace {

std::string subtitle(const orders::Order& order, const service::Case& piece) {
    const bool english = order.language == "en";
    return (english ? "Case " : "Fișa ") + std::to_string(piece.number) +
           (english ? ", order " : ", comanda ") + std::to_string(order.number);
}

Codes codes(const shop::Scope& scope, const service::Case& piece) {
    return codes_of(scope, piece.order_id, "S" + std::to_string(piece.number));
}

void write_facts(Sheet& sheet, const shop::Scope& scope, const orders::Order& order,
                 const service::Case& piece) {
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    sheet.fact(sheet.say("Service", "Workshop"),
               seller.name + ", " + seller.tax_id + "\n" + seller.address.street + ", " +
                   seller.address.locality + (county ? ", " + county->name : "") + "\n" +
                   seller.phone + ", " + seller.email);
    sheet.fact(sheet.say("Client", "Customer"),
               (order.billing.company ? order.billing.company->name + ", " : std::string()) +
                   order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(sheet.say("Produs", "Product"), piece.product);
    sheet.fact(sheet.say("Serie", "Serial number"), piece.maker_serial);
    sheet.fact(sheet.say("Garanție", "Guarantee"),
               piece.covered ? sheet.say("în garanție", "under guarantee")
                             : sheet.say("în afara garanției", "out of guarantee"));
    sheet.fact(sheet.say("Anunțat la", "Told on"),
               taraba::to_people(piece.told_on, order.language));
    sheet.fact(sheet.say("Primit la", "Received on"),
               taraba::to_people(piece.received_on, order.language));
}

} // namespace

std::string reception_protocol_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece) {
    Sheet sheet(scope, order.language,
                order.language == "en" ? "Reception protocol"
                                       : "Proces-verbal de primire în service",
                subtitle(order, piece), codes(scope, piece));
    write_facts(sheet, scope, order, piece);
    sheet.fact(sheet.say("Adus de", "Brought by"), piece.brought_by);
    sheet.heading(sheet.say("Defectul, cum îl spune clientul", "The fault, as the customer says"));
    sheet.text(piece.defect.text, 10);
    sheet.heading(sheet.say("Accesorii", "Accessories"));
    sheet.text(piece.accessories.empty() ? sheet.say("niciunul", "none") : piece.accessories, 10);
    sheet.heading(sheet.say("Starea la primire", "Visible state"));
    sheet.text(piece.visible_state.empty() ? sheet.say("fără urme vizibile", "no visible marks")
                                           : piece.visible_state,
               10);
    sheet.heading(sheet.say("Termen", "Term"));
    const std::string due = taraba::to_people(piece.due_on, order.language);
    sheet.text(piece.covered
                   ? sheet.say("Produsul se aduce la conformitate gratuit, cel târziu la ",
                               "The product is brought into conformity free of charge by ") +
                         due +
                         sheet.say(" (15 zile calendaristice, OUG 140/2021 art. 11-12). Timpul în "
                                   "care nu poate fi folosit prelungește garanția.",
                                   " (15 calendar days, OUG 140/2021 art. 11-12). The time in "
                                   "which it cannot be used extends the guarantee.")
                   : sheet.say("Termen estimat: ", "Estimated term: ") + due,
               10);
    sheet.signatures({sheet.say("Am predat (client)", "Handed over (customer)"),
                      sheet.say("Am primit (service)", "Received (workshop)")});
    return sheet.finish();
}

Result<std::string> resolution_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece,
                                   const std::vector<service::News>& news) {
    if (!piece.outcome)
        return refuse(RefusalKind::conflict, "outcome_needed",
                      "Nothing has been decided of this case yet.");
    Sheet sheet(scope, order.language,
                order.language == "en" ? "Service resolution" : "Rezoluție service",
                subtitle(order, piece), codes(scope, piece));
    write_facts(sheet, scope, order, piece);
    sheet.fact(sheet.say("Rezultat", "Outcome"),
               service::title_of(service::first_step(scope, *piece.outcome), order.language));
    if (piece.closed_on)
        sheet.fact(sheet.say("Încheiat la", "Ended on"),
                   taraba::to_people(*piece.closed_on, order.language));
    if (piece.extended_days > 0)
        sheet.fact(sheet.say("Prelungirea garanției", "Guarantee extended by"),
                   std::to_string(piece.extended_days) + sheet.say(" zile", " days"));
    sheet.heading(sheet.say("Defectul reclamat", "Reported fault"));
    sheet.text(piece.defect.text, 10);
    if (!piece.diagnosis.text.empty()) {
        sheet.heading(sheet.say("Constatare", "Diagnosis"));
        sheet.text(piece.diagnosis.text, 10);
    }
    sheet.heading(sheet.say("Pașii", "Steps"));
    sheet.table({{sheet.say("Când", "When"), 0, 120}, {"", 126, Sheet::width - 126}});
    for (const auto& each : news)
        if (!each.internal)
            sheet.row(
                {scope.shop->time_zone().to_people(each.at(), order.language), each.words.text});
    sheet.signatures({sheet.say("Am primit (client)", "Received (customer)"),
                      sheet.say("Am predat (service)", "Handed over (workshop)")});
    return sheet.finish();
}

} // namespace taraba::documents
