#pragma once

#include "shop/invoicing/invoice.hpp"

// A line as programs of the state and of accountants take it: the price is never negative, and
// a line that takes away (discount, storno) has fewer pieces than none (EN 16931 BR-27).

namespace taraba::invoicing {

Quantity signed_pieces(const InvoiceLine& line);
/// Without VAT, with six decimals, so that pieces times it give the value of the line.
std::string unit_price_text(const InvoiceLine& line);

} // namespace taraba::invoicing
