#include "shop/books/tables.hpp"

#include "base/csv.hpp"

#include <algorithm>

namespace taraba::books {

namespace {

/// A title in the language of who asks.
class Titles {
public:
    explicit Titles(const shop::Scope& scope) : english_(scope.language == "en") {}
    void add(Table& table, const char* ro, const char* en, bool amount = false) const {
        table.columns.push_back({english_ ? en : ro, amount});
    }

private:
    bool english_;
};

/// A column for each base, and one for its VAT where there is any.
void add_vat_columns(Table& table, const std::vector<VatPart>& parts, const std::string& language) {
    const bool english = language == "en";
    for (const auto& part : parts) {
        const std::string title = title_of(part, language);
        table.columns.push_back({(english ? "Base " : "Bază ") + title, true});
        if (part.rate.basis_points != 0)
            table.columns.push_back({(english ? "VAT " : "TVA ") + title, true});
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

const char* kind_word(invoicing::InvoiceKind kind, bool english) {
    if (kind == invoicing::InvoiceKind::storno) return "storno";
    return english ? "invoice" : "factură";
}

std::vector<std::string> cells_of(const JournalRow& row, const std::vector<VatPart>& parts,
                                  std::size_t no, bool english) {
    std::vector<std::string> cells{std::to_string(no),
                                   to_text(row.issued_on),
                                   row.series,
                                   std::to_string(row.number),
                                   kind_word(row.kind, english),
                                   row.takes_back.value_or(""),
                                   row.buyer,
                                   row.tax_id,
                                   row.country,
                                   row.order_number ? std::to_string(*row.order_number) : "",
                                   row.currency,
                                   row.vat_at_cash_receipt ? (english ? "yes" : "da") : "",
                                   to_decimal(row.gross),
                                   to_decimal(row.net),
                                   to_decimal(row.vat_total)};
    add_vat_cells(cells, parts, row.vat);
    return cells;
}

} // namespace

Table journal_table(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    const bool english = scope.language == "en";
    const auto totals = totals_of(tx, scope, period);
    Table table;
    const Titles titles(scope);
    titles.add(table, "Nr. crt.", "No.");
    titles.add(table, "Data", "Date");
    titles.add(table, "Serie", "Series");
    titles.add(table, "Număr", "Number");
    titles.add(table, "Fel", "Kind");
    titles.add(table, "Stornează", "Takes back");
    titles.add(table, "Cumpărător", "Buyer");
    titles.add(table, "CUI", "Tax id");
    titles.add(table, "Țara", "Country");
    titles.add(table, "Comanda", "Order");
    titles.add(table, "Moneda facturii", "Currency of the invoice");
    titles.add(table, "TVA la încasare", "VAT at cash receipt");
    titles.add(table, "Total cu TVA", "Total with VAT", true);
    titles.add(table, "Total fără TVA", "Total without VAT", true);
    titles.add(table, "Total TVA", "VAT", true);
    add_vat_columns(table, totals.vat, scope.language);
    each_row(tx, scope, period, [&](const JournalRow& row) {
        table.rows.push_back(cells_of(row, totals.vat, table.rows.size() + 1, english));
    });
    return table;
}

Table money_table(const shop::Scope& scope, const std::vector<MoneyRow>& rows) {
    const bool english = scope.language == "en";
    Table table;
    const Titles titles(scope);
    titles.add(table, "Data", "Date");
    titles.add(table, "Fel", "Kind");
    titles.add(table, "Comanda", "Order");
    titles.add(table, "Factura", "Invoice");
    titles.add(table, "Cumpărător", "Buyer");
    titles.add(table, "CUI", "Tax id");
    titles.add(table, "Metodă", "Method");
    titles.add(table, "Procesator", "Processor");
    titles.add(table, "Document", "Document");
    titles.add(table, "Suma", "Amount", true);
    titles.add(table, "Comision reținut", "Commission kept", true);
    const auto parts = vat_of(rows);
    add_vat_columns(table, parts, scope.language);
    for (const auto& row : rows) {
        using enum payments::CashMovementKind;
        const char* kind = row.kind == received   ? (english ? "received" : "încasare")
                           : row.kind == refunded ? (english ? "refund" : "restituire")
                                                  : (english ? "chargeback" : "plată contestată");
        table.rows.push_back({to_text(row.day), kind, std::to_string(row.order_number), row.invoice,
                              row.buyer, row.tax_id, row.method_name, row.processor, row.reference,
                              to_decimal(row.amount), to_decimal(row.commission)});
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
