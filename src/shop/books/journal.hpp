#pragma once

#include "shop/invoicing/invoice.hpp"

// The sales journal (jurnal de vânzări, Cod fiscal art. 321, Norme 101): every invoice and storno
// of a period in the order of its number, in the shop's currency.

namespace taraba::books {

/// Both days included.
struct Period {
    Date from{};
    Date to{};
};
/// A month as people write it: `2026-11`. Refuses with `invalid_field`.
Result<Period> month_of(const std::string& text);
/// Refuses with `invalid_field` what is upside down, or longer than a year and a half.
Result<Period> period_of(Date from, Date to);

/// What of an invoice carries one rate, or none for one reason.
struct VatPart {
    Rate rate;
    std::optional<invoicing::WithoutVat> without_vat;
    Money net;
    Money vat;
};
BOOST_DESCRIBE_STRUCT(VatPart, (), (rate, without_vat, net, vat))

struct JournalRow {
    InvoiceId id;
    invoicing::InvoiceKind kind = invoicing::InvoiceKind::invoice;
    std::string series;
    std::int64_t number = 0;
    Date issued_on{};
    std::string buyer;
    std::string tax_id; ///< empty: a person
    std::string country;
    std::optional<std::int64_t> order_number;
    std::optional<std::string> takes_back; ///< of a storno
    std::string currency;                  ///< of the paper; amounts here are in the shop's
    bool vat_at_cash_receipt = false;
    std::vector<VatPart> vat;
    Money net;
    Money vat_total;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(JournalRow, (),
                      (id, kind, series, number, issued_on, buyer, tax_id, country, order_number,
                       takes_back, currency, vat_at_cash_receipt, vat, net, vat_total, gross))

struct SeriesRange {
    std::string series;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t invoices = 0;
    std::int64_t stornos = 0;
    std::vector<std::int64_t> missing; ///< numbers in between that nobody issued; the first ten
};
BOOST_DESCRIBE_STRUCT(SeriesRange, (), (series, first, last, invoices, stornos, missing))

struct JournalTotals {
    std::vector<VatPart> vat; ///< highest rate first
    Money net;
    Money vat_total;
    Money gross;
    std::vector<SeriesRange> series;
};
BOOST_DESCRIBE_STRUCT(JournalTotals, (), (vat, net, vat_total, gross, series))

/// Gives the rows one by one, as no month is too large for memory this way.
void each_row(db::Transaction& tx, const shop::Scope& scope, const Period& period,
              const std::function<void(const JournalRow&)>& take);
JournalTotals totals_of(db::Transaction& tx, const shop::Scope& scope, const Period& period);
/// Puts a part to those of its rate and reason.
void add_part(std::vector<VatPart>& sums, const VatPart& part);
void sort_parts(std::vector<VatPart>& parts);
/// The parts of an invoice in the shop's currency.
std::vector<VatPart> parts_of(const invoicing::Invoice& invoice, Currency own);
/// A part as a column is called: `21%`, `taxare inversă`.
std::string title_of(const VatPart& part, const std::string& language);

} // namespace taraba::books
