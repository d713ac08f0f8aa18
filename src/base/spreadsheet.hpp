#pragma once

#include <memory>
#include <string>
#include <vector>

namespace taraba {

struct SheetColumn {
    std::string title;
    bool amount = false; ///< decimal text that becomes a number with two decimals
};

/// A spreadsheet (XLSX) being written, its rows kept in a temporary file.
class Spreadsheet {
public:
    explicit Spreadsheet(std::vector<SheetColumn> columns);
    ~Spreadsheet();
    Spreadsheet(const Spreadsheet&) = delete;
    Spreadsheet& operator=(const Spreadsheet&) = delete;

    /// Rows beyond what a sheet holds (1 048 575) are left out.
    void add(const std::vector<std::string>& cells);
    /// The finished file, piece by piece; empty at its end. No row can be added any more.
    std::string piece();

private:
    struct Book;
    std::vector<SheetColumn> columns_;
    std::unique_ptr<Book> book_;
};

} // namespace taraba
