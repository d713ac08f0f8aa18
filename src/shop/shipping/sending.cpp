// The job behind the one button, and tracking. Exactly one AWB, however a call fails:
//
//   requested ── claim ──▶ sending ── create() ──▶ registered
//                             │   refused ──▶ failed (an operator mends it and sends again)
//                             ▼   no answer, or the program died here
//                          unclear ── find(reference) ──▶ registered, when the courier has it
//                                        └─ has it not ──▶ sending again
//
// The state `sending` is committed before the call: a program that dies in the middle finds it on
// waking up and asks for the reference before it may create anything.

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/pricing/roads.hpp"
#include "shop/shipping/collection.hpp"
#include "shop/shipping/courier_invoice.hpp"
#include "shop/shipping/courier_localities.hpp"
#include "shop/shipping/courier_rules.hpp"
#include "shop/shipping/shipment_store.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

using statuses::Axis;
using statuses::Stage;

Principal courier_principal(const std::string& name) { return {ActorKind::courier, name, {}}; }

/// The AWB is there: kept, findable, its tariff in the order's cost.
Result<void> register_waybill(const shop::Scope& scope, ShipmentId id, const Waybill& waybill) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<OrderId> {
        auto shipment = *find(tx, scope.id(), id);
        if (shipment.state == ShipmentState::registered) return shipment.order_id;
        shipment.state = ShipmentState::registered;
        shipment.awb_number = waybill.awb_number;
        shipment.courier_ref.text = waybill.courier_ref;
        shipment.tariff = waybill.tariff;
        shipment.answer.text = shortened(as_utf8(waybill.raw_answer), 20'000);
        shipment.registered_at = scope.now;
        shipment.tracked_at = scope.now;
        shipment.error.clear();
        store(tx, scope, shipment);
        orders::add_terms(tx, scope.id(), shipment.order_id, {waybill.awb_number});
        audit::append(
            tx, scope,
            {shop::order_subject(shipment.order_id),
             "awb_registered",
             {{"awb", "", waybill.awb_number}, {"tariff", "", to_decimal(waybill.tariff)}}});
        MUST(renew_delivery_cost(tx, scope, shipment.order_id));
        if (shipment.return_id) MUST(collection_moved(tx, scope, shipment));
        return shipment.order_id;
    });
    if (!done) return Failure(done.error());
    scope.announce("shipment", shop::order_subject(*done));
    return {};
}

void set_state(const shop::Scope& scope, ShipmentId id, ShipmentState state,
               const std::string& error) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<OrderId> {
        auto shipment = *find(tx, scope.id(), id);
        const bool said = shipment.error == error;
        shipment.state = state;
        shipment.error = shortened(error, 500);
        store(tx, scope, shipment);
        if (!error.empty() && !said)
            audit::append(tx, scope,
                          {shop::order_subject(shipment.order_id),
                           state == ShipmentState::failed ? "courier_refused" : "courier_unclear",
                           {},
                           shipment.error});
        return shipment.order_id;
    });
    expects(static_cast<bool>(done));
    if (!error.empty()) scope.announce("shipment", shop::order_subject(*done));
}

/// Takes the shipment to be sent; false when it has been called off, or sent, since it was read.
bool claim(const shop::Scope& scope, ShipmentId id) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto shipment = *find(tx, scope.id(), id);
        if (shipment.state == ShipmentState::registered ||
            shipment.state == ShipmentState::cancelled)
            return false;
        shipment.state = ShipmentState::sending;
        shipment.error.clear();
        store(tx, scope, shipment);
        return true;
    });
    return *done;
}

void set_courier(const shop::Scope& scope, ShipmentId id, const std::string& courier) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto shipment = *find(tx, scope.id(), id);
        shipment.courier = courier;
        store(tx, scope, shipment);
        audit::append(tx, scope,
                      {shop::order_subject(shipment.order_id),
                       "courier_chosen",
                       {{"courier", cheapest, courier}}});
        return true;
    });
    expects(static_cast<bool>(done));
}

