#pragma once

#include "db/db.hpp"

namespace taraba::db {

/// For tests: hears of every statement when a connection prepares it, with the parameters of that
/// call, whose types tell those of the statement. Null: nobody listens.
using StatementWatch = void (*)(Engine engine, const Sql& sql, Params params);
inline StatementWatch statement_watch = nullptr;

} // namespace taraba::db
