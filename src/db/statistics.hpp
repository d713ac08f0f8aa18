#pragma once

#include "db/db.hpp"

namespace taraba::db {

/// Tells SQLite's planner how many rows share a value of an index, by looking at a few hundred of
/// each: at the start and once a day. (`PRAGMA optimize` alone does nothing on a fresh connection
/// of SQLite 3.40.) PostgreSQL looks by itself. Every statement meets its index without this too,
/// which plans_test.cpp proves; it is for choices between two that would both do.
void refresh_statistics(Database& database);

} // namespace taraba::db
