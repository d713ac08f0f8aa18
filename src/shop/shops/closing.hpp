#pragma once

#include "shop/scope.hpp"

namespace taraba::shop {

/// The last day of the months whose books are closed.
std::optional<Date> closed_until(db::Transaction& tx, ShopId shop);

/// Refuses with `month_closed` a document of a day whose month is closed.
Result<void> check_open(db::Transaction& tx, const Scope& scope, Date day,
                        const std::string& field);

} // namespace taraba::shop
