#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// Sameday (`https://api.sameday.ro`): headers sign in at `api/authenticate`, the token travels as
/// X-AUTH-TOKEN; forms create at `api/awb`. Our reference is its clientInternalReference, which it
/// takes once. It cannot be asked for a waybill by reference. Facts: docs/couriers/sameday.md.
shipping::RegisteredCourier sameday();

} // namespace taraba::couriers
