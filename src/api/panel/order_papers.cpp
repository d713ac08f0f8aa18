#include "api/panel/routes.hpp"
#include "shop/documents/document.hpp"
#include "shop/documents/issued.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/serials.hpp"
#include "shop/service/case.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::api::panel {

using documents::IssuedPaper;

namespace {

struct ShipmentQuery {
    std::optional<std::string> shipment; ///< id; the whole order when not given
};
BOOST_DESCRIBE_STRUCT(ShipmentQuery, (), (shipment))

Result<File> transport_sheet(const Scope& now, OrderId id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::transport_sheet);
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(order, orders::must_find(tx, scope, id));
        std::optional<shipping::Shipment> shipment;
        for (auto& each : shipping::of_order(tx, scope.id(), id))
            if (each.state != shipping::ShipmentState::cancelled) shipment = std::move(each);
        return File{"application/pdf", "transport-" + std::to_string(order.number) + ".pdf",
                    documents::transport_sheet_pdf(scope, order,
                                                   orders::lines_of(tx, scope.id(), id), shipment,
                                                   invoicing::live_invoice(tx, scope.id(), id))};
    });
}

Result<File> packing_slip(const Scope& now, OrderId id,
                          const std::optional<std::string>& shipment_id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::packing_slip);
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(order, orders::must_find(tx, scope, id));
        std::optional<shipping::Shipment> shipment;
        if (shipment_id) {
            const auto number = parse_id(*shipment_id);
            shipment = shipping::find(tx, scope.id(), ShipmentId{number.value_or(0)});
            if (!shipment || shipment->order_id != id)
                return not_found("There is no such shipment.");
        }
        return File{"application/pdf",
                    "packing-" + std::to_string(order.number) + ".pdf",
                    documents::packing_slip_pdf(scope, order, orders::lines_of(tx, scope.id(), id),
                                                shipment),
                    {}};
    });
}

Result<File> warranty(const Scope& now, OrderId id) {
    const auto facts = now.read([&](db::Transaction& tx) {
        return documents::warranty_facts(orders::serials_of(tx, now.id(), id),
                                         shipping::delivered_on(tx, now, id),
                                         service::of_order(tx, now.id(), id));
    });
    const auto scope = documents::as_issued(now, id, IssuedPaper::warranty_certificate, facts);
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(order, orders::must_find(tx, scope, id));
        TRY(pdf, documents::warranty_pdf(scope, order, orders::lines_of(tx, scope.id(), id),
                                         orders::serials_of(tx, scope.id(), id),
                                         invoicing::live_invoice(tx, scope.id(), id),
                                         shipping::delivered_on(tx, scope, id),
                                         service::of_order(tx, scope.id(), id)));
        return File{
            "application/pdf", "warranty-" + std::to_string(order.number) + ".pdf", pdf, {}};
    });
}

Result<File> return_form(const Scope& now, OrderId id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::return_form);
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(order, orders::must_find(tx, scope, id));
        return File{"application/pdf",
                    "return-" + std::to_string(order.number) + ".pdf",
                    documents::return_form_pdf(scope, order, orders::lines_of(tx, scope.id(), id),
                                               shipping::delivered_on(tx, scope, id)),
                    {}};
    });
}

} // namespace

void add_order_papers(Api& api) {
    api.file<Nothing>("/api/v1/orders/{id}/transport-sheet.pdf", "application/pdf",
                      {"The transport sheet of an order", "shipments", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<OrderId>());
                          return transport_sheet(scope, id);
                      });
    api.file<ShipmentQuery>(
        "/api/v1/orders/{id}/packing-slip.pdf", "application/pdf",
        {"What lies in the parcels of an order, or of one shipment, without prices", "documents",
         "orders.read"},
        [](const Scope& scope, const In<Nothing, ShipmentQuery>& in) -> Result<File> {
            TRY(id, in.template id<OrderId>());
            return packing_slip(scope, id, in.query.shipment);
        });
    api.file<Nothing>("/api/v1/orders/{id}/warranty-certificate.pdf", "application/pdf",
                      {"The guarantee of an order's goods", "documents", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<OrderId>());
                          return warranty(scope, id);
                      });
    api.file<Nothing>("/api/v1/orders/{id}/return-form.pdf", "application/pdf",
                      {"What a buyer fills in to send goods back", "documents", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<OrderId>());
                          return return_form(scope, id);
                      });
}

} // namespace taraba::api::panel
