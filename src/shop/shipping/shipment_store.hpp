#pragma once

#include "db/table.hpp"
#include "shop/shipping/courier_account.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::shipping {

const db::Table<Shipment>& shipment_table();

/// Changes the shipment that was read; throws db::DuplicateKey when somebody else was first.
void store(db::Transaction& tx, const shop::Scope& scope, Shipment& shipment);

std::optional<Shipment> find_by_awb(db::Transaction& tx, ShopId shop, const std::string& courier,
                                    const std::string& awb_number);

std::optional<std::string> kept_label(db::Transaction& tx, ShopId shop, ShipmentId id,
                                      LabelFormat format);
void keep_label(db::Transaction& tx, ShopId shop, ShipmentId id, LabelFormat format,
                const std::string& pdf);

/// Registered shipments that are still on their way and were last asked about before `before`.
std::vector<Shipment> to_track(db::Transaction& tx, ShopId shop, Instant before,
                               std::int64_t limit);

void insert_tracking(db::Transaction& tx, ShopId shop, ShipmentId id, const TrackingEvent& event);

} // namespace taraba::shipping
