#pragma once

#include "shop/orders/order_list.hpp"

namespace taraba::reports {

/// How long half of the orders of a period took at most, in minutes from placement; missing when
/// none has got there. Counted over at most 20 000 orders.
struct StageTimes {
    std::optional<std::int64_t> to_payment;
    std::optional<std::int64_t> to_awb;
    std::optional<std::int64_t> to_delivery;
};
BOOST_DESCRIBE_STRUCT(StageTimes, (), (to_payment, to_awb, to_delivery))

StageTimes stage_times(db::Transaction& tx, const shop::Scope& scope, const orders::Days& days);

} // namespace taraba::reports
