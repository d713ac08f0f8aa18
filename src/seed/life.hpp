#pragma once

#include "seed/people.hpp"

namespace taraba::seed {

/// What has happened since an order of the generator was placed, as its statuses say: its letters,
/// money, parcel with scans, invoice, and now and then a return. `scope` is at the placement.
void live(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
          const std::vector<orders::OrderLine>& lines, const pricing::PaymentMethod& method,
          Dice& dice);

} // namespace taraba::seed
