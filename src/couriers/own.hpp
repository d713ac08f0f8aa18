#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// The shop's own car, or a courier that is told by telephone: no interface is called. The number
/// is our reference, the label is drawn here, and people say where the parcel is.
shipping::RegisteredCourier own();

} // namespace taraba::couriers
