#pragma once

#include "shop/returns/return.hpp"

namespace taraba::documents {

/// The paper of one return, by its number and bar code: what is sent back and why, to put into the
/// parcel; once the goods are here also what came and in which state, to be signed, and how many
/// photos there are of it.
std::string return_pdf(const shop::Scope& scope, const orders::Order& order,
                       const std::vector<orders::OrderLine>& sold, const returns::Return& rma,
                       const std::vector<returns::ReturnLine>& lines, std::int64_t photos);

} // namespace taraba::documents
