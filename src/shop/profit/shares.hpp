#pragma once

#include "shop/orders/whole.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/profit/profit.hpp"
#include "shop/profit/sums.hpp"

namespace taraba::profit {

/// What an order adds to the sum of a key of a dimension.
struct Share {
    Dimension dimension;
    std::string key;
    Sums sums;
};

/// Where a product stands in the catalogue.
struct Shelf {
    std::string category;
    std::string brand;
};

/// What of an order is named elsewhere: in the shop's settings and its catalogue.
struct Names {
    std::string delivery_method;          ///< code
    std::string courier;                  ///< empty for pick-up
    std::string payment_method;           ///< code
    std::map<ProductId, Shelf> shelves{}; ///< of the lines' products
};

/// The order as one sum.
Sums sums_of(const orders::WholeOrder& order, const Report& report);

/// What the order adds to each dimension. The amounts of a dimension's shares add up to sums_of(),
/// to the ban. A product carries the cost of its goods and its green tax; everything else, delivery
/// and tax included, is shared by what the lines are worth without VAT, less what came back of
/// them.
std::vector<Share> shares_of(const orders::WholeOrder& order, const Report& report,
                             const orders::Returned& returned, const Names& names);

} // namespace taraba::profit
