#include "base/decimal.hpp"
#include "base/text.hpp"
#include "base/xml_text.hpp"
#include "base/zip.hpp"
#include "shop/books/accountant_files.hpp"
#include "shop/invoicing/line_price.hpp"

#include <pugixml.hpp>

#include <sstream>

namespace taraba::books {

namespace {

using invoicing::Invoice;
using invoicing::Party;

void add(pugi::xml_node parent, const char* name, const std::string& text) {
    parent.append_child(name).text().set(xml_text(text).c_str());
}

/// SAGA reads days as 28.11.2026.
std::string saga_day(Date day) { return to_people(day, "ro"); }

std::string place_of(const shop::Address& address) {
    return address.street + (address.locality.empty() ? "" : ", " + address.locality);
}

void add_party(pugi::xml_node head, const std::string& who, const Party& party) {
    const auto put = [&](const char* field, const std::string& text) {
        add(head, (who + field).c_str(), text);
    };
    put("Nume", party.name);
    put("CIF", party.tax_id);
    put("NrRegCom", party.trade_register_number);
    put("Tara", party.address.country);
    put("Judet", party.address.county);
    put("Localitate", party.address.locality);
    put("Adresa", place_of(party.address));
    put("Banca", party.bank);
    put("IBAN", party.iban);
    put("Telefon", party.phone);
    put("Mail", party.email);
}

void add_invoice(pugi::xml_node root, const Invoice& invoice) {
    const auto& content = invoice.content;
    auto node = root.append_child("Factura");
    auto head = node.append_child("Antet");
    add_party(head, "Furnizor", content.seller);
    add(head, "FurnizorCapital", content.seller.share_capital);
    add_party(head, "Client", content.buyer);
    add(head, "FacturaNumar", invoice.series + std::to_string(invoice.number));
    add(head, "FacturaData", saga_day(invoice.issued_on));
    add(head, "FacturaScadenta", saga_day(content.due_on.value_or(invoice.issued_on)));
    add(head, "FacturaTaxareInversa",
        content.without_vat == invoicing::WithoutVat::reverse_charge ? "Da" : "Nu");
    add(head, "FacturaTVAIncasare", content.vat_at_cash_receipt ? "Da" : "Nu");
    std::string notes;
    for (const auto& mention : content.mentions)
        notes += (notes.empty() ? "" : "; ") + mention;
    add(head, "FacturaInformatiiSuplimentare", notes);
    add(head, "FacturaMoneda", content.currency);
    if (content.exchange_rate != 0)
        add(head, "FacturaCurs", format_decimal(content.exchange_rate, 4, true));
    add(head, "FacturaID", to_text(invoice.id));
    auto lines = node.append_child("Detalii").append_child("Continut");
    for (std::size_t i = 0; i < content.lines.size(); ++i) {
        const auto& each = content.lines[i];
        auto line = lines.append_child("Linie");
        add(line, "LinieNrCrt", std::to_string(i + 1));
        add(line, "Descriere", each.description);
        add(line, "CodArticolFurnizor", each.sku);
        add(line, "UM", each.unit);
        add(line, "Cantitate", to_decimal(invoicing::signed_pieces(each)));
        add(line, "Pret", invoicing::unit_price_text(each));
        add(line, "Valoare", to_decimal(each.net));
        add(line, "ProcTVA", format_decimal(each.vat_rate.basis_points, 2, true));
        add(line, "TVA", to_decimal(each.vat));
    }
}

std::string written(const pugi::xml_document& document) {
    std::ostringstream text;
    document.save(text, "  ");
    return text.str();
}

} // namespace

std::string saga_zip(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    const std::string cif = digits_of(scope.shop->settings.seller.tax_id);
    const std::string days = to_text(period.from) + "_" + to_text(period.to);
    pugi::xml_document invoices;
    auto root = invoices.append_child("Facturi");
    invoicing::each_issued(tx, scope.id(), period.from, period.to,
                           [&](const Invoice& invoice) { add_invoice(root, invoice); });
    pugi::xml_document receipts;
    auto list = receipts.append_child("Incasari");
    for (const auto& row : money_of(tx, scope, period)) {
        auto line = list.append_child("Linie");
        add(line, "Data", saga_day(row.day));
        add(line, "Numar", row.reference);
        add(line, "Suma", to_decimal(row.amount));
        add(line, "Explicatie",
            row.method + (row.processor.empty() ? "" : " " + row.processor) + ", comanda " +
                std::to_string(row.order_number));
        add(line, "FacturaNumar", row.invoice);
        add(line, "CodFiscal", row.tax_id);
        add(line, "Client", row.buyer);
    }
    return zip({{"F_" + cif + "_" + days + ".xml", written(invoices)},
                {"I_" + days + ".xml", written(receipts)}});
}

} // namespace taraba::books
