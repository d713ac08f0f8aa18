#include "shop/documents/statement_pdf.hpp"

#include "shop/documents/sheet.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

std::string statement_pdf(const shop::Scope& scope, const payments::Statement& statement) {
    const auto& seller = scope.shop->settings.seller;
    const std::string& language = scope.language;
    const auto money = [&](Money amount) { return to_people(amount, scope.language); };
    Sheet sheet(scope, language, words::statement::title(language),
                statement.credit.name + ", CUI " + statement.credit.cui + "\n" +
                    to_people(scope.today(), scope.language),
                {});
    sheet.fact(words::statement::seller(language), seller.name + ", " + seller.tax_id);
    sheet.fact("IBAN", seller.iban + (seller.bank.empty() ? "" : ", " + seller.bank));
    sheet.fact(words::statement::term(language),
               words::common::days(language, std::to_string(statement.credit.days)));
    sheet.space(6);
    sheet.table({{words::common::invoice(language), 0, 80},
                 {words::statement::order(language), 84, 110},
                 {words::statement::due_on(language), 198, 76},
                 {words::statement::days_late(language), 278, 60, Align::right},
                 {words::statement::total(language), 342, 80, Align::right},
                 {words::statement::due(language), 426, Sheet::width - 426, Align::right}});
    for (const auto& each : statement.items)
        sheet.row({each.invoice,
                   std::to_string(each.order_number) +
                       (each.purchase_order.empty() ? "" : " / " + each.purchase_order),
                   to_people(each.due_on, scope.language),
                   each.days_late > 0 ? std::to_string(each.days_late) : "", money(each.total),
                   money(each.due)});
    sheet.row({words::common::total(language), "", "", "", "", money(statement.open)}, true);
    return sheet.finish();
}

} // namespace taraba::documents
