#include "base/decimal.hpp"
#include "base/text.hpp"
#include "base/zip.hpp"
#include "shop/books/accountant_files.hpp"
#include "shop/invoicing/line_price.hpp"
#include "shop/messages/sms_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace taraba::books {

namespace {

using invoicing::Invoice;
using invoicing::InvoiceLine;

/// A value of one line, in plain letters and without what separates values.
std::string value(const std::string& text) {
    std::string plain = messages::without_diacritics(text);
    std::ranges::replace_if(
        plain, [](char c) { return c == ';' || static_cast<unsigned char>(c) < ' '; }, ' ');
    return plain;
}

/// Companies are known by their tax number, people by their name.
std::string client_code(const Invoice& invoice) {
    const auto& buyer = invoice.content.buyer;
    if (!buyer.tax_id.empty()) return buyer.tax_id;
    return "PF" + hex(sha256(folded(buyer.name + "|" + buyer.address.street))).substr(0, 10);
}

/// What is no product of the shop (delivery, fees, discounts) is known by its words.
std::string article_code(const InvoiceLine& line) {
    if (!line.sku.empty()) return value(line.sku);
    return "S" + hex(sha256(line.description)).substr(0, 9);
}

/// TipTVA of the structure: 3 intra-Community (art. 294 (2) a, d), 5 special regime.
int vat_kind(const Invoice& invoice) {
    if (invoice.content.without_vat == invoicing::WithoutVat::intra_community) return 3;
    if (invoice.content.without_vat == invoicing::WithoutVat::small_enterprise) return 5;
    return 0;
}

std::string day_of(Date day) { return to_people(day, "ro"); }

std::string items_of(const Invoice& invoice, std::size_t no) {
    std::string text = fmt::format("[Items_{}]\r\n", no);
    for (std::size_t i = 0; i < invoice.content.lines.size(); ++i) {
        const auto& line = invoice.content.lines[i];
        text += fmt::format("Item_{}={};{};{};{}\r\n", i + 1, article_code(line), value(line.unit),
                            to_decimal(invoicing::signed_pieces(line)),
                            invoicing::unit_price_text(line));
        text += fmt::format("Item_{}_TVA={}\r\n", i + 1, to_decimal(line.vat));
    }
    return text;
}

std::string invoice_text(const Invoice& invoice, std::size_t no) {
    const auto& content = invoice.content;
    const bool storno = invoice.kind == invoicing::InvoiceKind::storno;
    const bool reverse = content.without_vat == invoicing::WithoutVat::reverse_charge;
    std::string text = fmt::format(
        "[Factura_{}]\r\nNrDoc={}\r\nClasificareSAFT={}\r\nSerieCarnet={}\r\nData={}\r\n"
        "CodClient={}\r\nLocalitate={}\r\nTVAINCASARE={}\r\nStornare={}\r\nTipTVA={}\r\n"
        "TaxareInversa={}\r\nScadenta={}\r\nObservatii={}\r\nTotalArticole={}\r\nOperat=N\r\n",
        no, invoice.number, storno ? 381 : 380, value(invoice.series), day_of(invoice.issued_on),
        value(client_code(invoice)), value(content.buyer.address.locality),
        content.vat_at_cash_receipt ? "D" : "N", storno ? "D" : "N", vat_kind(invoice),
        reverse ? "D" : "N", day_of(content.due_on.value_or(invoice.issued_on)),
        value(content.order_number ? "Comanda " + std::to_string(*content.order_number)
                                   : content.storno_of.value_or("")),
        content.lines.size());
    return text + items_of(invoice, no);
}

std::string partner_text(const Invoice& invoice) {
    const auto& buyer = invoice.content.buyer;
    return fmt::format("[ParteneriNoi_{}]\r\nDenumire={}\r\nCodFiscal={}\r\nRegistruComert={}\r\n"
                       "Tara={}\r\nSimbolTara={}\r\nJudet={}\r\nLocalitate={}\r\nAdresa={}\r\n"
                       "Sediu=SEDIU\r\nTelefon={}\r\nEmail={}\r\nPersoanaFizica={}\r\n",
                       value(client_code(invoice)), value(buyer.name), value(buyer.tax_id),
                       value(buyer.trade_register_number),
                       buyer.address.country == "RO" ? "Romania" : buyer.address.country,
                       buyer.address.country, value(buyer.address.county),
                       value(buyer.address.locality), value(buyer.address.street),
                       value(buyer.phone), value(buyer.email), buyer.company ? "N" : "D");
}

std::string article_text(const InvoiceLine& line) {
    return fmt::format("[ArticoleNoi_{}]\r\nDenumire={}\r\nUM={}\r\nCotaTVA={}\r\nTip={}\r\n",
                       article_code(line), value(line.description), value(line.unit),
                       format_decimal(line.vat_rate.basis_points, 2, true),
                       line.sku.empty() ? "Serviciu" : "Stoc");
}

} // namespace

std::string winmentor_zip(db::Transaction& tx, const shop::Scope& scope, const Period& month) {
    std::string invoices, partners, articles;
    std::set<std::string> known_partners, known_articles;
    std::size_t count = 0;
    invoicing::each_issued(tx, scope.id(), month.from, month.to, [&](const Invoice& invoice) {
        invoices += invoice_text(invoice, ++count);
        if (known_partners.insert(client_code(invoice)).second) partners += partner_text(invoice);
        for (const auto& line : invoice.content.lines)
            if (known_articles.insert(article_code(line)).second) articles += article_text(line);
    });
    const std::string package = fmt::format("[InfoPachet]\r\nAnLucru={}\r\nLunaLucru={}\r\n",
                                            static_cast<int>(month.from.ymd().year()),
                                            static_cast<unsigned>(month.from.ymd().month()));
    return zip({{"Facturi.txt", package + "Tipdocument=FACTURA IESIRE\r\nTotalFacturi=" +
                                    std::to_string(count) + "\r\n" + invoices},
                {"Partner.txt", package + partners},
                {"Articole.txt", package + articles}});
}

} // namespace taraba::books