/// Asks the courier whether it already has the reference. True when it has.
Result<bool> find_at_courier(const shop::Scope& scope, Courier& courier, const Shipment& shipment) {
    const Zone zone = scope.shop->time_zone();
    TRY(found,
        courier.find(shipment.reference, zone.day_of(shipment.created_at), zone.day_of(scope.now)));
    if (!found) return false;
    MUST(register_waybill(scope, shipment.id, *found));
    return true;
}

Result<void> send(shop::Installation& installation, ShopId shop_id, const jobs::Job& job) {
    const auto id = jobs::id_in(job, "shipment");
    TRY(scope, shop::Scope::of(installation, shop_id, courier_principal("courier")));
    auto shipment = scope.read(
        [&](db::Transaction& tx) { return find(tx, shop_id, ShipmentId{id.value_or(0)}); });
    if (!shipment) return not_found("The shipment is gone.");
    scope.principal.name = shipment->courier;
    if (shipment->state == ShipmentState::registered || shipment->state == ShipmentState::cancelled)
        return {};
    if (shipment->courier == cheapest) {
        const auto found = cheapest_courier(scope, shipment->request);
        if (!found) {
            set_state(scope, shipment->id, ShipmentState::requested, found.error().detail.text());
            return Failure(found.error());
        }
        set_courier(scope, shipment->id, *found);
        shipment->courier = *found;
        scope.principal.name = *found;
    }
    TRY(courier, courier_of(scope, shipment->courier, shipment->request.warehouse));

    if (shipment->state == ShipmentState::sending || shipment->state == ShipmentState::unclear) {
        const auto there = find_at_courier(scope, *courier, *shipment);
        if (!there && there.error().code == "courier_cannot") {
            // Nobody can be asked, and making a second waybill would be a guess.
            set_state(scope, shipment->id, ShipmentState::unclear,
                      "It is not known whether the courier has this parcel: look on its own list.");
            return {};
        }
        if (!there) {
            set_state(scope, shipment->id, ShipmentState::unclear, there.error().detail.text());
            return refuse(RefusalKind::unavailable, there.error().code, there.error().detail);
        }
        if (*there) return {};
    }
    if (!claim(scope, shipment->id)) return {};
    const auto waybill = courier->create(localised(scope, shipment->courier, shipment->request));
    if (waybill) return register_waybill(scope, shipment->id, *waybill);

    const auto& refusal = waybill.error();
    if (refusal.code != "courier_unclear" && refusal.code != "courier_down") {
        set_state(scope, shipment->id, ShipmentState::failed, refusal.detail.text());
        return {}; // visible in the order, with a button; trying the same again is no use
    }
    const bool unclear = refusal.code == "courier_unclear";
    set_state(scope, shipment->id, unclear ? ShipmentState::unclear : ShipmentState::requested,
              refusal.detail.text());
    return refuse(RefusalKind::unavailable, refusal.code, refusal.detail);
}

Result<void> request_for_status(shop::Installation& installation, ShopId shop_id,
                                const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop_id, {ActorKind::job, "status", {"all"}}));
    const auto order = jobs::id_in(job, "order");
    const auto done = scope.write(
        [&](db::Transaction& tx) { return request(tx, scope, OrderId{order.value_or(0)}, {}); });
    if (!done) return Failure(done.error());
    return {};
}

/// Where on the delivery axis a parcel's stage puts its order.
std::optional<Stage> delivery_stage(ShipmentStage stage) {
    switch (stage) {
    case ShipmentStage::picked_up: return Stage::handed_over;
    case ShipmentStage::in_transit:
    case ShipmentStage::out_for_delivery:
    case ShipmentStage::refused:
    case ShipmentStage::returning: return Stage::in_transit;
    case ShipmentStage::delivered: return Stage::delivered;
    case ShipmentStage::returned: return Stage::returned;
    default: return std::nullopt;
    }
}

