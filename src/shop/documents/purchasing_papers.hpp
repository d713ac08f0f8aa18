#pragma once

#include "shop/purchasing/receipt.hpp"

namespace taraba::documents {

/// The note of reception and differences (NIR, OMFP 2634/2015, code 14-3-1A).
std::string goods_receipt_pdf(const shop::Scope& scope, const purchasing::Receipt& receipt,
                              const std::vector<purchasing::ReceiptLine>& lines);

} // namespace taraba::documents
