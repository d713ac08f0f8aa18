#include "api/panel/routes.hpp"
#include "shop/books/accountant_files.hpp"
#include "shop/books/closing.hpp"
#include "shop/books/journal.hpp"
#include "shop/books/money.hpp"
#include "shop/books/reconciliation.hpp"
#include "shop/books/tables.hpp"

namespace taraba::api::panel {

using books::Period;

namespace {

constexpr const char* xlsx_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct PeriodQuery {
    std::optional<std::string> month; ///< 2026-11; this month when nothing is given
    std::optional<Date> from;
    std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(PeriodQuery, (), (month, from, to))

struct SalesPage {
    Date from{};
    Date to{};
    books::JournalTotals totals;
    std::vector<books::JournalRow> items; ///< the first 1000; all are in the files
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(SalesPage, (), (from, to, totals, items, count))

struct MoneyPage {
    Date from{};
    Date to{};
    std::vector<books::MoneyOfMethod> methods;
    std::vector<books::VatPart> vat;    ///< in what is invoiced of it
    std::vector<books::MoneyRow> items; ///< the first 1000; all are in the files
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(MoneyPage, (), (from, to, methods, vat, items, count))

struct ClosedMonths {
    std::vector<books::ClosedMonth> items;
};
BOOST_DESCRIBE_STRUCT(ClosedMonths, (), (items))

struct CloseMonth {
    std::string month;
};
BOOST_DESCRIBE_STRUCT(CloseMonth, (), (month))

struct ReopenMonth {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReopenMonth, (), (reason))

constexpr std::size_t rows_shown_max = 1'000;

Result<Period> period_in(const Scope& scope, const PeriodQuery& query) {
    if (query.month) return books::month_of(*query.month);
    if (query.from || query.to) {
        if (!query.from) return invalid_field("from", "Where does the period begin?");
        return books::period_of(*query.from, query.to.value_or(scope.today()));
    }
    return books::month_of(to_text(scope.today()).substr(0, 7));
}

Result<SalesPage> sales(const Scope& scope, const PeriodQuery& query) {
    TRY(period, period_in(scope, query));
    return scope.read([&](db::Transaction& tx) {
        SalesPage page{period.from, period.to, books::totals_of(tx, scope, period), {}, 0};
        books::each_row(tx, scope, period, [&](const books::JournalRow& row) {
            if (page.items.size() < rows_shown_max) page.items.push_back(row);
            ++page.count;
        });
        return page;
    });
}

Result<MoneyPage> money(const Scope& scope, const PeriodQuery& query) {
    TRY(period, period_in(scope, query));
    auto rows = scope.read([&](db::Transaction& tx) { return books::money_of(tx, scope, period); });
    MoneyPage page{period.from,         period.to, books::by_method(rows, scope.currency()),
                   books::vat_of(rows), {},        static_cast<std::int64_t>(rows.size())};
    if (rows.size() > rows_shown_max) rows.resize(rows_shown_max);
    page.items = std::move(rows);
    return page;
}

std::string file_name(const std::string& what, const Period& period, const char* ending) {
    return what + "-" + to_text(period.from) + "-" + to_text(period.to) + ending;
}

/// A file of a period, made in one transaction.
template <class Make>
void add_file(Api& api, const std::string& pattern, const std::string& type,
              const std::string& summary, const std::string& name, const char* ending,
              const Make& make) {
    api.file<PeriodQuery>(
        pattern, type, {summary, "books", "profit.read"},
        [=](const Scope& scope, const In<Nothing, PeriodQuery>& in) -> Result<File> {
            TRY(period, period_in(scope, in.query));
            return File{type, file_name(name, period, ending),
                        scope.read([&](db::Transaction& tx) { return make(tx, scope, period); })};
        });
}

} // namespace

void add_books(Api& api) {
    const auto journal = [](auto& tx, const auto& scope, const auto& period) {
        return books::journal_table(tx, scope, period);
    };
    const auto receipts = [](auto& tx, const auto& scope, const auto& period) {
        return books::money_table(scope, books::money_of(tx, scope, period));
    };
    const auto as_csv = [](const auto& table) {
        return [table](auto&... in) { return books::csv_of(table(in...)); };
    };
    const auto as_xlsx = [](const auto& table) {
        return [table](auto&... in) { return books::xlsx_of(table(in...)); };
    };
    add_file(api, "/api/v1/books/sales.csv", "text/csv", "The sales journal as CSV",
             "jurnal-vanzari", ".csv", as_csv(journal));
    add_file(api, "/api/v1/books/sales.xlsx", xlsx_type, "The sales journal as a spreadsheet",
             "jurnal-vanzari", ".xlsx", as_xlsx(journal));
    add_file(api, "/api/v1/books/receipts.csv", "text/csv", "Money of a period as CSV", "incasari",
             ".csv", as_csv(receipts));
    add_file(api, "/api/v1/books/receipts.xlsx", xlsx_type, "Money of a period as a spreadsheet",
             "incasari", ".xlsx", as_xlsx(receipts));
    add_file(api, "/api/v1/books/saga.zip", "application/zip", "Invoices and receipts for SAGA",
             "saga", ".zip", [](auto&... in) { return books::saga_zip(in...); });
    add_file(api, "/api/v1/books/winmentor.zip", "application/zip",
             "The invoices of a month for WinMentor", "winmentor", ".zip",
             [](auto&... in) { return books::winmentor_zip(in...); });
    add_file(api, "/api/v1/books/saft.zip", "application/zip",
             "The facts that SAF-T (D406) asks for", "saft", ".zip",
             [](auto&... in) { return books::saft_zip(in...); });
    api.get<PeriodQuery, SalesPage>(
        "/api/v1/books/sales",
        {"The sales journal of a period, with VAT by rate", "books", "profit.read"},
        [](const Scope& scope, const In<Nothing, PeriodQuery>& in) {
            return sales(scope, in.query);
        });
    api.get<PeriodQuery, MoneyPage>(
        "/api/v1/books/receipts", {"Money that came and went in a period", "books", "profit.read"},
        [](const Scope& scope, const In<Nothing, PeriodQuery>& in) {
            return money(scope, in.query);
        });
    api.get<PeriodQuery, books::Reconciliation>(
        "/api/v1/books/reconciliation",
        {"Invoices, payments, remittances and goods held against each other", "books",
         "profit.read"},
        [](const Scope& scope,
           const In<Nothing, PeriodQuery>& in) -> Result<books::Reconciliation> {
            TRY(period, period_in(scope, in.query));
            return scope.read(
                [&](db::Transaction& tx) { return books::reconcile(tx, scope, period); });
        });
    api.get<Nothing, ClosedMonths>("/api/v1/books/months",
                                   {"Months whose books are closed", "books", "profit.read"},
                                   [](const Scope& scope, const In<>&) -> Result<ClosedMonths> {
                                       return ClosedMonths{scope.read([&](db::Transaction& tx) {
                                           return books::closed_months(tx, scope.id());
                                       })};
                                   });
    api.post<CloseMonth, books::ClosedMonth>(
        "/api/v1/books/months", {"Close the books of a month", "books", "settings.edit"},
        [](const Scope& scope, const In<CloseMonth>& in) {
            return scope.create(
                [&](db::Transaction& tx) { return books::close_month(tx, scope, in.body.month); });
        },
        201);
    api.post<ReopenMonth, Nothing>(
        "/api/v1/books/months/{month}/reopen",
        {"Open the last closed month again", "books", "settings.edit"},
        [](const Scope& scope, const In<ReopenMonth>& in) -> Result<Nothing> {
            MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(
                    books::reopen_month(tx, scope, in.request.path_value("month"), in.body.reason));
                return true;
            }));
            return Nothing{};
        },
        204);
}

} // namespace taraba::api::panel
