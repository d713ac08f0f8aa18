#pragma once

#include "shop/orders/order.hpp"
#include "shop/service/case.hpp"

namespace taraba::documents {

/// What is signed when a piece comes into the workshop: what it is, in which state, what is said
/// to be wrong, and by when it is settled (OUG 140/2021 art. 12).
std::string reception_protocol_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece);
/// What was found and done, with the grown guarantee: handed over with the piece. Refuses with
/// `outcome_needed`.
Result<std::string> resolution_pdf(const shop::Scope& scope, const orders::Order& order,
                                   const service::Case& piece,
                                   const std::vector<service::News>& news);

} // namespace taraba::documents
