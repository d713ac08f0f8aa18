#pragma once

#include "base/shape.hpp"
#include "base/time.hpp"

#include <optional>

// The terms of OUG 34/2014 on consumers' rights in distance contracts.

namespace taraba::returns {

/// Why goods come back.
enum class ReturnReason {
    withdrawal, ///< without a reason, within 14 days
    wrong_item, ///< not what was ordered
    damaged,    ///< in transport
    defect      ///< under the guarantee
};
BOOST_DESCRIBE_ENUM(ReturnReason, withdrawal, wrong_item, damaged, defect)

/// The last day on which a consumer may withdraw: 14 calendar days from when the last piece
/// arrived (art. 9); one that is no working day ends on the next.
Date withdrawal_until(Date arrived);
/// The buyer's days to send the goods, from when the shop was told (art. 14).
Date send_until(Date told);
/// The shop's days to pay back, from when it was told (art. 13); it may wait for the goods.
Date refund_until(Date told);
/// The last day of a guarantee of so many months (OUG 140/2021 art. 9); nothing: it has none.
std::optional<Date> warranty_until(Date arrived, std::int64_t months);

} // namespace taraba::returns
