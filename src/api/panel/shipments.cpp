#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "base/text.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/documents/document.hpp"
#include "shop/orders/order.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::api::panel {

using shipping::LabelFormat;
using shipping::Shipment;

namespace {

struct LabelQuery {
    std::optional<LabelFormat> format;
};
BOOST_DESCRIBE_STRUCT(LabelQuery, (), (format))

struct LabelsQuery {
    std::vector<std::string> ids; ///< of shipments, in the order of printing
    std::optional<LabelFormat> format;
};
BOOST_DESCRIBE_STRUCT(LabelsQuery, (), (ids, format))

struct ShipmentReason {
    static constexpr bool lenient = true;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ShipmentReason, (), (reason))

struct BulkRequest {
    std::vector<std::string> orders; ///< ids
};
BOOST_DESCRIBE_STRUCT(BulkRequest, (), (orders))

struct BulkRow {
    std::string order;
    std::optional<ShipmentId> shipment;
    std::optional<std::string> code; ///< of the refusal
    std::optional<std::string> detail;
};
BOOST_DESCRIBE_STRUCT(BulkRow, (), (order, shipment, code, detail))

struct BulkAnswer {
    std::vector<BulkRow> items;
};
BOOST_DESCRIBE_STRUCT(BulkAnswer, (), (items))

struct StuckShipment : ShipmentView {
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string recipient;
};
BOOST_DESCRIBE_STRUCT(StuckShipment, (ShipmentView), (order_id, order_number, recipient))

struct StuckShipments {
    std::vector<StuckShipment> items; ///< the newest first
};
BOOST_DESCRIBE_STRUCT(StuckShipments, (), (items))

Result<StuckShipments> stuck(const Scope& scope) {
    return scope.read([&](db::Transaction& tx) -> Result<StuckShipments> {
        StuckShipments all;
        for (const auto& shipment : shipping::stuck(tx, scope.id())) {
            const auto order = orders::find(tx, scope.id(), shipment.order_id);
            if (!order) continue;
            all.items.push_back({view_of(tx, scope.id(), shipment), order->id, order->number,
                                 shipment.request.recipient});
        }
        return all;
    });
}

Result<ShipmentView> viewed(const Scope& scope, const Result<Shipment>& shipment) {
    if (!shipment) return Failure(shipment.error());
    scope.announce("shipment", shop::order_subject(shipment->order_id));
    return scope.read([&](db::Transaction& tx) -> Result<ShipmentView> {
        return view_of(tx, scope.id(), *shipment);
    });
}

Result<File> labels(const Scope& scope, const LabelsQuery& query) {
    if (query.ids.empty() || query.ids.size() > 500)
        return invalid_field("ids", "One to 500 shipments at a time.");
    if (query.format == LabelFormat::zpl) return invalid_field("format", "A PDF is a4 or a6.");
    std::vector<std::string> pages;
    for (const auto& text : query.ids) {
        const auto id = parse_id(text);
        if (!id) return invalid_field("ids", said("`{}` is not an id.", shortened(text, 40)));
        TRY(pdf,
            shipping::label_of(scope, ShipmentId{*id}, query.format.value_or(LabelFormat::a6)));
        pages.push_back(pdf);
    }
    TRY(all, documents::joined(pages));
    return File{"application/pdf", "labels.pdf", all};
}

BulkRow send_one(const Scope& scope, const std::string& order) {
    BulkRow row{order, {}, {}, {}};
    const auto id = parse_id(order);
    // The shop may want losses stopped before the courier has them.
    const OrderId order_id{id.value_or(0)};
    const auto sent = alerts::held_at_loss(scope, order_id, scope.write([&](db::Transaction& tx) {
        return shipping::request(tx, scope, order_id, {});
    }));
    if (sent) {
        row.shipment = sent->id;
    } else {
        row.code = sent.error().code;
        row.detail = sent.error().detail.in(scope.language);
    }
    return row;
}

} // namespace

