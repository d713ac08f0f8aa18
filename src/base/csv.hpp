#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraba {

/// A record of a CSV file, with the line on which it began (1 is the header).
struct CsvRecord {
    std::size_t line;
    std::vector<std::string> cells;
};

/// RFC 4180, with either line end, quoted cells over several lines and a byte-order mark allowed.
/// A quote that is never closed takes the rest of the file into its cell.
std::vector<CsvRecord> parse_csv(std::string_view text, char separator = ',');

/// Indexes of the columns whose names, in small letters without diacritics, contain one of the
/// words: files of partners name the same thing in many ways.
std::vector<std::size_t> columns_of(const CsvRecord& header,
                                    std::initializer_list<std::string_view> words);

/// One line of CSV with its end. A text that a spreadsheet would take for a formula is kept from
/// being one by an apostrophe before it.
std::string csv_line(const std::vector<std::string>& cells);

/// Cells by the names of the header; a missing cell is empty.
class CsvTable {
public:
    explicit CsvTable(std::string_view text, char separator = ',');

    bool has(const std::string& column) const { return columns_.contains(column); }
    const std::vector<CsvRecord>& records() const { return records_; }
    std::string_view cell(const CsvRecord& record, const std::string& column) const;

private:
    std::map<std::string, std::size_t> columns_;
    std::vector<CsvRecord> records_;
};

/// `1.234,56`, `1,234.56`, `1234.5`, `1234`: in minor units. Nothing when it is no amount.
std::optional<std::int64_t> amount_in(std::string_view text);
/// `;`, `,` or a tab: what the first line has most of.
char separator_of(std::string_view csv);

} // namespace taraba
