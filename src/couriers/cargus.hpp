#pragma once

#include "shop/shipping/courier.hpp"

namespace taraba::couriers {

/// Cargus, API v3 (`https://urgentcargus.azure-api.net/api`): a subscription key in a header and a
/// token of `LoginUser`; `Awbs` creates and deletes, `Awbs/GetByDate` lists a day, which gives back
/// our reference as CustomString. Facts: docs/couriers/cargus.md.
shipping::RegisteredCourier cargus();

/// The service by weight: 34 to 31 kg, 35 to 50 kg, 36 above.
std::int64_t cargus_service(std::int64_t weight_g);

} // namespace taraba::couriers
