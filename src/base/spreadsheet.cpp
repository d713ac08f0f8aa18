#include "base/spreadsheet.hpp"

#include "base/expects.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <utility>
#include <xlsxwriter.h>

namespace taraba {

struct Spreadsheet::Book {
    char path[32] = "/tmp/taraba-sheet-XXXXXX";
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* amount = nullptr;
    lxw_row_t row = 1;
    std::FILE* file = nullptr;

    ~Book() {
        if (book) workbook_close(book);
        if (file) std::fclose(file);
        std::remove(path);
    }
};

Spreadsheet::Spreadsheet(std::vector<SheetColumn> columns)
    : columns_(std::move(columns)), book_(std::make_unique<Book>()) {
    const int handle = ::mkstemp(book_->path);
    expects(handle >= 0);
    ::close(handle);
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_->book = workbook_new_opt(book_->path, &options);
    book_->sheet = workbook_add_worksheet(book_->book, nullptr);
    book_->amount = workbook_add_format(book_->book);
    format_set_num_format(book_->amount, "#,##0.00");
    auto* bold = workbook_add_format(book_->book);
    format_set_bold(bold);
    worksheet_freeze_panes(book_->sheet, 1, 0);
    for (std::size_t i = 0; i < columns_.size(); ++i)
        worksheet_write_string(book_->sheet, 0, static_cast<lxw_col_t>(i),
                               columns_[i].title.c_str(), bold);
}

Spreadsheet::~Spreadsheet() = default;

void Spreadsheet::add(const std::vector<std::string>& cells) {
    constexpr lxw_row_t rows_max = 1'048'575;
    expects(cells.size() == columns_.size());
    if (book_->row > rows_max) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto at = static_cast<lxw_col_t>(i);
        if (columns_[i].amount && !cells[i].empty())
            // Shown with two decimals, which a double holds exactly enough.
            worksheet_write_number(book_->sheet, book_->row, at,
                                   std::strtod(cells[i].c_str(), nullptr), book_->amount);
        else
            worksheet_write_string(book_->sheet, book_->row, at, cells[i].c_str(), nullptr);
    }
    ++book_->row;
}

std::string Spreadsheet::piece() {
    if (book_->book) {
        expects(workbook_close(std::exchange(book_->book, nullptr)) == LXW_NO_ERROR);
        book_->file = std::fopen(book_->path, "rb");
        expects(book_->file != nullptr);
    }
    std::string bytes(256 * 1024, '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), book_->file));
    return bytes;
}

} // namespace taraba
