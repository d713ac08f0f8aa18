#pragma once

#include "shop/efactura/anaf.hpp"
#include "shop/scope.hpp"

namespace taraba::efactura {

/// Asks ANAF for what it has told the shop in the last days, keeps what is new, and gives all of
/// it: of two days, or of sixty when the shop has none yet.
Result<std::vector<AnafMessage>> fetch_messages(const shop::Scope& scope, const Anaf& service);

/// Newest first, below an id.
std::vector<AnafMessage> kept_messages(db::Transaction& tx, ShopId shop, std::int64_t before,
                                       std::int64_t limit);

} // namespace taraba::efactura
