#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// DPD Romania (`https://api.dpd.ro/v1`): user and password in every JSON body; errors come as
/// `error` with status 200. Our reference travels as ref1 and is found by `shipment/search`.
/// Facts: docs/couriers/dpd.md.
shipping::RegisteredCourier dpd();

/// What an operation code of its tracking means.
shipping::ShipmentStage dpd_stage(const std::string& code);

} // namespace taraba::couriers
