#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

namespace {

/// Each with a square before it, several on a line.
void choices(Sheet& sheet, std::string_view title, const std::vector<std::string_view>& all) {
    sheet.heading(title);
    sheet.table({{"", 0, 14}, {"", 22, Sheet::width - 22}});
    for (const auto each : all) {
        sheet.tick_box();
        sheet.row({"", each});
    }
}

} // namespace

std::string return_form_pdf(const shop::Scope& scope, const orders::Order& order,
                            const std::vector<orders::OrderLine>& lines,
                            std::optional<Date> delivered_on) {
    const std::string& language = order.language;
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    Sheet sheet(scope, language, words::return_form::title(language),
                words::common::order(language, std::to_string(order.number)),
                codes_of(scope, order.id, std::to_string(order.number)));
    sheet.fact(words::common::to(language),
               seller.name + "\n" + seller.address.street + ", " + seller.address.locality +
                   (county ? ", " + county->name : "") + "\n" + seller.phone + ", " + seller.email);
    sheet.fact(words::common::from(language),
               order.customer.name + "\n" + order.customer.phone + ", " + order.customer.email);
    sheet.fact(words::return_form::ordered_on(language),
               to_people(scope.shop->time_zone().day_of(order.placed_at), order.language));
    sheet.fact(words::return_form::received_on(language),
               delivered_on ? to_people(*delivered_on, order.language) : "______________");
    sheet.space(6);
    sheet.table({{"", 0, 14},
                 {"SKU", 22, 100},
                 {words::common::product(language), 128, 240},
                 {words::return_form::bought(language), 372, 60, Align::right},
                 {words::return_form::sent_back(language), 436, Sheet::width - 436, Align::right}});
    for (const auto& line : lines) {
        sheet.tick_box();
        sheet.row({"", line.sku, line.name, to_decimal(line.quantity), "________"});
    }
    choices(sheet, words::return_form::why(language),
            {words::return_form::withdrawal(language), words::common::not_ordered(language),
             words::common::damaged(language), words::return_form::faulty(language)});
    sheet.row({"", "\n______________________________________________________________________"});
    choices(sheet, words::return_form::wish(language),
            {words::return_form::money_as_paid(language),
             words::return_form::money_to_iban(language), words::return_form::another(language),
             words::return_form::repair(language)});
    sheet.text(words::return_form::how(language), 8.5);
    sheet.signatures({words::return_form::date(language), words::return_form::signature(language)});
    return sheet.finish();
}

} // namespace taraba::documents