/// The stage of the order when one of its shipments has moved: it is delivered or returned only
/// when all parts are and nothing waits to be sent; until then it is on its way.
std::optional<Stage> whole_stage(db::Transaction& tx, const shop::Scope& scope,
                                 const Shipment& moved) {
    const auto stage = delivery_stage(moved.stage);
    if (stage != Stage::delivered && stage != Stage::returned) return stage;
    bool all = left_to_send(tx, scope.id(), moved.order_id).empty(), any_delivered = false;
    for (const auto& each : of_order(tx, scope.id(), moved.order_id)) {
        if (each.state == ShipmentState::failed || each.state == ShipmentState::cancelled) continue;
        const auto own = each.id == moved.id ? stage : delivery_stage(each.stage);
        all = all && (own == Stage::delivered || own == Stage::returned);
        any_delivered = any_delivered || own == Stage::delivered;
    }
    if (!all) return Stage::in_transit;
    return any_delivered ? Stage::delivered : Stage::returned;
}

/// The order follows its parcel, and operators hear of one that will not arrive.
Result<void> delivery_moved(db::Transaction& tx, const shop::Scope& scope,
                            const Shipment& shipment) {
    if (shipment.return_id) return collection_moved(tx, scope, shipment);
    TRY(order, orders::must_find(tx, scope, shipment.order_id));
    const bool lost = shipment.stage == ShipmentStage::lost;
    if (lost || shipment.stage == ShipmentStage::refused)
        scope.installation.workflow->alert(
            tx, scope, order, lost ? "parcel_lost" : "parcel_refused",
            "#" + std::to_string(order.number) + ", AWB " + shipment.awb_number);
    const auto stage = whole_stage(tx, scope, shipment);
    if (!stage) return {};
    MUST(orders::enter_stage(tx, scope, order, Axis::delivery, *stage,
                             "AWB " + shipment.awb_number));
    return {};
}

/// Puts what happened to a parcel on record and moves its stage.
void take_event(db::Transaction& tx, const shop::Scope& scope, Shipment& shipment,
                const TrackingEvent& event) {
    insert_tracking(tx, scope.id(), shipment.id, event);
    audit::append(
        tx, scope,
        {shop::order_subject(shipment.order_id),
         "parcel_tracked",
         {{"stage", std::string(name_of(shipment.stage)), std::string(name_of(event.stage))}},
         event.text + (event.place.empty() ? "" : ", " + event.place)});
    shipment.stage = event.stage;
}

} // namespace

Result<void> track(const shop::Scope& scope, ShipmentId id) {
    const auto before = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!before || before->state != ShipmentState::registered) return {};
    TRY(courier, courier_of(scope, before->courier, before->request.warehouse));
    TRY(events, courier->track(ref_of(*before)));
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto shipment = *find(tx, scope.id(), id);
        const auto known = tracking_of(tx, scope.id(), id);
        bool moved = false;
        for (std::size_t i = known.size(); i < events.size(); ++i) {
            auto event = events[i];
            event.seq = static_cast<std::int64_t>(i) + 1;
            moved = moved || shipment.stage != event.stage;
            take_event(tx, scope, shipment, event);
        }
        shipment.tracked_at = scope.now;
        store(tx, scope, shipment);
        if (moved) MUST(delivery_moved(tx, scope, shipment));
        return true;
    });
    if (!done) return Failure(done.error());
    scope.announce("shipment", shop::order_subject(before->order_id));
    return {};
}

