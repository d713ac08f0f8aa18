#pragma once

#include "shop/orders/serials.hpp"
#include "shop/service/case.hpp"

namespace taraba::documents {

/// The papers of an order that are printed from it again and again.
enum class IssuedPaper { transport_sheet, packing_slip, warranty_certificate, return_form };
BOOST_DESCRIBE_ENUM(IssuedPaper, transport_sheet, packing_slip, warranty_certificate, return_form)

/// The scope to print a paper in: with the seller's data and the look that it had when it was
/// printed first. `facts` that change make it another paper, with the look of that day.
shop::Scope as_issued(const shop::Scope& scope, OrderId order, IssuedPaper paper,
                      const std::string& facts = "");

/// What makes a warranty certificate another one: the pieces, the day its term runs from, repairs.
std::string warranty_facts(const orders::SerialsByProduct& serials,
                           std::optional<Date> delivered_on,
                           const std::vector<service::Case>& repairs);

} // namespace taraba::documents
