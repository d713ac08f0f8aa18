#include "shop/documents/purchasing_papers.hpp"

#include "base/decimal.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::documents {

std::string goods_receipt_pdf(const shop::Scope& scope, const purchasing::Receipt& receipt,
                              const std::vector<purchasing::ReceiptLine>& lines) {
    const std::string number = std::to_string(receipt.number);
    Sheet sheet(scope, scope.language,
                scope.language == "en" ? "Note of reception (NIR)"
                                       : "Notă de recepție și constatare de diferențe",
                number + " · " + to_people(receipt.received_on, scope.language),
                {"NIR" + number, ""});
    const auto& seller = scope.shop->settings.seller;
    sheet.fact(sheet.say("Unitatea", "Company"), seller.name + ", " + seller.tax_id);
    sheet.fact(sheet.say("Furnizor", "Supplier"),
               receipt.supplier +
                   (receipt.supplier_cui.empty() ? "" : ", " + receipt.supplier_cui));
    sheet.fact(sheet.say("Document însoțitor", "Document"),
               receipt.document + " / " + to_people(receipt.document_on, scope.language));
    if (!receipt.note.empty()) sheet.fact(sheet.say("Observații", "Remarks"), receipt.note);
    if (receipt.cancelled_at) sheet.fact(sheet.say("ANULATĂ", "CANCELLED"), receipt.cancel_reason);
    sheet.space(6);
    sheet.table({{"#", 0, 20},
                 {"SKU", 24, 80},
                 {sheet.say("Denumire", "Name"), 108, 152},
                 {sheet.say("Pe document", "Invoiced"), 262, 62, Align::right},
                 {sheet.say("Primit", "Received"), 326, 50, Align::right},
                 {sheet.say("Preț", "Cost"), 380, 56, Align::right},
                 {sheet.say("Valoare", "Value"), 440, Sheet::width - 440, Align::right}});
    for (const auto& line : lines)
        sheet.row(
            {std::to_string(line.line_no), line.sku, line.name,
             sheet.say_number(format_decimal(line.invoiced.thousandths, 3, true)),
             sheet.say_number(format_decimal(line.received.thousandths, 3, true)),
             sheet.say_number(to_decimal(line.unit_cost)),
             sheet.say_number(to_decimal(pricing::line_total(line.unit_cost, line.received)))});
    sheet.row({"", "", sheet.say("Total fără TVA", "Total without VAT"), "", "", "",
               to_people(receipt.total, scope.language)},
              true);
    for (const auto& line : lines)
        if (line.invoiced != line.received)
            sheet.text(line.sku + ": " +
                       sheet.say("diferență față de document ", "difference from the document ") +
                       format_decimal((line.received - line.invoiced).thousandths, 3, true));
    sheet.signatures(
        {sheet.say("Comisia de recepție (nume, semnătură)", "Received by (name, signature)"),
         sheet.say("Primit în gestiune (nume, semnătură)",
                   "Taken onto the shelf by (name, signature)")});
    return sheet.finish();
}

} // namespace taraba::documents
