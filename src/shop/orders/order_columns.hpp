#pragma once

#include "shop/search.hpp"
#include "shop/statuses/status.hpp"

// What the SQL of orders shares; for this area's own files.

namespace taraba::orders {

/// The words by which orders are found.
const shop::TermTable& term_table();

/// The column that holds the status of an axis.
std::string column_of(statuses::Axis axis);

} // namespace taraba::orders