Result<Shipment> settle(const shop::Scope& scope, ShipmentId id, const Settlement& seen) {
    const auto shipment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state != ShipmentState::unclear)
        return refuse(RefusalKind::conflict, "nothing_to_settle", "This shipment is not in doubt.");
    const std::string number(trimmed(seen.awb_number));
    if (number.size() > 40) return invalid_field("awb_number", "This is no AWB number.");
    if (!number.empty()) {
        MUST(register_waybill(scope, id, {number, {0, scope.currency()}, "", number}));
    } else {
        set_state(scope, id, ShipmentState::requested, "");
        MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
            jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "send_shipment",
                          {{"shipment", to_text(id)}}, shop::order_subject(shipment->order_id),
                          scope.now);
            return true;
        }));
    }
    return *scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
}

namespace {

/// Where a parcel has left from.
std::int64_t shop_place(const shop::Scope& scope, const Parcel& parcel) {
    for (const auto& installation : scope.shop->settings.warehouses)
        if (!parcel.warehouse.empty() && installation.name == parcel.warehouse)
            return installation.siruta;
    return scope.shop->settings.seller.address.siruta;
}

} // namespace

Result<Shipment> say_stage(const shop::Scope& scope, ShipmentId id, const SaidStage& said) {
    if (said.road_km && (*said.road_km < 1 || *said.road_km > 2'000))
        return invalid_field("road_km", "A road has 1 to 2000 kilometres.");
    return scope.write([&](db::Transaction& tx) -> Result<Shipment> {
        auto shipment = find(tx, scope.id(), id);
        if (!shipment) return not_found("There is no such shipment.");
        if (courier_registry().at(shipment->courier).traits.tracks)
            return refuse(RefusalKind::conflict, "courier_tells",
                          "This courier says by itself where its parcels are.");
        if (shipment->state != ShipmentState::registered)
            return refuse(RefusalKind::conflict, "no_awb", "There is no waybill yet.");
        const auto known = tracking_of(tx, scope.id(), id);
        TrackingEvent event;
        event.seq = static_cast<std::int64_t>(known.size()) + 1;
        event.code = "said";
        event.text =
            said.note.empty() ? std::string(name_of(said.stage)) : shortened(said.note, 200);
        event.at = scope.now;
        event.stage = said.stage;
        take_event(tx, scope, *shipment, event);
        store(tx, scope, *shipment);
        MUST(delivery_moved(tx, scope, *shipment));
        if (!said.road_km) return *shipment;
        const auto noted = pricing::put_road(tx, scope,
                                             {shop_place(scope, shipment->request),
                                              shipment->request.siruta,
                                              *said.road_km * 1'000,
                                              true,
                                              {}});
        if (!noted) return invalid_field("road_km", noted.error().detail);
        return *shipment;
    });
}

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    runner.on(
        "send_shipment",
        [&installation](ShopId shop, const jobs::Job& job) {
            return send(installation, shop, job);
        },
        12);
    runner.on("request_shipment", [&installation](ShopId shop, const jobs::Job& job) {
        return request_for_status(installation, shop, job);
    });
    runner.on(
        "track_shipment",
        [&installation](ShopId shop, const jobs::Job& job) -> Result<void> {
            TRY(scope, shop::Scope::of(
                           installation, shop,
                           courier_principal(std::string(job.payload.at("courier").as_string()))));
            return track(scope, ShipmentId{jobs::id_in(job, "shipment").value_or(0)});
        },
        3);
    runner.every("tracking", Millis(60'000), [&installation](Instant now) {
        const auto shops =
            installation.database.read([](db::Transaction& tx) { return shop::all_shops(tx); });
        for (const auto shop : shops)
            (void)installation.database.write([&](db::Transaction& tx) -> Result<bool> {
                // Each parcel is asked about every ten minutes.
                for (const auto& shipment : to_track(tx, shop, now - std::chrono::minutes(10), 200))
                    jobs::enqueue(
                        tx, shop, installation.ids.make<JobId>(now), "track_shipment",
                        {{"shipment", to_text(shipment.id)}, {"courier", shipment.courier}},
                        shop::order_subject(shipment.order_id), now);
                return true;
            });
        installation.jobs_hint();
    });
}

} // namespace taraba::shipping
