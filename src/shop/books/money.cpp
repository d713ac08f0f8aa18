#include "shop/books/money.hpp"

#include "shop/pricing/quote.hpp"

#include <algorithm>

namespace taraba::books {

namespace {

/// The VAT inside an amount, which is shared by the rates of its invoice; negative for what
/// goes back.
std::vector<VatPart> vat_in(const invoicing::Invoice& invoice, Money amount) {
    const bool back = amount.minor < 0;
    auto parts = parts_of(invoice, amount.currency);
    std::vector<std::int64_t> weights;
    for (const auto& part : parts)
        weights.push_back(std::max<std::int64_t>(0, (part.net + part.vat).minor));
    const auto shares = split(back ? -amount : amount, weights);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto inside = pricing::vat_inside(shares[i], parts[i].rate);
        parts[i].net = back ? -inside.net : inside.net;
        parts[i].vat = back ? -inside.vat : inside.vat;
    }
    return parts;
}

/// A method that is no more keeps its code.
std::string name_of_method(const shop::Scope& scope, const std::string& code) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.code == code)
            return scope.language == "en" && !method.name_en.empty() ? method.name_en : method.name;
    return code;
}

} // namespace

std::vector<VatPart> vat_of(const std::vector<MoneyRow>& rows) {
    std::vector<VatPart> sums;
    for (const auto& row : rows)
        for (const auto& part : row.vat)
            add_part(sums, part);
    sort_parts(sums);
    return sums;
}

std::vector<MoneyRow> money_of(db::Transaction& tx, const shop::Scope& scope,
                               const Period& period) {
    const Zone zone = scope.shop->time_zone();
    std::vector<MoneyRow> rows;
    for (const auto& move :
         payments::cash_movements_between(tx, scope.id(), zone.start_of(period.from),
                                          zone.start_of(period.to + std::chrono::days(1)))) {
        MoneyRow row;
        row.day = zone.day_of(move.at);
        row.kind = move.kind;
        row.order_id = move.order_id;
        row.method = move.method;
        row.method_name = name_of_method(scope, move.method);
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
        std::optional<invoicing::Invoice> last;
        for (auto& invoice : invoicing::of_order(tx, scope.id(), move.order_id))
            if (invoice.kind == invoicing::InvoiceKind::invoice) last = std::move(invoice);
        if (last) {
            row.invoice = last->series + std::to_string(last->number);
            row.vat = vat_in(*last, move.amount);
        }
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
            sums.push_back({row.method, row.method_name, row.processor, none, none, none});
            sum = std::prev(sums.end());
        }
        (row.kind == payments::CashMovementKind::received ? sum->received : sum->given_back) +=
            row.amount;
        sum->commission += row.commission;
    }
    return sums;
}

} // namespace taraba::books
