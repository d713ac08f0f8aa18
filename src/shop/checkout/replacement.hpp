#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::checkout {

/// A piece of a line of the order that is replaced.
struct ReplacedLine {
    std::int64_t line_no = 0;
    Quantity quantity;
};

/// What else belongs to it, in the same transaction: the return or the case that asked for it.
using Finish = std::function<Result<void>(db::Transaction&, const orders::Order&)>;

/// Sends the same goods once more without charge: a new order for the same customer and address,
/// stock reserved, nothing to pay and nothing to invoice, linked to the one it replaces. It may be
/// completed at its loss, which the reason explains. Refuses with `out_of_stock`, `invalid_field`
/// when a product is gone, and what `finish` refuses.
Result<orders::Order> place_replacement(const shop::Scope& scope, const orders::Order& replaced,
                                        const std::vector<ReplacedLine>& lines,
                                        const std::string& because, const Finish& finish);

/// The order that this one replaces, and those by which it was replaced.
struct Replacements {
    std::optional<OrderId> replaces;
    std::vector<OrderId> by;
};
Replacements replacements_of(db::Transaction& tx, ShopId shop, OrderId id);

} // namespace taraba::checkout
