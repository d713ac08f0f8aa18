#include "shop/shipping/shipment.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shipping/shipment_store.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

using statuses::Axis;
using statuses::Stage;

const pricing::DeliveryMethod* method_of(const shop::Scope& scope, const orders::Order& order) {
    for (const auto& method : *pricing::delivery_methods(scope))
        if (method.id == order.delivery_method_id) return &method;
    return nullptr;
}

bool is_live(const Shipment& shipment) {
    return shipment.state != ShipmentState::failed && shipment.state != ShipmentState::cancelled;
}

/// What the courier collects: all that is still due, when the buyer pays at the door.
Money cash_of(const shop::Scope& scope, const orders::Order& order) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == order.payment_method_id &&
            method.kind == pricing::PaymentKind::cash_on_delivery)
            return orders::still_due(scope, order);
    return {0, scope.currency()};
}

Parcel parcel_of(const shop::Scope& scope, const orders::Order& order,
                 const std::vector<orders::OrderLine>& lines, const ShipmentRequest& wanted,
                 const std::string& reference) {
    Parcel parcel;
    parcel.reference = reference;
    parcel.recipient = order.billing.company ? order.billing.company->name : order.customer.name;
    parcel.contact = order.customer.name;
    parcel.phone = order.customer.phone;
    parcel.email = order.customer.email;
    const auto* place = places::find_locality(order.address.siruta);
    parcel.county = place ? place->county_name : order.address.county;
    parcel.locality = order.address.locality;
    parcel.street = order.address.street;
    parcel.postal_code = order.address.postal_code;
    parcel.parcels = wanted.parcels;
    parcel.weight_g = std::max<std::int64_t>(1, wanted.weight_g.value_or(order.weight_g));
    parcel.cash = cash_of(scope, order);
    parcel.declared_value = {0, scope.currency()};
    for (const auto& line : lines)
        if (parcel.content.size() < 180)
            parcel.content += (parcel.content.empty() ? "" : ", ") + to_decimal(line.quantity) +
                              " x " + shortened(line.name, 60);
    parcel.note = wanted.note;
    parcel.tax_id = order.billing.company ? order.billing.company->cui : "";
    parcel.county_code = order.address.county;
    parcel.siruta = order.address.siruta;
    if (order.pickup_point) parcel.pickup_point = order.pickup_point->code;
    return parcel;
}

Result<void> may_send(const shop::Scope& scope, const orders::Order& order,
                      const ShipmentRequest& wanted) {
    const auto now = orders::standing(scope, order);
    if (now.order.stage == Stage::cancelled || now.order.stage == Stage::completed)
        return refuse(RefusalKind::conflict, "order_closed",
                      "The order is " + now.order.name + "; nothing is sent for it.");
    const auto* method = method_of(scope, order);
    if (!method || method->kind == pricing::DeliveryKind::pickup)
        return refuse(RefusalKind::conflict, "no_courier", "The buyer comes for this order.");
    if (wanted.parcels < 1 || wanted.parcels > 50)
        return invalid_field("parcels", "A shipment has 1 to 50 parcels.");
    if (wanted.weight_g && (*wanted.weight_g < 1 || *wanted.weight_g > 2'000'000))
        return invalid_field("weight_g", "The weight is 1 to 2000000 grams.");
    if (!customers::plain_phone(order.customer.phone))
        return invalid_field("customer.phone", "The courier needs the buyer's phone.");
    return {};
}

void enqueue_sending(db::Transaction& tx, const shop::Scope& scope, const Shipment& shipment) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "send_shipment",
                  {{"shipment", to_text(shipment.id)}}, shop::order_subject(shipment.order_id),
                  scope.now);
}

} // namespace

Result<Shipment> request(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                         const ShipmentRequest& wanted) {
    TRY(order, orders::must_find(tx, scope, id));
    for (auto& shipment : of_order(tx, scope.id(), id))
        if (is_live(shipment)) return shipment;
    MUST(may_send(scope, order, wanted));

    Shipment shipment;
    shipment.id = scope.new_id<ShipmentId>();
    shipment.order_id = id;
    shipment.courier = method_of(scope, order)->courier;
    // Short, unique in the installation, and readable on the courier's own list.
    shipment.reference = std::to_string(order.number) + "-" + to_text(shipment.id);
    shipment.parcels = wanted.parcels;
    shipment.request =
        parcel_of(scope, order, orders::lines_of(tx, scope.id(), id), wanted, shipment.reference);
    shipment.weight_g = shipment.request.weight_g;
    shipment.cash = shipment.request.cash;
    shipment.tariff = {0, scope.currency()};
    shipment.created_at = scope.now;
    shipment.tracked_at = scope.now;
    shipment_table().insert(tx, scope.id(), shipment);
    enqueue_sending(tx, scope, shipment);
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "shipment_requested",
                   {{"courier", "", shipment.courier},
                    {"parcels", "", std::to_string(shipment.parcels)},
                    {"cash", "", to_decimal(shipment.cash)}}});
    MUST(orders::enter_stage(tx, scope, order, Axis::delivery, Stage::preparing, ""));
    return shipment;
}

