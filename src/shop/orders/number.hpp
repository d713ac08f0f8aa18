#pragma once

#include "shop/scope.hpp"

namespace taraba::orders {

/// The next order number of the shop. A node takes numbers from the database in blocks, one at a
/// time while orders are rare and up to 256 while they pour in, so that no row is fought for;
/// what is left of a block when a node stops is a gap, which order numbers may have.
std::int64_t next_number(const shop::Scope& scope);

} // namespace taraba::orders
