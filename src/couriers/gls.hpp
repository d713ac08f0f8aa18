#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// GLS Romania (MyGLS, `https://api.mygls.ro/ParcelService.svc/json`): the user and the SHA-512 of
/// the password, as numbers, in every body; errors come as lists with status 200. Our reference is
/// ClientReference, found in the day's list. Facts: docs/couriers/gls.md.
shipping::RegisteredCourier gls();

/// What a status code of its tracking means.
shipping::ShipmentStage gls_stage(const std::string& code);

} // namespace taraba::couriers
