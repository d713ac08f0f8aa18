#include "base/csv.hpp"

#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace taraba {

std::vector<CsvRecord> parse_csv(std::string_view text, char separator) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::vector<CsvRecord> records;
    CsvRecord record{1, {}};
    std::string cell;
    std::size_t line = 1;
    bool quoted = false, any = false;
    const auto finish_record = [&] {
        if (any || !cell.empty() || !record.cells.empty()) {
            record.cells.push_back(std::move(cell));
            records.push_back(std::move(record));
        }
        cell.clear();
        record = {line, {}};
        any = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"' && cell.empty()) {
            quoted = any = true;
        } else if (c == separator) {
            record.cells.push_back(std::move(cell));
            cell.clear();
            any = true;
        } else if (c == '\n') {
            finish_record();
        } else if (c != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') {
            cell += c;
        }
    }
    finish_record();
    return records;
}

CsvTable::CsvTable(std::string_view text, char separator) : records_(parse_csv(text, separator)) {
    if (records_.empty()) return;
    for (std::size_t i = 0; i < records_.front().cells.size(); ++i)
        columns_.emplace(records_.front().cells[i], i);
    records_.erase(records_.begin());
}

std::string_view CsvTable::cell(const CsvRecord& record, const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= record.cells.size()) return {};
    return record.cells[found->second];
}

std::vector<std::size_t> columns_of(const CsvRecord& header,
                                    std::initializer_list<std::string_view> words) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const auto name = folded(header.cells[i]);
        if (std::ranges::any_of(words, [&](auto word) { return name.find(word) != name.npos; }))
            found.push_back(i);
    }
    return found;
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        const bool formula = cell.find_first_of("=+-@\t\r") == 0 &&
                             cell.find_first_not_of("0123456789.+-") != cell.npos;
        const bool quoted = formula || cell.find_first_of("\",\n\r") != cell.npos;
        if (!quoted) {
            line += cell;
            continue;
        }
        line += formula ? "\"'" : "\"";
        for (const char c : cell) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

std::optional<std::int64_t> amount_in(std::string_view text) {
    std::string plain;
    for (const char c : trimmed(text))
        if (c != ' ' && c != '\xc2' && c != '\xa0') plain += c;
    // The last mark parts the decimals when at most two digits follow it; the others group.
    const auto mark = plain.find_last_of(".,");
    if (mark != plain.npos) {
        const bool decimals = plain.size() - mark - 1 <= 2;
        std::string whole;
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const bool is_mark = plain[i] == '.' || plain[i] == ',';
            if (!is_mark)
                whole += plain[i];
            else if (i == mark && decimals)
                whole += '.';
            else if (const auto next = plain.find_first_of(".,", i + 1);
                     (next == plain.npos ? plain.size() : next) - i != 4)
                return std::nullopt; // a group has three digits
        }
        plain = whole;
    }
    if (plain.ends_with('.')) plain.pop_back();
    const auto value = parse_decimal(plain, 2);
    if (!value || *value > money_minor_max || *value < -money_minor_max) return std::nullopt;
    return *value;
}

char separator_of(std::string_view csv) {
    const auto line = csv.substr(0, csv.find('\n'));
    char best = ',';
    for (const char each : {';', '\t'})
        if (std::ranges::count(line, each) > std::ranges::count(line, best)) best = each;
    return best;
}

} // namespace taraba
