#pragma once

#include "db/table.hpp"
#include "shop/service/case.hpp"

// What only the service area uses of its store.

namespace taraba::service {

const db::Table<Case>& case_table();
std::int64_t next_number(db::Transaction& tx, ShopId shop);
/// Writes the case that was read and changed; its version grows.
void store(db::Transaction& tx, const shop::Scope& scope, Case& piece);
void insert_news(db::Transaction& tx, const shop::Scope& scope, const Case& piece,
                 const std::string& words, bool internal);
/// Those still here, the soonest due first.
std::vector<Case> open_cases(db::Transaction& tx, ShopId shop, Date due_until, std::int64_t limit);
/// Those whose buyer should hear by this day.
std::vector<Case> silent_cases(db::Transaction& tx, ShopId shop, Date day);

} // namespace taraba::service
