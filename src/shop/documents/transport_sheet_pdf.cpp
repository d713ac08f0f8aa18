#include "shop/documents/document.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"
#include "texts/documents.hpp"

namespace taraba::documents {

namespace words = texts::documents;

namespace {

std::string place_lines(const shop::Address& address) {
    const auto* county = places::find_county(address.county);
    return address.street + "\n" + address.locality + (county ? ", " + county->name : "") +
           (address.postal_code.empty() ? "" : ", " + address.postal_code);
}

} // namespace

std::string transport_sheet_pdf(const shop::Scope& scope, const orders::Order& order,
                                const std::vector<orders::OrderLine>& lines,
                                const std::optional<shipping::Shipment>& shipment,
                                const std::optional<invoicing::Invoice>& invoice) {
    const std::string& language = order.language;
    const std::string number = std::to_string(order.number);
    Paper paper(Paper::a4_width, Paper::a4_height,
                words::transport_sheet::title_of(language, number));
    // Printed again it says the same.
    const Instant made_at =
        shipment && shipment->registered_at ? *shipment->registered_at : order.placed_at;
    double y = 42;
    paper.text(Paper::left, y, 270, words::transport_sheet::title(language), {18, true});
    draw(paper,
         codes_of(scope, order.id,
                  shipment && !shipment->awb_number.empty() ? shipment->awb_number
                                                            : std::to_string(order.number)),
         Paper::right_edge, y);
    y += 30;
    paper.text(Paper::left, y, 260,
               (invoice
                    ? words::transport_sheet::order_and_invoice(
                          language, number, invoice->series + " " + std::to_string(invoice->number))
                    : words::common::order(language, number)) +
                   "\n" + scope.shop->time_zone().to_people(made_at, order.language),
               {9, false, Align::left, 0.3});
    y += 42;

    const auto& seller = scope.shop->settings.seller;
    const double half = Paper::text_width / 2 - 10;
    const auto party = [&](double x, std::string_view label, const std::string& name,
                           const std::string& text) {
        double at = y;
        at += paper.text(x, at, half, label, {8, false, Align::left, 0.45});
        at += paper.text(x, at, half, name, {11, true});
        at += paper.text(x, at, half, text);
        return at - y;
    };
    const double sender = party(Paper::left, words::common::sender(language), seller.name,
                                place_lines(seller.address) + "\n" + seller.phone);
    const std::string company =
        order.billing.company ? order.billing.company->name + "\n" : std::string();
    const double recipient =
        party(Paper::left + half + 20, words::common::recipient(language), order.customer.name,
              company + place_lines(order.address) + "\n" + order.customer.phone);
    y += std::max(sender, recipient) + 16;

    const auto fact = [&](std::string_view label, std::string_view value) {
        if (value.empty()) return;
        paper.text(Paper::left, y, 150, label, {9, false, Align::left, 0.4});
        y += paper.text(Paper::left + 150, y, Paper::text_width - 150, value, {9.5, true}) + 3;
    };
    Money cash{0, scope.currency()};
    if (shipment) cash = shipment->cash;
    fact(words::transport_sheet::courier(language),
         shipment ? shipment->courier : words::transport_sheet::pick_up(language));
    fact("AWB", shipment ? shipment->awb_number : "");
    fact(words::common::parcels(language), std::to_string(shipment ? shipment->parcels : 1));
    fact(words::transport_sheet::weight(language), format_decimal(order.weight_g, 3, true) + " kg");
    fact(words::common::value(language), to_people(order.total, order.language));
    fact(words::transport_sheet::cash(language), cash.minor > 0
                                                     ? to_people(cash, order.language)
                                                     : words::transport_sheet::no_cash(language));
    fact(words::common::remarks(language), shipment ? shipment->request.note : order.note.text);
    y += 10;

    paper.box(Paper::left - 4, y - 3, Paper::text_width + 8, 18, 0.93);
    paper.text(Paper::left, y, 90, "SKU", {8, true});
    paper.text(Paper::left + 95, y, 320, words::transport_sheet::content(language), {8, true});
    paper.text(Paper::left, y, Paper::text_width, words::common::quantity(language),
               {8, true, Align::right});
    y += 20;
    for (const auto& line : lines) {
        if (y > Paper::a4_height - 150) {
            paper.new_page();
            y = 42;
        }
        paper.text(Paper::left, y, 90, line.sku, {8.5});
        const double height = paper.text(Paper::left + 95, y, 320, line.name, {8.5});
        paper.text(Paper::left, y, Paper::text_width, to_decimal(line.quantity) + " " + line.unit,
                   {8.5, false, Align::right});
        y += height + 4;
    }
    y = Paper::a4_height - 120;
    const std::string_view places[]{words::common::handed_over_by(language),
                                    words::common::courier(language),
                                    words::transport_sheet::received_by(language)};
    for (int i = 0; i < 3; ++i) {
        const double x = Paper::left + i * (Paper::text_width / 3);
        paper.line(x, y + 44, x + Paper::text_width / 3 - 14, y + 44, 0.4);
        paper.text(x, y + 48, Paper::text_width / 3 - 14, places[i],
                   {7.5, false, Align::left, 0.4});
    }
    return paper.finish();
}

} // namespace taraba::documents