Result<Shipment> retry(db::Transaction& tx, const shop::Scope& scope, ShipmentId id) {
    auto shipment = find(tx, scope.id(), id);
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state != ShipmentState::failed && shipment->state != ShipmentState::unclear)
        return refuse(RefusalKind::conflict, "nothing_to_retry", "This shipment is not stuck.");
    for (const auto& other : of_order(tx, scope.id(), shipment->order_id))
        if (other.id != id && is_live(other))
            return refuse(RefusalKind::conflict, "already_sent", "Another shipment is under way.");
    if (shipment->state == ShipmentState::unclear &&
        !courier_registry().at(shipment->courier).traits.finds)
        return refuse(RefusalKind::conflict, "courier_cannot",
                      "This courier cannot be asked; look on its own list and say what is there.");
    // Unclear stays unclear, so that the job asks for the reference before anything else.
    if (shipment->state == ShipmentState::failed) shipment->state = ShipmentState::requested;
    shipment->error.clear();
    store(tx, scope, *shipment);
    enqueue_sending(tx, scope, *shipment);
    audit::append(tx, scope, {shop::order_subject(shipment->order_id), "shipment_retried"});
    return *shipment;
}

WaybillRef ref_of(const Shipment& shipment) {
    return {shipment.awb_number, shipment.courier_ref.text};
}

Result<std::string> label_of(const shop::Scope& scope, ShipmentId id, LabelFormat format) {
    const auto shipment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state != ShipmentState::registered)
        return refuse(RefusalKind::conflict, "no_awb", "The courier has not given an AWB yet.");
    if (auto kept =
            scope.read([&](db::Transaction& tx) { return kept_label(tx, scope.id(), id, format); }))
        return *kept;
    TRY(courier, courier_of(scope, shipment->courier));
    TRY(pdf, courier->label(ref_of(*shipment), format));
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        keep_label(tx, scope.id(), id, format, pdf);
        return true;
    }));
    return pdf;
}

Result<Shipment> cancel(const shop::Scope& scope, ShipmentId id, const std::string& reason) {
    const auto shipment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state == ShipmentState::cancelled) return *shipment;
    if (shipment->state == ShipmentState::sending || shipment->state == ShipmentState::unclear)
        return refuse(RefusalKind::conflict, "shipment_unclear",
                      "It is not known yet whether the courier has this parcel; wait a moment.");
    if (shipment->state == ShipmentState::registered) {
        TRY(courier, courier_of(scope, shipment->courier));
        MUST(courier->cancel(ref_of(*shipment)));
    }
    return scope.write([&](db::Transaction& tx) -> Result<Shipment> {
        auto fresh = *find(tx, scope.id(), id);
        fresh.state = ShipmentState::cancelled;
        fresh.stage = ShipmentStage::cancelled;
        store(tx, scope, fresh);
        audit::append(tx, scope,
                      {shop::order_subject(fresh.order_id),
                       "shipment_cancelled",
                       {{"awb", fresh.awb_number, ""}},
                       reason});
        return fresh;
    });
}

void register_steps(orders::Workflow& workflow) {
    workflow.guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                 const orders::Order& order,
                                 const statuses::Status& to) -> Result<void> {
        if (to.stage != Stage::cancelled) return {};
        for (const auto& shipment : of_order(tx, scope.id(), order.id))
            if (is_live(shipment) && shipment.stage != ShipmentStage::returned)
                return refuse(RefusalKind::conflict, "order_shipped",
                              "The order is with the courier; cancel the AWB first.");
        return {};
    });
    workflow.edit_guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                      const orders::Order& order) -> Result<void> {
        for (const auto& shipment : of_order(tx, scope.id(), order.id))
            if (is_live(shipment))
                return refuse(RefusalKind::conflict, "order_shipped",
                              "The order is with the courier; cancel the AWB first.");
        return {};
    });
    workflow.actions[statuses::Action::send_to_courier] =
        [](db::Transaction& tx, const shop::Scope& scope, orders::Order& order,
           const statuses::Status&) -> Result<void> {
        const auto* method = method_of(scope, order);
        if (!method || method->kind == pricing::DeliveryKind::pickup) return {};
        // Not here: the button's own change of status would meet the one under way.
        jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "request_shipment",
                      {{"order", to_text(order.id)}}, shop::order_subject(order.id), scope.now);
        return {};
    };
}

} // namespace taraba::shipping
