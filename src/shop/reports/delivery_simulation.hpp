#pragma once

#include "shop/orders/order.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::reports {

struct SimulateFormula {
    static constexpr bool lenient = true;
    pricing::DeliveryFormula formula;
    std::int64_t days = 30; ///< back from today, up to a year
};
BOOST_DESCRIBE_STRUCT(SimulateFormula, (), (formula, days))

/// One order as it was charged and as the changed formula would have charged it.
struct SimulatedOrder {
    OrderId id;
    std::int64_t number = 0;
    Money before;
    std::optional<Money> after; ///< nothing: the method would not have taken it
    std::vector<pricing::Part> parts;
};
BOOST_DESCRIBE_STRUCT(SimulatedOrder, (), (id, number, before, after, parts))

struct Simulation {
    std::int64_t orders = 0;
    std::int64_t dearer = 0;
    std::int64_t cheaper = 0;
    std::int64_t refused = 0;
    Money before;                        ///< what the buyers paid, with VAT
    Money after;                         ///< what they would have paid, refused ones left out
    Money courier_cost;                  ///< what the couriers took, without VAT
    std::vector<SimulatedOrder> largest; ///< differences, at most 20
};
BOOST_DESCRIBE_STRUCT(Simulation, (),
                      (orders, dearer, cheaper, refused, before, after, courier_cost, largest))

/// Runs a formula, saved or not, over the orders of the last days that went by the method, at most
/// the newest 2000. Weights are those of the orders, sizes those of the products now. Refuses with
/// `not_found` and `invalid_field`.
Result<Simulation> simulate(const shop::Scope& scope, DeliveryMethodId id,
                            const SimulateFormula& wanted);

} // namespace taraba::reports
