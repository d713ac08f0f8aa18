#pragma once

#include "base/file.hpp"
#include "shop/orders/order_list.hpp"

namespace taraba::reports {

/// All orders that match, a row each, newest first, as a file that is made while it is sent: memory
/// holds one page of orders, however many there are. Refuses with `invalid_field`.
Result<File> orders_csv(const shop::Scope& scope, const orders::OrderFilter& filter);

/// The same for spreadsheets, with numbers as numbers. A sheet ends after 1 048 575 orders; the
/// rest is in the CSV only.
Result<File> orders_xlsx(const shop::Scope& scope, const orders::OrderFilter& filter);

} // namespace taraba::reports
