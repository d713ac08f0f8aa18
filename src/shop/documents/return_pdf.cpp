#include "shop/documents/return_papers.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

#include <algorithm>

namespace taraba::documents {

namespace words = texts::documents;

namespace {

using returns::ReturnReason;
using returns::ReturnState;
using returns::ReturnWish;

std::string_view words_of(std::string_view language, ReturnReason reason) {
    switch (reason) {
    case ReturnReason::withdrawal: return words::return_sheet::withdrawal(language);
    case ReturnReason::wrong_item: return words::common::not_ordered(language);
    case ReturnReason::damaged: return words::common::damaged(language);
    case ReturnReason::defect: break;
    }
    return words::return_sheet::faulty(language);
}

std::string_view words_of(std::string_view language, ReturnWish wish) {
    switch (wish) {
    case ReturnWish::money: return words::return_sheet::money(language);
    case ReturnWish::replacement: return words::return_sheet::another(language);
    case ReturnWish::repair: break;
    }
    return words::return_sheet::repair(language);
}

void write_lines(Sheet& sheet, std::string_view language,
                 const std::vector<orders::OrderLine>& sold,
                 const std::vector<returns::ReturnLine>& lines, bool here) {
    sheet.table({{"SKU", 0, 90},
                 {words::common::product(language), 94, 200},
                 {words::return_sheet::sent(language), 298, 56, Align::right},
                 {words::return_sheet::received(language), 358, 56, Align::right},
                 {words::return_sheet::state(language), 420, Sheet::width - 420}});
    for (const auto& line : lines) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (bought == sold.end()) continue;
        sheet.row({bought->sku, bought->name, to_decimal(line.quantity),
                   here ? to_decimal(line.received) : "______", here ? line.condition : ""});
    }
}

} // namespace

std::string return_pdf(const shop::Scope& scope, const orders::Order& order,
                       const std::vector<orders::OrderLine>& sold, const returns::Return& rma,
                       const std::vector<returns::ReturnLine>& lines, std::int64_t photos) {
    const std::string& language = order.language;
    const bool here = rma.state != ReturnState::requested && rma.state != ReturnState::approved &&
                      rma.state != ReturnState::refused && rma.state != ReturnState::cancelled;
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    const auto zone = scope.shop->time_zone();
    Sheet sheet(scope, language, words::return_sheet::title(language, std::to_string(rma.number)),
                words::common::order(language, std::to_string(order.number)),
                codes_of(scope, order.id, "R" + std::to_string(rma.number)));
    sheet.fact(words::common::to(language),
               seller.name + "\n" + seller.address.street + ", " + seller.address.locality +
                   (county ? ", " + county->name : "") + "\n" + seller.phone + ", " + seller.email);
    sheet.fact(words::common::from(language),
               order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(words::return_sheet::asked_on(language),
               to_people(zone.day_of(rma.opened_at()), order.language));
    sheet.fact(words::return_sheet::reason(language),
               rma.cause.empty() ? words_of(language, rma.reason) : rma.cause);
    sheet.fact(words::return_sheet::wish(language), words_of(language, rma.wish));
    if (!here && rma.send_until)
        sheet.fact(words::return_sheet::send_until(language),
                   to_people(*rma.send_until, order.language));
    sheet.fact(words::return_sheet::refund_until(language),
               to_people(rma.refund_until, order.language));
    if (rma.amount.minor > 0)
        sheet.fact(words::return_sheet::amount(language), to_people(rma.amount, order.language));
    if (photos > 0)
        sheet.fact(words::return_sheet::photos(language),
                   words::return_sheet::photos_kept(language, std::to_string(photos)));
    sheet.space(6);
    write_lines(sheet, language, sold, lines, here);
    if (!rma.note.text.empty()) {
        sheet.heading(words::return_sheet::note(language));
        sheet.text(rma.note.text, 10);
    }
    if (!rma.answer.empty()) {
        sheet.heading(words::return_sheet::answer(language));
        sheet.text(rma.answer, 10);
    }
    if (!here) sheet.text(words::return_sheet::into_the_parcel(language), 10);
    sheet.signatures({words::common::handed_over_by_customer(language),
                      words::return_sheet::received_by_shop(language)});
    return sheet.finish();
}

} // namespace taraba::documents
