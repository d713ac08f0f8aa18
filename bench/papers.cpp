#include "bench.hpp"

#include "client.hpp"

#include "shop/documents/document.hpp"
#include "shop/efactura/document.hpp"

#include <fmt/core.h>

namespace taraba::bench {

namespace {

/// As RO e-Factura takes them, of the same invoice.
double documents_a_second(invoicing::InvoiceContent content, std::size_t& bytes) {
    int made = 0;
    const double start = seconds_now();
    while (seconds_now() - start < 3) {
        content.number = ++made;
        bytes = efactura::document_of(content, {})->size();
    }
    return made / (seconds_now() - start);
}

} // namespace

void papers() {
    invoicing::InvoiceContent content;
    content.series = "TRB";
    content.number = 12'345;
    content.issued_on = date(2026, 11, 24);
    content.language = "ro";
    content.currency = "RON";
    content.seller = {"Prăvălia Demo SRL",
                      "RO14399840",
                      "J40/9950/2006",
                      {179169, "B", "Sectorul 3", "Bd. Decebal nr. 12", "032804"},
                      "BCR",
                      "RO41RNCB0089095760440001",
                      "200 lei",
                      "comenzi@pravalia.example",
                      "0213100100",
                      true};
    content.buyer.name = "Ioana Țurcanu";
    content.buyer.address = {54984, "CJ", "Cluj-Napoca", "Str. Unirii 7", "400335"};
    for (int i = 0; i < 4; ++i)
        content.lines.push_back({"Râșniță electrică cu discuri conice " + std::to_string(i),
                                 "buc",
                                 units(1 + i),
                                 {2'100},
                                 {},
                                 {},
                                 {38'900, ron}});
    invoicing::settle_lines(content);
    std::size_t bytes = documents::invoice_pdf(content).size(); // fonts are loaded now
    int made = 0;
    const double start = seconds_now();
    while (seconds_now() - start < 5) {
        content.number = ++made;
        content.buyer.name = "Ioana Țurcanu " + std::to_string(made);
        bytes = documents::invoice_pdf(content).size();
    }
    const double papers = made / (seconds_now() - start);
    fmt::print("{:.0f} invoices a second on one core, {} bytes each\n", papers, bytes);
    const double documents = documents_a_second(content, bytes);
    fmt::print("{:.0f} UBL documents a second on one core, {} bytes each; {:.1f} for each PDF\n",
               documents, bytes, documents / papers);
}

} // namespace taraba::bench
