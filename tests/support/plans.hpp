#pragma once

// Every statement meets an index, on both engines: their own word for it, from EXPLAIN.

#include "db/db.hpp"

#include <string>
#include <vector>

namespace taraba::support {

struct Statement {
    std::string name;
    std::string text;
    std::vector<std::string> types; ///< of its parameters for PostgreSQL; missing: it finds out
};

/// What is wrong with the plan of a statement: it walks a table that grows with the shop's years,
/// or an index of which it uses nothing but the shop. Empty: nothing is.
std::vector<std::string> plan_faults(db::Database& database, const Statement& statement);

/// The statements that stand in the sources as they are run: constants with a name, and selections
/// of a table's columns.
std::vector<Statement> statements_of_the_sources();

/// From now on the statements that run are noted.
void note_statements();
/// Fails the test for each that was noted since the last call and has a bad plan; a text is looked
/// at once on each engine.
void expect_good_plans(db::Database& database);

} // namespace taraba::support
