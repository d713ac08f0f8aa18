#pragma once

#include "db/table.hpp"
#include "shop/shipping/courier_account.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::shipping {

const db::Table<Shipment>& shipment_table();

/// Changes the shipment that was read; throws WriteConflict when somebody else was first.
void store(db::Transaction& tx, const shop::Scope& scope, Shipment& shipment);

std::optional<Shipment> find_by_awb(db::Transaction& tx, ShopId shop, const std::string& courier,
                                    const std::string& awb_number);

/// All that the order's goods were carried by, to the buyer and back.
std::vector<Shipment> all_of_order(db::Transaction& tx, ShopId shop, OrderId id);
bool is_live(const Shipment& shipment);

/// An address as a waybill has it, onto a Parcel or a CollectFrom.
template <class Place>
void put_address(Place& place, const shop::Address& address, const std::string& county_name) {
    place.county = county_name;
    place.county_code = address.county;
    place.locality = address.locality;
    place.street = address.street;
    place.postal_code = address.postal_code;
    place.siruta = address.siruta;
}

/// The job behind the one button.
void enqueue_sending(db::Transaction& tx, const shop::Scope& scope, const Shipment& shipment);
std::int64_t weight_of(const std::vector<orders::OrderLine>& lines,
                       const std::vector<ShippedLine>& parts);
/// `2 x Moka pot, 1 x …`, for the waybill.
std::string content_of(const std::vector<orders::OrderLine>& lines,
                       const std::vector<ShippedLine>& parts);

std::optional<std::string> kept_label(db::Transaction& tx, ShopId shop, ShipmentId id,
                                      LabelFormat format);
void keep_label(db::Transaction& tx, ShopId shop, ShipmentId id, LabelFormat format,
                const std::string& pdf);

/// Registered shipments that are still on their way and were last asked about before `before`.
std::vector<Shipment> to_track(db::Transaction& tx, ShopId shop, Instant before,
                               std::int64_t limit);

void insert_tracking(db::Transaction& tx, ShopId shop, ShipmentId id, const TrackingEvent& event);

} // namespace taraba::shipping
