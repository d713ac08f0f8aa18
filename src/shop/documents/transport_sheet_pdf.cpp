#include "shop/documents/document.hpp"
#include "shop/documents/sheet.hpp"
#include "shop/places/places.hpp"

namespace taraba::documents {

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
    const bool english = order.language == "en";
    const auto say = [&](const char* ro, const char* en) { return std::string(english ? en : ro); };
    Paper paper(Paper::a4_width, Paper::a4_height,
                say("Fișă de transport ", "Transport sheet ") + std::to_string(order.number));
    // Printed again it says the same.
    const Instant made_at =
        shipment && shipment->registered_at ? *shipment->registered_at : order.placed_at;
    double y = 42;
    paper.text(Paper::left, y, 270, say("Fișă de transport", "Transport sheet"), {18, true});
    draw(paper,
         codes_of(scope, order.id,
                  shipment && !shipment->awb_number.empty() ? shipment->awb_number
                                                            : std::to_string(order.number)),
         Paper::right_edge, y);
    y += 30;
    paper.text(Paper::left, y, 260,
               say("Comanda ", "Order ") + std::to_string(order.number) +
                   (invoice ? " · " + say("factura ", "invoice ") + invoice->series + " " +
                                  std::to_string(invoice->number)
                            : "") +
                   "\n" + scope.shop->time_zone().to_people(made_at, order.language),
               {9, false, Align::left, 0.3});
    y += 42;

    const auto& seller = scope.shop->settings.seller;
    const double half = Paper::text_width / 2 - 10;
    const auto party = [&](double x, const std::string& label, const std::string& name,
                           const std::string& text) {
        double at = y;
        at += paper.text(x, at, half, label, {8, false, Align::left, 0.45});
        at += paper.text(x, at, half, name, {11, true});
        at += paper.text(x, at, half, text);
        return at - y;
    };
    const double sender = party(Paper::left, say("Expeditor", "Sender"), seller.name,
                                place_lines(seller.address) + "\n" + seller.phone);
    const std::string company =
        order.billing.company ? order.billing.company->name + "\n" : std::string();
    const double recipient =
        party(Paper::left + half + 20, say("Destinatar", "Recipient"), order.customer.name,
              company + place_lines(order.address) + "\n" + order.customer.phone);
    y += std::max(sender, recipient) + 16;

    const auto fact = [&](const std::string& label, const std::string& value) {
        if (value.empty()) return;
        paper.text(Paper::left, y, 150, label, {9, false, Align::left, 0.4});
        y += paper.text(Paper::left + 150, y, Paper::text_width - 150, value, {9.5, true}) + 3;
    };
    Money cash{0, scope.currency()};
    if (shipment) cash = shipment->cash;
    fact(say("Curier", "Courier"),
         shipment ? shipment->courier : say("ridicare de la sediu", "pick-up"));
    fact("AWB", shipment ? shipment->awb_number : "");
    fact(say("Colete", "Parcels"), std::to_string(shipment ? shipment->parcels : 1));
    fact(say("Greutate", "Weight"), format_decimal(order.weight_g, 3, true) + " kg");
    fact(say("Valoare", "Value"), to_people(order.total, order.language));
    fact(say("Ramburs de încasat", "Cash to collect"),
         cash.minor > 0 ? to_people(cash, order.language) : say("nu", "none"));
    fact(say("Observații", "Remarks"), shipment ? shipment->request.note : order.note.text);
    y += 10;

    paper.box(Paper::left - 4, y - 3, Paper::text_width + 8, 18, 0.93);
    paper.text(Paper::left, y, 90, "SKU", {8, true});
    paper.text(Paper::left + 95, y, 320, say("Conținut", "Content"), {8, true});
    paper.text(Paper::left, y, Paper::text_width, say("Cantitate", "Quantity"),
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
    const char* places_ro[]{"Predat de (nume, semnătură, ora)", "Curier (nume, semnătură, ora)",
                            "Primit de (nume, semnătură, ora)"};
    const char* places_en[]{"Handed over by (name, signature, hour)",
                            "Courier (name, signature, hour)",
                            "Received by (name, signature, hour)"};
    for (int i = 0; i < 3; ++i) {
        const double x = Paper::left + i * (Paper::text_width / 3);
        paper.line(x, y + 44, x + Paper::text_width / 3 - 14, y + 44, 0.4);
        paper.text(x, y + 48, Paper::text_width / 3 - 14, english ? places_en[i] : places_ro[i],
                   {7.5, false, Align::left, 0.4});
    }
    return paper.finish();
}

} // namespace taraba::documents
