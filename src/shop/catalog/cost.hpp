#pragma once

#include "shop/catalog/product.hpp"

// What pieces have cost, by the shop's rule (OMFP 1802/2014, 96 and 97): on average of what is on
// the shelf, or the oldest first. Layers hold what is left of each lot; unit costs are whole bani,
// rounded half up.

namespace taraba::catalog {

/// A lot came in: the shelf has more, and the product's cost follows. `subject` says where from.
void receive_lot(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                 Money unit_cost, const std::string& subject, const std::string& reason);

/// Takes a lot out again that was received by mistake. Refuses with `goods_sold` when pieces of it
/// have left.
Result<void> take_lot_back(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                           const std::string& subject, const std::string& reason);

// For the moves of stock themselves, once the shelf has changed.

/// What a piece of those that leave has cost; nothing for a product that no lot was ever received
/// of.
std::optional<Money> consume(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                             Quantity quantity);
/// Pieces are on the shelf again that had cost so much.
void restore(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
             Money unit_cost, const std::string& subject);

} // namespace taraba::catalog
