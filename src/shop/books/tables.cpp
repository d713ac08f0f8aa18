#include "shop/books/tables.hpp"

#include "base/csv.hpp"
#include "texts/books.hpp"

#include <algorithm>

namespace taraba::books {

namespace words = texts::books;

namespace {

using Text = std::string_view (*)(std::string_view language);

void add_columns(Table& table, const std::string& language, std::initializer_list<Text> titles,
                 bool amounts) {
    for (const auto title : titles)
        table.columns.push_back({std::string(title(language)), amounts});
}

/// A column for each base, and one for its VAT where there is any.
void add_vat_columns(Table& table, const std::vector<VatPart>& parts, const std::string& language) {
    for (const auto& part : parts) {
        const std::string title = title_of(part, language);
        table.columns.push_back({words::vat_part::base(language, title), true});
        if (part.rate.basis_points != 0)
            table.columns.push_back({words::vat_part::vat(language, title), true});
    }
}

void add_vat_cells(std::vector<std::string>& cells, const std::vector<VatPart>& columns,
                   const std::vector<VatPart>& parts) {
    for (const auto& column : columns) {
        const auto found = std::ranges::find_if(parts, [&](const VatPart& each) {
            return each.rate == column.rate && each.without_vat == column.without_vat;
        });
        cells.push_back(found == parts.end() ? "" : to_decimal(found->net));
        if (column.rate.basis_points != 0)
            cells.push_back(found == parts.end() ? "" : to_decimal(found->vat));
    }
}

std::string_view kind_word(invoicing::InvoiceKind kind, std::string_view language) {
    return kind == invoicing::InvoiceKind::storno ? words::journal::storno(language)
                                                  : words::journal::invoice(language);
}

std::vector<std::string> cells_of(const JournalRow& row, const std::vector<VatPart>& parts,
                                  std::size_t no, std::string_view language) {
    std::vector<std::string> cells{
        std::to_string(no),
        to_text(row.issued_on),
        row.series,
        std::to_string(row.number),
        std::string(kind_word(row.kind, language)),
        row.takes_back.value_or(""),
        row.buyer,
        row.tax_id,
        row.country,
        row.order_number ? std::to_string(*row.order_number) : "",
        row.currency,
        std::string(row.vat_at_cash_receipt ? words::journal::yes(language) : ""),
        to_decimal(row.gross),
        to_decimal(row.net),
        to_decimal(row.vat_total)};
    add_vat_cells(cells, parts, row.vat);
    return cells;
}

} // namespace

Table journal_table(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    const std::string& language = scope.language;
    const auto totals = totals_of(tx, scope, period);
    Table table;
    add_columns(table, language,
                {words::journal::row_number, words::common::date, words::journal::series,
                 words::journal::number, words::common::kind, words::journal::takes_back,
                 words::common::buyer, words::common::tax_id, words::journal::country,
                 words::common::order, words::journal::currency,
                 words::journal::vat_at_cash_receipt},
                false);
    add_columns(table, language, {words::journal::gross, words::journal::net, words::journal::vat},
                true);
    add_vat_columns(table, totals.vat, language);
    each_row(tx, scope, period, [&](const JournalRow& row) {
        table.rows.push_back(cells_of(row, totals.vat, table.rows.size() + 1, language));
    });
    return table;
}

Table money_table(const shop::Scope& scope, const std::vector<MoneyRow>& rows) {
    const std::string& language = scope.language;
    Table table;
    add_columns(table, language,
                {words::common::date, words::common::kind, words::common::order,
                 words::money::invoice, words::common::buyer, words::common::tax_id,
                 words::money::method, words::money::processor, words::money::document},
                false);
    add_columns(table, language, {words::money::amount, words::money::commission}, true);
    const auto parts = vat_of(rows);
    add_vat_columns(table, parts, language);
    for (const auto& row : rows) {
        using enum payments::CashMovementKind;
        const auto kind = row.kind == received   ? words::money::received(language)
                          : row.kind == refunded ? words::money::refunded(language)
                                                 : words::money::charged_back(language);
        table.rows.push_back({to_text(row.day), std::string(kind), std::to_string(row.order_number),
                              row.invoice, row.buyer, row.tax_id, row.method_name, row.processor,
                              row.reference, to_decimal(row.amount), to_decimal(row.commission)});
        add_vat_cells(table.rows.back(), parts, row.vat);
    }
    return table;
}

std::string csv_of(const Table& table) {
    std::vector<std::string> titles;
    for (const auto& column : table.columns)
        titles.push_back(column.title);
    std::string text = "\xef\xbb\xbf" + csv_line(titles);
    for (const auto& row : table.rows)
        text += csv_line(row);
    return text;
}

std::string xlsx_of(const Table& table) {
    Spreadsheet sheet(table.columns);
    for (const auto& row : table.rows)
        sheet.add(row);
    std::string bytes;
    for (std::string piece = sheet.piece(); !piece.empty(); piece = sheet.piece())
        bytes += piece;
    return bytes;
}

} // namespace taraba::books
