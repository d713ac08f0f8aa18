#include "shop/books/money.hpp"

#include "shop/invoicing/invoice_store.hpp"

#include <algorithm>

namespace taraba::books {

std::vector<MoneyRow> money_of(db::Transaction& tx, const shop::Scope& scope,
                               const Period& period) {
    const Zone zone = scope.shop->time_zone();
    std::vector<MoneyRow> rows;
    for (const auto& move :
         payments::moves_between(tx, scope.id(), zone.start_of(period.from),
                                 zone.start_of(period.to + std::chrono::days(1)))) {
        MoneyRow row;
        row.day = zone.day_of(move.at);
        row.kind = move.kind;
        row.order_id = move.order_id;
        row.method = move.method;
        row.processor = move.processor;
        row.reference = move.reference;
        row.amount = move.amount;
        row.commission = move.commission;
        if (const auto order = orders::find(tx, scope.id(), move.order_id)) {
            row.order_number = order->number;
            row.buyer =
                order->billing.company ? order->billing.company->name : order->customer.name;
            if (order->billing.company) row.tax_id = order->billing.company->cui;
        }
        for (const auto& invoice : invoicing::of_order(tx, scope.id(), move.order_id))
            if (invoice.kind == invoicing::InvoiceKind::invoice)
                row.invoice = invoice.series + std::to_string(invoice.number);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<MoneyOfMethod> by_method(const std::vector<MoneyRow>& rows, Currency currency) {
    const Money none{0, currency};
    std::vector<MoneyOfMethod> sums;
    for (const auto& row : rows) {
        auto sum = std::ranges::find_if(sums, [&](const MoneyOfMethod& each) {
            return each.method == row.method && each.processor == row.processor;
        });
        if (sum == sums.end()) {
            sums.push_back({row.method, row.processor, none, none, none});
            sum = std::prev(sums.end());
        }
        (row.kind == payments::MoveKind::received ? sum->received : sum->given_back) += row.amount;
        sum->commission += row.commission;
    }
    return sums;
}

} // namespace taraba::books
