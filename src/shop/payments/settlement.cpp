#include "shop/payments/settlement.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/exchange.hpp"
#include "shop/payments/payment_store.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace taraba::payments {

namespace {

struct Row {
    std::vector<std::string> references; ///< of the charge, ours or the processor's
    std::int64_t amount = 0;
    std::int64_t commission = 0;
};

Result<std::vector<Row>> read_rows(const std::string& csv) {
    const auto records = parse_csv(as_utf8(csv), separator_of(csv));
    if (records.empty()) return invalid_field("settlement", "The file is empty.");
    const auto& header = records.front();
    const auto commission = columns_of(header, {"comision", "commission", "fee"});
    const auto amount = columns_of(header, {"suma", "amount", "valoare", "gross"});
    const auto reference =
        columns_of(header, {"order", "invoice_id", "refno", "ep_id", "epid", "ntpid", "rrn",
                            "reference", "referinta", "comanda", "transaction"});
    if (commission.empty() || amount.empty() || reference.empty())
        return invalid_field("settlement",
                             "The first line names no reference, amount and commission.");
    std::vector<Row> rows;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& cells = records[i].cells;
        const auto cell = [&](std::size_t column) {
            return column < cells.size() ? std::string(trimmed(cells[column])) : std::string();
        };
        Row row;
        for (const auto column : reference)
            if (!cell(column).empty()) row.references.push_back(cell(column));
        const auto gross = amount_in(cell(amount.front()));
        const auto kept = amount_in(cell(commission.front()));
        if (!gross || !kept)
            return invalid_field(
                "settlement",
                said("Line {}: the amount or the commission is no amount.", records[i].line));
        row.amount = *gross;
        row.commission = *kept < 0 ? -*kept : *kept;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<Payment> payment_of(db::Transaction& tx, ShopId shop, const std::string& processor,
                                  const Row& row) {
    for (const auto& reference : row.references) {
        const auto id = parse_id(reference);
        auto attempt = id ? find(tx, shop, AttemptId{*id}) : std::nullopt;
        if (!attempt) attempt = find_by_processor_ref(tx, shop, processor, reference);
        if (!attempt) continue;
        auto payment = find(tx, shop, attempt->payment_id);
        if (payment && payment->processor == processor) return payment;
    }
    return std::nullopt;
}

/// Of the currencies other than the shop's that the rows' payments were charged in. One that the
/// National Bank does not tell today is left out, and is taken when the file is read again.
std::map<std::string, std::int64_t>
rates_today(const shop::Scope& scope, const std::string& processor, const std::vector<Row>& rows) {
    std::set<std::string> currencies;
    for (const auto& row : rows)
        if (const auto payment = scope.read(
                [&](db::Transaction& tx) { return payment_of(tx, scope.id(), processor, row); }))
            currencies.insert(payment->currency);
    currencies.erase(scope.shop->currency);
    std::map<std::string, std::int64_t> rates;
    for (const auto& currency : currencies)
        if (const auto rate = rate_of(scope, Currency::of(currency))) rates[currency] = rate->rate;
    return rates;
}

/// False when the row fits no payment.
Result<bool> settle(db::Transaction& tx, const shop::Scope& scope, const std::string& processor,
                    const Row& row, const std::map<std::string, std::int64_t>& rates,
                    SettlementReport& report) {
    auto payment = payment_of(tx, scope.id(), processor, row);
    if (!payment || (row.amount != payment->charge && row.amount != payment->captured))
        return false;
    const Money commission = payment->in_shop(row.commission);
    ++report.settled;
    report.commission += commission;
    const auto today = rates.find(payment->currency);
    const bool rate_known = payment->settled_rate != 0 || today == rates.end();
    if (payment->commission == commission && rate_known) return true;
    audit::append(tx, scope,
                  {shop::order_subject(payment->order_id),
                   "commission_known",
                   {{"commission", to_decimal(payment->commission), to_decimal(commission)}},
                   processor});
    payment->commission = commission;
    if (!rate_known) payment->settled_rate = today->second;
    store(tx, scope.id(), *payment);
    TRY(order, orders::must_find(tx, scope, payment->order_id));
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    return true;
}

} // namespace

Result<SettlementReport> take_settlement(const shop::Scope& scope, const std::string& processor,
                                         const std::string& csv) {
    if (!processor_registry().contains(processor))
        return not_found("There is no processor of this name.");
    TRY(rows, read_rows(csv));
    const auto rates = rates_today(scope, processor, rows);
    SettlementReport total{static_cast<std::int64_t>(rows.size()), 0, {0, scope.currency()}, {}};
    for (const auto& row : rows) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<SettlementReport> {
            SettlementReport report{0, 0, {0, scope.currency()}, {}};
            TRY(fits, settle(tx, scope, processor, row, rates, report));
            if (!fits) report.odd.push_back(row.references.empty() ? "-" : row.references.front());
            return report;
        });
        if (!done) return Failure(done.error());
        total.settled += done->settled;
        total.commission += done->commission;
        total.odd.insert(total.odd.end(), done->odd.begin(), done->odd.end());
    }
    return total;
}

} // namespace taraba::payments
