#include "api/panel/shipment_view.hpp"

#include "shop/shipping/courier.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::api::panel {

ShipmentView view_of(db::Transaction& tx, ShopId shop, const shipping::Shipment& shipment) {
    // Until the cheapest one is known there is none.
    const auto known = shipping::courier_registry().find(shipment.courier);
    const bool none = known == shipping::courier_registry().end();
    const auto traits = none ? shipping::CourierTraits{} : known->second.traits;
    ShipmentView view;
    view.id = shipment.id;
    view.courier = shipment.courier;
    view.title = traits.title;
    view.tracks = traits.tracks;
    view.finds = traits.finds;
    view.labels = traits.labels;
    view.state = shipment.state;
    view.stage = shipment.stage;
    view.awb_number = shipment.awb_number;
    view.parcels = shipment.parcels;
    view.weight_g = shipment.weight_g;
    view.cash = shipment.cash;
    view.tariff = shipment.tariff;
    view.error = shipment.error;
    view.part = shipment.part;
    view.lines = shipment.lines;
    view.created_at = shipment.created_at;
    view.tracking = shipping::tracking_of(tx, shop, shipment.id);
    return view;
}

} // namespace taraba::api::panel
