#pragma once

#include <string>

namespace taraba::bench {

/// Orders placed a second through HTTP against the same rows written straight to the same database
/// in the same run, with 1, 8 and 64 clients. `database` is a PostgreSQL URL, empty for SQLite.
void placement(const std::string& folder, const std::string& database);

/// The order list with every kind of filter on a folder that `taraba seed --demo --orders N` has
/// filled.
void list(const std::string& folder, const std::string& database);

/// Payment callbacks a second through HTTP with every one repeated, against the same news written
/// straight into the same books in the same run.
void callbacks(const std::string& folder, const std::string& database);

/// A look at the clock over the orders of a folder that `taraba seed --demo --orders N` has filled,
/// against reading the orders themselves in the same run.
void watch(const std::string& folder, const std::string& database);

/// Profit reports from the sums of days, against reading the orders themselves in the same run, on
/// a folder that `taraba seed --demo --orders N` has filled.
void reports(const std::string& folder, const std::string& database);

/// Invoices as PDF, a second and core.
void papers();

} // namespace taraba::bench
