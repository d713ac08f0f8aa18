#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// FAN Courier, API v2 (`https://api.fancourier.ro/`): `login` gives a bearer token for a day,
/// `intern-awb` makes waybills, `awb/label` prints, `awb` (DELETE) cancels, `reports/awb` lists a
/// day's waybills, `reports/awb/tracking` says where they are. Our reference travels as
/// info.costCenter, which `reports/awb` gives back. Facts: docs/couriers/fan.md.
shipping::RegisteredCourier fan();

/// What a FAN event code means; S codes are deliveries, C the courier's run, H the hubs.
shipping::ShipmentStage fan_stage(const std::string& code);

} // namespace taraba::couriers
