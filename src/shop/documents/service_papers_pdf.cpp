#include "shop/documents/service_papers.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

namespace {

std::string subtitle(const orders::Order& order, const service::Case& piece) {
    return words::service::case_of_order(order.language, std::to_string(piece.number),
                                         std::to_string(order.number));
}

Codes codes(const shop::Scope& scope, const service::Case& piece) {
    return codes_of(scope, piece.order_id, "S" + std::to_string(piece.number));
}

void write_facts(Sheet& sheet, const shop::Scope& scope, const orders::Order& order,
                 const service::Case& piece) {
    const std::string& language = order.language;
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    sheet.fact(words::service::workshop(language),
               seller.name + ", " + seller.tax_id + "\n" + seller.address.street + ", " +
                   seller.address.locality + (county ? ", " + county->name : "") + "\n" +
                   seller.phone + ", " + seller.email);
    sheet.fact(words::service::customer(language),
               (order.billing.company ? order.billing.company->name + ", " : std::string()) +
                   order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(words::common::product(language), piece.product);
    sheet.fact(words::common::serial(language), piece.maker_serial);
    sheet.fact(words::common::guarantee(language), piece.covered
                                                       ? words::service::covered(language)
                                                       : words::service::not_covered(language));
    sheet.fact(words::service::told_on(language), taraba::to_people(piece.told_on, order.language));
    sheet.fact(words::service::received_on(language),
               taraba::to_people(piece.received_on, order.language));
}

} // namespace

std::string reception_protocol_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece) {
    const std::string& language = order.language;
    Sheet sheet(scope, language, words::service::reception(language), subtitle(order, piece),
                codes(scope, piece));
    write_facts(sheet, scope, order, piece);
    sheet.fact(words::service::brought_by(language), piece.brought_by);
    sheet.heading(words::service::fault_as_told(language));
    sheet.text(piece.defect.text, 10);
    sheet.heading(words::service::accessories(language));
    sheet.text(piece.accessories.empty() ? words::service::no_accessories(language)
                                         : piece.accessories,
               10);
    sheet.heading(words::service::visible_state(language));
    sheet.text(
        piece.visible_state.empty() ? words::service::no_marks(language) : piece.visible_state, 10);
    sheet.heading(words::service::term(language));
    const std::string due = taraba::to_people(piece.due_on, order.language);
    sheet.text(piece.covered ? words::service::term_by_law(language, due)
                             : words::service::term_estimated(language, due),
               10);
    sheet.signatures({words::common::handed_over_by_customer(language),
                      words::service::received_by_workshop(language)});
    return sheet.finish();
}

Result<std::string> resolution_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece,
                                   const std::vector<service::News>& news) {
    if (!piece.outcome)
        return refuse(RefusalKind::conflict, "outcome_needed",
                      "Nothing has been decided of this case yet.");
    const std::string& language = order.language;
    Sheet sheet(scope, language, words::service::resolution(language), subtitle(order, piece),
                codes(scope, piece));
    write_facts(sheet, scope, order, piece);
    sheet.fact(words::service::outcome(language),
               service::title_of(service::first_step(scope, *piece.outcome), order.language));
    if (piece.closed_on)
        sheet.fact(words::service::ended_on(language),
                   taraba::to_people(*piece.closed_on, order.language));
    if (piece.extended_days > 0)
        sheet.fact(words::service::extended_by(language),
                   words::common::days(language, std::to_string(piece.extended_days)));
    sheet.heading(words::service::reported_fault(language));
    sheet.text(piece.defect.text, 10);
    if (!piece.diagnosis.text.empty()) {
        sheet.heading(words::service::diagnosis(language));
        sheet.text(piece.diagnosis.text, 10);
    }
    sheet.heading(words::service::steps(language));
    sheet.table({{words::service::when(language), 0, 120}, {"", 126, Sheet::width - 126}});
    for (const auto& each : news)
        if (!each.internal)
            sheet.row(
                {scope.shop->time_zone().to_people(each.at(), order.language), each.words.text});
    sheet.signatures({words::service::received_by_customer(language),
                      words::service::handed_over_by_workshop(language)});
    return sheet.finish();
}

} // namespace taraba::documents
