#include "shop/documents/sheet.hpp"
#include "shop/documents/shipping_papers.hpp"

#include <algorithm>

namespace taraba::documents {

std::string packing_slip_pdf(const shop::Scope& scope, const orders::Order& order,
                             const std::vector<orders::OrderLine>& lines,
                             const std::optional<shipping::Shipment>& shipment) {
    const bool english = order.language == "en";
    const std::string awb = shipment ? shipment->awb_number : "";
    Sheet sheet(scope, order.language, english ? "Packing slip" : "Listă de colisaj",
                (english ? "Order " : "Comanda ") + std::to_string(order.number) + "\n" +
                    order.customer.name,
                codes_of(scope, order.id, awb.empty() ? std::to_string(order.number) : awb));
    sheet.fact("AWB", awb);
    if (shipment) {
        sheet.fact(sheet.say("Partea comenzii", "Part of the order"),
                   shipment->part > 1 ? std::to_string(shipment->part) : "");
        sheet.fact(sheet.say("Colete", "Parcels"), std::to_string(shipment->parcels));
        sheet.fact(sheet.say("Observații", "Remarks"), shipment->request.note);
    }
    sheet.space(6);
    sheet.table({{"", 0, 14},
                 {"SKU", 22, 100},
                 {sheet.say("Produs", "Product"), 128, 290},
                 {sheet.say("Cantitate", "Quantity"), 420, Sheet::width - 420, Align::right}});
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
        {sheet.say("Împachetat de", "Packed by"), sheet.say("Verificat de", "Checked by")});
    return sheet.finish();
}

} // namespace taraba::documents
