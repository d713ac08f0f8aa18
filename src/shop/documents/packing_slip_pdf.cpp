#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "texts/documents.hpp"

#include <algorithm>

namespace taraba::documents {

namespace words = texts::documents;

std::string packing_slip_pdf(const shop::Scope& scope, const orders::Order& order,
                             const std::vector<orders::OrderLine>& lines,
                             const std::optional<shipping::Shipment>& shipment) {
    const std::string& language = order.language;
    const std::string awb = shipment ? shipment->awb_number : "";
    Sheet sheet(scope, language, words::packing_slip::title(language),
                words::common::order(language, std::to_string(order.number)) + "\n" +
                    order.customer.name,
                codes_of(scope, order.id, awb.empty() ? std::to_string(order.number) : awb));
    sheet.fact("AWB", awb);
    if (shipment) {
        sheet.fact(words::packing_slip::part(language),
                   shipment->part > 1 ? std::to_string(shipment->part) : "");
        sheet.fact(words::common::parcels(language), std::to_string(shipment->parcels));
        sheet.fact(words::common::remarks(language), shipment->request.note);
    }
    sheet.space(6);
    sheet.table({{"", 0, 14},
                 {"SKU", 22, 100},
                 {words::common::product(language), 128, 290},
                 {words::common::quantity(language), 420, Sheet::width - 420, Align::right}});
    for (const auto& line : lines) {
        auto quantity = line.quantity;
        if (shipment && !shipment->lines.empty()) {
            const auto part =
                std::ranges::find(shipment->lines, line.line_no, &shipping::ShippedLine::line_no);
            if (part == shipment->lines.end()) continue;
            quantity = part->quantity;
        }
        sheet.tick_box();
        sheet.row({"", line.sku, line.name, to_decimal(quantity) + " " + line.unit});
    }
    sheet.signatures(
        {words::packing_slip::packed_by(language), words::packing_slip::checked_by(language)});
    return sheet.finish();
}

} // namespace taraba::documents
