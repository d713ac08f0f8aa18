#pragma once

#include "db/table.hpp"
#include "shop/returns/return.hpp"

// What only the returns themselves use of their store.

namespace taraba::returns {

const db::Table<Return>& return_table();
/// The return, in one of these states; refuses with `not_found` and `return_decided`.
Result<Return> in_state(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                        std::initializer_list<ReturnState> states);
std::int64_t next_number(db::Transaction& tx, ShopId shop);
void insert_line(db::Transaction& tx, ShopId shop, RmaId id, const ReturnLine& line);
void store_line(db::Transaction& tx, ShopId shop, RmaId id, const ReturnLine& line);
/// Writes the return that was read and changed; its version grows.
void store(db::Transaction& tx, const shop::Scope& scope, Return& rma);

} // namespace taraba::returns