void add_shipments(Api& api) {
    api.post<shipping::ShipmentRequest, ShipmentView>(
        "/api/v1/orders/{id}/shipments",
        {"Send the order to the courier", "shipments", "shipments.send"},
        [](const Scope& scope, const In<shipping::ShipmentRequest>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<OrderId>());
            const auto sent = scope.create(
                [&](db::Transaction& tx) { return shipping::request(tx, scope, id, in.body); });
            return viewed(scope, alerts::held_at_loss(scope, id, sent));
        },
        201);
    api.post<BulkRequest, BulkAnswer>(
        "/api/v1/shipments", {"Send several orders to the courier", "shipments", "shipments.send"},
        [](const Scope& scope, const In<BulkRequest>& in) -> Result<BulkAnswer> {
            if (in.body.orders.empty() || in.body.orders.size() > 500)
                return invalid_field("orders", "One to 500 orders at a time.");
            BulkAnswer answer;
            for (const auto& order : in.body.orders)
                answer.items.push_back(send_one(scope, order));
            return answer;
        });
    api.get<Nothing, StuckShipments>(
        "/api/v1/shipments/stuck",
        {"Parcels that a courier refused or that are in doubt, with the reason", "shipments",
         "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<StuckShipments> { return stuck(scope); });
    api.file<LabelsQuery>(
        "/api/v1/shipments/labels.pdf", "application/pdf",
        {"The labels of several shipments as one document", "shipments", "orders.read"},
        [](const Scope& scope, const In<Nothing, LabelsQuery>& in) {
            return labels(scope, in.query);
        });
    api.file<LabelQuery>("/api/v1/shipments/{id}/label.pdf", "application/pdf",
                         {"The courier's label", "shipments", "orders.read"},
                         [](const Scope& scope, const In<Nothing, LabelQuery>& in) -> Result<File> {
                             TRY(id, in.template id<ShipmentId>());
                             const auto format = in.query.format.value_or(LabelFormat::a6);
                             if (format == LabelFormat::zpl)
                                 return invalid_field("format", "A PDF is a4 or a6.");
                             TRY(pdf, shipping::label_of(scope, id, format));
                             return File{"application/pdf", "awb-" + to_text(id) + ".pdf", pdf};
                         });
    api.file<Nothing>("/api/v1/shipments/{id}/label.zpl", "text/plain",
                      {"The courier's label for a label printer", "shipments", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<ShipmentId>());
                          TRY(zpl, shipping::label_of(scope, id, LabelFormat::zpl));
                          return File{"text/plain", "awb-" + to_text(id) + ".zpl", zpl};
                      });
    api.get<Nothing, ShipmentView>(
        "/api/v1/shipments/{id}", {"One shipment with its tracking", "shipments", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<ShipmentView> {
            TRY(id, in.id<ShipmentId>());
            return scope.read([&](db::Transaction& tx) -> Result<ShipmentView> {
                const auto shipment = shipping::find(tx, scope.id(), id);
                if (!shipment) return not_found("There is no such shipment.");
                return view_of(tx, scope.id(), *shipment);
            });
        });
    api.post<ShipmentReason, ShipmentView>(
        "/api/v1/shipments/{id}/cancel",
        {"Cancel the AWB at the courier", "shipments", "shipments.send"},
        [](const Scope& scope, const In<ShipmentReason>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<ShipmentId>());
            return viewed(scope, shipping::cancel(scope, id, in.body.reason));
        });
    api.post<ShipmentReason, ShipmentView>(
        "/api/v1/shipments/{id}/retry",
        {"Send a stuck shipment again", "shipments", "shipments.send"},
        [](const Scope& scope, const In<ShipmentReason>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<ShipmentId>());
            return viewed(scope, scope.write([&](db::Transaction& tx) {
                return shipping::retry(tx, scope, id);
            }));
        });
    api.post<shipping::Settlement, ShipmentView>(
        "/api/v1/shipments/{id}/settle",
        {"Say what the courier's own list shows for a shipment in doubt: its AWB number, or "
         "nothing, whereupon it is sent again",
         "shipments", "shipments.send"},
        [](const Scope& scope, const In<shipping::Settlement>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<ShipmentId>());
            return viewed(scope, shipping::settle(scope, id, in.body));
        });
    api.post<shipping::SaidStage, ShipmentView>(
        "/api/v1/shipments/{id}/stage",
        {"Say where a parcel is, when its courier does not tell", "shipments", "shipments.send"},
        [](const Scope& scope, const In<shipping::SaidStage>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<ShipmentId>());
            return viewed(scope, shipping::say_stage(scope, id, in.body));
        });
    api.post<ShipmentReason, ShipmentView>(
        "/api/v1/shipments/{id}/track",
        {"Ask the courier where the parcel is", "shipments", "orders.read"},
        [](const Scope& scope, const In<ShipmentReason>& in) -> Result<ShipmentView> {
            TRY(id, in.template id<ShipmentId>());
            const auto before =
                scope.read([&](db::Transaction& tx) { return shipping::find(tx, scope.id(), id); });
            if (!before) return not_found("There is no such shipment.");
            MUST(shipping::track(scope, id));
            return scope.read([&](db::Transaction& tx) -> Result<ShipmentView> {
                return view_of(tx, scope.id(), *shipping::find(tx, scope.id(), id));
            });
        });
}

} // namespace taraba::api::panel
