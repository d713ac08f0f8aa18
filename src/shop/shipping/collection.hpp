#pragma once

#include "shop/shipping/shipment.hpp"

// Parcels that the courier fetches from the buyer, for a return. They are sent, tracked, cancelled
// and paid for like those to the buyer, but the order's delivery does not follow them.

namespace taraba::shipping {

struct CollectionRequest {
    static constexpr bool lenient = true;
    std::string courier; ///< empty: the one that brought the goods
    std::int64_t parcels = 1;
    std::optional<std::int64_t> weight_g; ///< that of the goods when not given
    std::string note;
};
BOOST_DESCRIBE_STRUCT(CollectionRequest, (), (courier, parcels, weight_g, note))

/// Writes the shipment and the job that calls the courier: from the order's address to the shop's
/// seat, nothing to collect. `label` is what the waybill calls the return by. Refuses with
/// `already_sent` while one is under way, `no_courier` when the goods came by none and none is
/// named, and `invalid_field`.
Result<Shipment> request_collection(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                                    RmaId rma, const std::string& label,
                                    const std::vector<ShippedLine>& lines,
                                    const CollectionRequest& wanted);
/// A failed or unclear one, as retry() has it.
Result<Shipment> retry_collection(db::Transaction& tx, const shop::Scope& scope, Shipment shipment);

/// Whether the courier was asked and not called off: its parcel is to come, or is here.
bool is_being_collected(db::Transaction& tx, ShopId shop, RmaId id);
/// Of a return, the oldest first.
std::vector<Shipment> collections_of(db::Transaction& tx, ShopId shop, RmaId id);

/// Tells the return where its parcel is; operators hear of one that will not arrive.
Result<void> collection_moved(db::Transaction& tx, const shop::Scope& scope,
                              const Shipment& shipment);

} // namespace taraba::shipping
