#include "shop/reports/order_files.hpp"

#include "base/csv.hpp"
#include "base/spreadsheet.hpp"
#include "shop/reports/order_row.hpp"
#include "texts/reports.hpp"

#include <cstdio>

namespace taraba::reports {

namespace {

using shop::Scope;
namespace words = texts::reports::orders;

/// An order with its row in the list.
struct Exported {
    const orders::Order& order;
    const OrderSummary& row;
    const Scope& scope;
};

struct Column {
    std::string_view (*title)(std::string_view language);
    bool amount = false;
    std::string (*cell)(const Exported&);
};

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// `2026-11-24 14:05` in the shop's zone, which every spreadsheet reads as a time.
std::string local_time(const Exported& e) {
    const auto zone = e.scope.shop->time_zone();
    const Instant at = e.row.placed_at;
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(at - zone.start_of(zone.day_of(at)));
    char clock[16];
    std::snprintf(clock, sizeof clock, " %02d:%02d", static_cast<int>(minutes.count() / 60) % 24,
                  static_cast<int>(minutes.count() % 60));
    return to_text(zone.day_of(at)) + clock;
}

const Column columns[]{
    {words::number, false, [](const Exported& e) { return std::to_string(e.row.number); }},
    {words::placed, false, local_time},
    {words::order_status, false, [](const Exported& e) { return e.row.statuses.order.name; }},
    {words::payment_status, false, [](const Exported& e) { return e.row.statuses.payment.name; }},
    {words::delivery_status, false, [](const Exported& e) { return e.row.statuses.delivery.name; }},
    {words::customer, false, [](const Exported& e) { return e.row.customer.name; }},
    {words::email, false, [](const Exported& e) { return e.row.customer.email; }},
    {words::phone, false, [](const Exported& e) { return e.row.customer.phone; }},
    {words::company, false, [](const Exported& e) { return e.row.company; }},
    {words::tax_id, false,
     [](const Exported& e) {
         return e.order.billing.company ? e.order.billing.company->cui : std::string();
     }},
    {words::county, false, [](const Exported& e) { return e.row.county; }},
    {words::locality, false, [](const Exported& e) { return e.row.locality; }},
    {words::address, false, [](const Exported& e) { return e.order.address.street; }},
    {words::lines, false, [](const Exported& e) { return e.row.lines; }},
    {words::goods, true, [](const Exported& e) { return to_decimal(e.order.goods); }},
    {words::discount, true, [](const Exported& e) { return to_decimal(e.order.discount); }},
    {words::delivery, true, [](const Exported& e) { return to_decimal(e.order.delivery); }},
    {words::fees, true, [](const Exported& e) { return to_decimal(e.order.fees); }},
    {words::vat, true, [](const Exported& e) { return to_decimal(e.order.vat); }},
    {words::total, true, [](const Exported& e) { return to_decimal(e.order.total); }},
    {words::paid, true, [](const Exported& e) { return to_decimal(e.order.paid); }},
    {words::payment_method, false, [](const Exported& e) { return e.row.payment_method; }},
    {words::delivery_method, false, [](const Exported& e) { return e.row.delivery_method; }},
    {words::awb, false, [](const Exported& e) { return e.row.awb_number; }},
    {words::referrer, false, [](const Exported& e) { return e.row.channel; }},
    {words::tags, false, [](const Exported& e) { return joined(e.row.tags); }},
    {words::handler, false, [](const Exported& e) { return e.row.handler; }},
    {words::net_profit, true, [](const Exported& e) { return to_decimal(e.row.net_profit); }},
};

/// Who may not see profits gets no column of them: it is the last one.
std::span<const Column> columns_for(const Scope& scope) {
    const std::size_t all = std::size(columns);
    return {columns, scope.principal.may("profit.read") ? all : all - 1};
}

std::string title_of(const Scope& scope, const Column& column) {
    return std::string(column.title(scope.language));
}

/// Goes through all orders that match, a page in each transaction.
class Pages {
public:
    Pages(Scope scope, orders::OrderFilter filter)
        : scope(std::move(scope)), filter_(std::move(filter)) {
        filter_.limit = 200;
        filter_.cursor.reset();
    }

    /// False when there was no further page; pages may be empty.
    bool next(const std::function<void(const Exported&)>& take) {
        if (ended_) return false;
        const auto page = scope.read([&](db::Transaction& tx) -> Result<bool> {
            TRY(found, orders::search(tx, scope, filter_));
            const auto rows = summaries(tx, scope, found.orders);
            for (std::size_t i = 0; i < rows.size(); ++i)
                take({found.orders[i], rows[i], scope});
            ended_ = !found.cursor;
            if (found.cursor) filter_.cursor = std::to_string(*found.cursor);
            return true;
        });
        expects(static_cast<bool>(page)); // the filter was read before
        return true;
    }

    const Scope scope;

private:
    orders::OrderFilter filter_;
    bool ended_ = false;
};

Result<std::shared_ptr<Pages>> pages_of(const Scope& scope, const orders::OrderFilter& filter) {
    const auto readable =
        scope.read([&](db::Transaction& tx) { return orders::count(tx, scope, filter, 1); });
    if (!readable) return Failure(readable.error());
    return std::make_shared<Pages>(scope, filter);
}

std::vector<SheetColumn> sheet_columns(const Scope& scope) {
    std::vector<SheetColumn> shown;
    for (const auto& column : columns_for(scope))
        shown.push_back({title_of(scope, column), column.amount});
    return shown;
}

std::vector<std::string> cells_of(const Exported& order) {
    std::vector<std::string> cells;
    for (const auto& column : columns_for(order.scope))
        cells.push_back(column.cell(order));
    return cells;
}

} // namespace

Result<File> orders_csv(const Scope& scope, const orders::OrderFilter& filter) {
    TRY(pages, pages_of(scope, filter));
    std::vector<std::string> titles;
    for (const auto& column : columns_for(scope))
        titles.push_back(title_of(scope, column));
    // The byte-order mark makes spreadsheets read it as UTF-8.
    auto text = std::make_shared<std::string>("\xef\xbb\xbf" + csv_line(titles));
    File file{"text/csv; charset=utf-8", "orders.csv", {}, {}};
    file.pieces = [pages, text]() -> std::string {
        constexpr std::size_t enough = 64 * 1024;
        while (text->size() < enough &&
               pages->next([&](const Exported& order) { *text += csv_line(cells_of(order)); })) {
        }
        return std::exchange(*text, {});
    };
    return file;
}

Result<File> orders_xlsx(const Scope& scope, const orders::OrderFilter& filter) {
    TRY(pages, pages_of(scope, filter));
    auto sheet = std::make_shared<Spreadsheet>(sheet_columns(scope));
    File file{
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "orders.xlsx", {}, {}};
    file.pieces = [pages, sheet] {
        while (pages->next([&](const Exported& order) { sheet->add(cells_of(order)); })) {
        }
        return sheet->piece();
    };
    return file;
}

} // namespace taraba::reports
