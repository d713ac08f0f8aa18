#pragma once

#include "shop/returns/return.hpp"
#include "shop/shipping/collection.hpp"

namespace taraba::returns {

/// Calls the courier to fetch the goods of a return that was agreed to. Refuses with `not_found`,
/// `return_decided`, and like shipping::request_collection().
Result<Return> collect(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const shipping::CollectionRequest& wanted);

/// What of the return's parcel is put on record and told: that it is on its way, that it is here.
void register_collection(orders::Workflow& workflow);

} // namespace taraba::returns
