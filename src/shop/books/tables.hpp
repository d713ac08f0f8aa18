#pragma once

#include "base/spreadsheet.hpp"
#include "shop/books/money.hpp"

// The books as tables, for CSV and XLSX.

namespace taraba::books {

struct Table {
    std::vector<SheetColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

/// The sales journal: a pair of columns for each rate, or reason for none, of the period.
Table journal_table(db::Transaction& tx, const shop::Scope& scope, const Period& period);
Table money_table(const shop::Scope& scope, const std::vector<MoneyRow>& rows);

/// With the byte-order mark by which spreadsheets read it as UTF-8.
std::string csv_of(const Table& table);
std::string xlsx_of(const Table& table);

} // namespace taraba::books
