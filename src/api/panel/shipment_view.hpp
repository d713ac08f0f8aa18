#pragma once

#include "api/api.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::api::panel {

struct ShipmentView {
    ShipmentId id;
    std::string courier;
    std::string title;  ///< of the courier
    bool tracks = true; ///< the courier says by itself where the parcel is
    bool finds = true;  ///< it can be asked whether it has the parcel
    std::vector<shipping::LabelFormat> labels;
    shipping::ShipmentState state = shipping::ShipmentState::requested;
    shipping::ShipmentStage stage = shipping::ShipmentStage::registered;
    std::string awb_number;
    std::int64_t parcels = 1;
    std::int64_t weight_g = 0;
    Money cash;
    Money tariff;
    std::string error;
    std::int64_t part = 1;
    std::vector<shipping::ShippedLine> lines; ///< empty: the whole order
    Instant created_at{};
    std::vector<shipping::TrackingEvent> tracking;
};
BOOST_DESCRIBE_STRUCT(ShipmentView, (),
                      (id, courier, title, tracks, finds, labels, state, stage, awb_number, parcels,
                       weight_g, cash, tariff, error, part, lines, created_at, tracking))

ShipmentView view_of(db::Transaction& tx, ShopId shop, const shipping::Shipment& shipment);

} // namespace taraba::api::panel
