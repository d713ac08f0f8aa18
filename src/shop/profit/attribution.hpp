#pragma once

#include "shop/orders/order_snapshot.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/profit/profit.hpp"
#include "shop/profit/profit_totals.hpp"

namespace taraba::profit {

/// What an order adds to the sum of a key of a dimension.
struct Contribution {
    Dimension dimension;
    std::string key;
    ProfitTotals sums;
};

/// Where a product stands in the catalogue.
struct ProductGroup {
    std::string category;
    std::string brand;
};

/// What of an order is named elsewhere: in the shop's settings and its catalogue.
struct Names {
    std::string delivery_method;                ///< code
    std::string courier;                        ///< empty for pick-up
    std::string payment_method;                 ///< code
    std::map<ProductId, ProductGroup> groups{}; ///< of the lines' products
};

/// The order as one sum.
ProfitTotals totals_of(const orders::OrderSnapshot& order, const Report& report);

/// What the order adds to each dimension. The amounts of a dimension's shares add up to
/// totals_of(), to the ban. A product carries the cost of its goods and its green tax; everything
/// else, delivery and tax included, is shared by what the lines are worth without VAT, less what
/// came back of them.
std::vector<Contribution> contributions_of(const orders::OrderSnapshot& order, const Report& report,
                                           const orders::Returned& returned, const Names& names);

} // namespace taraba::profit
