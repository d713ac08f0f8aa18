#include "base/calendar.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

#include <algorithm>

namespace taraba::documents {

namespace words = texts::documents;

namespace {

std::string place_line(const shop::Address& address) {
    const auto* county = places::find_county(address.county);
    return address.street + ", " + address.locality + (county ? ", " + county->name : "");
}

/// One below the other, or a line to write on.
std::string known_or_blank(const orders::SerialsByProduct& serials, ProductId product) {
    const auto known = serials.find(product);
    if (known == serials.end()) return "______________";
    std::string text;
    for (const auto& each : known->second)
        text += (text.empty() ? "" : "\n") + each;
    return text;
}

} // namespace

Result<std::string> warranty_pdf(const shop::Scope& scope, const orders::Order& order,
                                 const std::vector<orders::OrderLine>& lines,
                                 const orders::SerialsByProduct& serials,
                                 const std::optional<invoicing::Invoice>& invoice,
                                 std::optional<Date> delivered_on,
                                 const std::vector<service::Case>& repairs) {
    const auto covered = [](const orders::OrderLine& line) { return line.warranty_months > 0; };
    if (std::ranges::none_of(lines, covered))
        return refuse(RefusalKind::conflict, "no_warranty",
                      "No product of this order has a guarantee.");
    const std::string& language = order.language;
    const auto& seller = scope.shop->settings.seller;
    Sheet sheet(scope, language, words::warranty::title(language),
                words::common::order(language, std::to_string(order.number)),
                codes_of(scope, order.id, std::to_string(order.number)));
    sheet.fact(words::warranty::seller(language), seller.name + ", " + seller.tax_id + "\n" +
                                                      place_line(seller.address) + "\n" +
                                                      seller.phone + ", " + seller.email);
    sheet.fact(words::warranty::workshop(language), words::warranty::workshop_is_seller(language));
    sheet.fact(words::warranty::buyer(language),
               (order.billing.company ? order.billing.company->name + ", " : std::string()) +
                   order.customer.name + "\n" + place_line(order.address));
    sheet.fact(words::common::invoice(language),
               invoice ? invoice->series + " " + std::to_string(invoice->number) + " / " +
                             to_people(invoice->issued_on, order.language)
                       : "");
    sheet.fact(words::warranty::delivered_on(language),
               delivered_on ? to_people(*delivered_on, order.language) : "______________");
    sheet.space(6);
    sheet.table({{words::warranty::product(language), 0, 215},
                 {words::warranty::pieces(language), 220, 40, Align::right},
                 {words::common::guarantee(language), 268, 60},
                 {words::warranty::valid_until(language), 332, 80},
                 {words::common::serial(language), 416, Sheet::width - 416}});
    for (const auto& line : lines) {
        if (!covered(line)) continue;
        sheet.row({line.name + "\n" + line.sku, to_decimal(line.quantity),
                   words::warranty::months(language, std::to_string(line.warranty_months)),
                   delivered_on ? to_people(months_after(*delivered_on, line.warranty_months),
                                            order.language)
                                : "",
                   known_or_blank(serials, line.product_id)});
    }
    sheet.text(words::warranty::average_life(language), 8.5);
    sheet.heading(words::warranty::covers(language));
    sheet.text(words::warranty::terms(language), 8.5);
    sheet.heading(words::warranty::repairs(language));
    sheet.table({{words::warranty::came_in(language), 0, 80},
                 {words::warranty::went_out(language), 86, 80},
                 {words::warranty::fault_and_repair(language), 172, 220},
                 {words::warranty::extension(language), 396, Sheet::width - 396}});
    for (const auto& each : repairs)
        if (each.closed_on)
            sheet.row({to_people(each.received_on, order.language),
                       to_people(*each.closed_on, order.language),
                       each.product + (each.maker_serial.empty() ? "" : " " + each.maker_serial) +
                           ": " + each.defect.text,
                       std::to_string(each.extended_days)});
    for (int i = 0; i < 4; ++i) {
        sheet.paper().line(Sheet::left, sheet.y() + 14, Sheet::right, sheet.y() + 14, 0.8);
        sheet.row({"", "", "", ""});
    }
    sheet.signatures(
        {words::warranty::signed_by_seller(language), words::warranty::signed_by_buyer(language)});
    return sheet.finish();
}

} // namespace taraba::documents
