#include "shop/documents/statement_pdf.hpp"

#include "shop/documents/sheet.hpp"

namespace taraba::documents {

std::string statement_pdf(const shop::Scope& scope, const payments::Statement& statement) {
    const auto& seller = scope.shop->settings.seller;
    const bool english = scope.language == "en";
    const auto money = [&](Money amount) { return to_people(amount, scope.language); };
    Sheet sheet(scope, scope.language,
                english ? "Statement of open invoices" : "Situația facturilor neachitate",
                statement.credit.name + ", CUI " + statement.credit.cui + "\n" +
                    to_people(scope.today(), scope.language),
                {});
    sheet.fact(sheet.say("Furnizor", "Seller"), seller.name + ", " + seller.tax_id);
    sheet.fact("IBAN", seller.iban + (seller.bank.empty() ? "" : ", " + seller.bank));
    sheet.fact(sheet.say("Termen de plată", "Term of payment"),
               std::to_string(statement.credit.days) + sheet.say(" zile", " days"));
    sheet.space(6);
    sheet.table({{sheet.say("Factura", "Invoice"), 0, 80},
                 {sheet.say("Comanda", "Order"), 84, 110},
                 {sheet.say("Scadentă la", "Due on"), 198, 76},
                 {sheet.say("Întârziere (zile)", "Days late"), 278, 60, Align::right},
                 {sheet.say("Valoare", "Total"), 342, 80, Align::right},
                 {sheet.say("De plată", "Due"), 426, Sheet::width - 426, Align::right}});
    for (const auto& each : statement.items)
        sheet.row({each.invoice,
                   std::to_string(each.order_number) +
                       (each.purchase_order.empty() ? "" : " / " + each.purchase_order),
                   to_people(each.due_on, scope.language),
                   each.days_late > 0 ? std::to_string(each.days_late) : "", money(each.total),
                   money(each.due)});
    sheet.row({sheet.say("Total", "Total"), "", "", "", "", money(statement.open)}, true);
    return sheet.finish();
}

} // namespace taraba::documents
