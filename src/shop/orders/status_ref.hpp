#pragma once

#include "shop/orders/order.hpp"

// The statuses of an order as whoever asks is shown them: named in their language.

namespace taraba::orders {

struct StatusRef {
    StatusId id;
    statuses::Axis axis = statuses::Axis::order;
    std::string code;
    std::string name;
    std::string colour;
    statuses::Stage stage = statuses::Stage::new_;
    bool reversible = false; ///< entering it can be taken back
};
BOOST_DESCRIBE_STRUCT(StatusRef, (), (id, axis, code, name, colour, stage, reversible))

struct Statuses {
    StatusRef order;
    StatusRef payment;
    StatusRef delivery;
};
BOOST_DESCRIBE_STRUCT(Statuses, (), (order, payment, delivery))

StatusRef ref_of(const shop::Scope& scope, const statuses::Status& status);
Statuses statuses_of(const shop::Scope& scope, const Order& order);
/// Those that may follow now, on all axes.
std::vector<StatusRef> next_statuses(const shop::Scope& scope, const Order& order);

} // namespace taraba::orders
