#pragma once

#include "shop/shops/shop.hpp"

#include <optional>

// The terms of OUG 34/2014 on consumers' rights in distance contracts.

namespace taraba::returns {

using shop::ReturnReason;

/// The last day on which a consumer may withdraw: 14 calendar days from when the last piece
/// arrived (art. 9), or as many more as the shop gives; one that is no working day ends on the
/// next.
Date withdrawal_until(Date arrived, std::int64_t days = 14);
/// The buyer's days to send the goods, from when the shop was told (art. 14).
Date send_until(Date told);
/// The shop's days to pay back, from when it was told (art. 13); it may wait for the goods.
Date refund_until(Date told);
/// The last day of a guarantee of so many months (OUG 140/2021 art. 9); nothing: it has none.
std::optional<Date> warranty_until(Date arrived, std::int64_t months);

} // namespace taraba::returns
