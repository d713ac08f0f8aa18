#include "shop/documents/purchasing_papers.hpp"

#include "base/decimal.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/pricing/quote.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

std::string goods_receipt_pdf(const shop::Scope& scope, const purchasing::Receipt& receipt,
                              const std::vector<purchasing::ReceiptLine>& lines) {
    const std::string& language = scope.language;
    const std::string number = std::to_string(receipt.number);
    Sheet sheet(scope, language, words::goods_receipt::title(language),
                number + " · " + to_people(receipt.received_on, scope.language),
                {"NIR" + number, ""});
    const auto& seller = scope.shop->settings.seller;
    sheet.fact(words::goods_receipt::company(language), seller.name + ", " + seller.tax_id);
    sheet.fact(words::goods_receipt::supplier(language),
               receipt.supplier +
                   (receipt.supplier_cui.empty() ? "" : ", " + receipt.supplier_cui));
    sheet.fact(words::goods_receipt::document(language),
               receipt.document + " / " + to_people(receipt.document_on, scope.language));
    if (!receipt.note.empty()) sheet.fact(words::common::remarks(language), receipt.note);
    if (receipt.cancelled_at)
        sheet.fact(words::goods_receipt::cancelled(language), receipt.cancel_reason);
    sheet.space(6);
    sheet.table({{"#", 0, 20},
                 {"SKU", 24, 80},
                 {words::goods_receipt::name(language), 108, 152},
                 {words::goods_receipt::invoiced(language), 262, 62, Align::right},
                 {words::goods_receipt::received(language), 326, 50, Align::right},
                 {words::goods_receipt::cost(language), 380, 56, Align::right},
                 {words::common::value(language), 440, Sheet::width - 440, Align::right}});
    for (const auto& line : lines)
        sheet.row(
            {std::to_string(line.line_no), line.sku, line.name,
             sheet.say_number(format_decimal(line.invoiced.thousandths, 3, true)),
             sheet.say_number(format_decimal(line.received.thousandths, 3, true)),
             sheet.say_number(to_decimal(line.unit_cost)),
             sheet.say_number(to_decimal(pricing::line_total(line.unit_cost, line.received)))});
    sheet.row({"", "", words::goods_receipt::total(language), "", "", "",
               to_people(receipt.total, scope.language)},
              true);
    for (const auto& line : lines)
        if (line.invoiced != line.received)
            sheet.text(words::goods_receipt::difference(
                language, line.sku,
                format_decimal((line.received - line.invoiced).thousandths, 3, true)));
    sheet.signatures(
        {words::goods_receipt::received_by(language), words::goods_receipt::shelved_by(language)});
    return sheet.finish();
}

} // namespace taraba::documents
