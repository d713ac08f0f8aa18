// What a return pays back: its part of the invoice, by storno, and the money, by the way it came.

#include "shop/returns/payback.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/returns/collection.hpp"
#include "shop/returns/return_store.hpp"
#include "texts/returns.hpp"

#include <algorithm>

namespace taraba::returns {

namespace {

using invoicing::InvoiceLine;

bool is_paid(const Return& rma) {
    return rma.state == ReturnState::refunding || rma.state == ReturnState::refunded;
}

/// A part of what was paid, less its share of the order's discount.
Money share_of(const orders::Order& order, Money gross) {
    if (order.goods.minor == 0) return gross;
    return gross - scaled(order.discount, gross.minor, order.goods.minor);
}

/// What the goods were invoiced with: a storno has the rates of its invoice, whatever they are now.
/// Before there is an invoice, those of today.
struct Invoiced {
    std::vector<Rate> rates;         ///< of the order's lines, in their order
    std::vector<InvoiceLine> extras; ///< delivery and fees
};

Invoiced invoiced(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                  const std::vector<orders::OrderLine>& sold) {
    Invoiced known;
    const auto calendar = pricing::taxes(scope);
    for (const auto& line : sold)
        known.rates.push_back(calendar->vat(line.vat_class, scope.today()));
    const Money zero{0, scope.currency()};
    if (const Money extra = order.delivery + order.fees; extra.minor > 0)
        known.extras.push_back({std::string(texts::returns::line::delivery(order.language)), "buc",
                                units(1), calendar->vat("standard", scope.today()), zero, zero,
                                extra});
    for (const auto& invoice : invoicing::of_order(tx, scope.id(), order.id)) {
        if (invoice.kind != invoicing::InvoiceKind::invoice) continue;
        const auto& lines = invoice.content.lines;
        known.extras.clear();
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i < sold.size())
                known.rates[i] = lines[i].vat_rate;
            else if (lines[i].gross.minor > 0) // what is negative is the discount
                known.extras.push_back(lines[i]);
    }
    return known;
}

/// Takes from the lines, in proportion, what is not paid back because the goods lost value.
void diminish(std::vector<InvoiceLine>& lines, Money whole, Money wanted) {
    if (whole == wanted) return;
    std::vector<std::int64_t> weights;
    for (const auto& line : lines)
        weights.push_back(line.gross.minor);
    const auto shares = split(wanted, weights);
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].gross = shares[i];
}

Money sum_of(const std::vector<InvoiceLine>& lines, Currency currency) {
    Money sum{0, currency};
    for (const auto& line : lines)
        sum += line.gross;
    return sum;
}

/// Whether its goods are here, or were.
bool has_come(const Return& rma) {
    return rma.state == ReturnState::received || rma.state == ReturnState::closed || is_paid(rma);
}

/// What counts of a line: before the goods are here, what is to come.
Quantity pieces_of(const Return& rma, const ReturnLine& line) {
    const bool here = rma.state != ReturnState::requested && rma.state != ReturnState::approved;
    return here ? line.received : line.quantity;
}

std::vector<Return> paid_beside(db::Transaction& tx, const shop::Scope& scope, const Return& rma) {
    auto others = of_order(tx, scope.id(), rma.order_id);
    std::erase_if(others,
                  [&](const Return& other) { return other.id == rma.id || !is_paid(other); });
    return others;
}

/// Whether nothing of the order stays once this one is paid back. A return that is refused, called
/// off or settled otherwise leaves its goods with the buyer, so only those that were paid count.
bool is_last(db::Transaction& tx, const shop::Scope& scope, const Return& rma,
             const std::vector<orders::OrderLine>& sold) {
    if (is_paid(rma)) return rma.whole;
    auto parts = paid_beside(tx, scope, rma);
    parts.push_back(rma);
    std::map<std::int64_t, Quantity> back;
    for (const auto& part : parts)
        for (const auto& line : lines_of(tx, scope.id(), part.id))
            back[line.line_no] = back[line.line_no] + pieces_of(part, line);
    return std::ranges::all_of(
        sold, [&](const auto& line) { return back[line.line_no] == line.quantity; });
}

/// The storno, the amount and the profit, in one transaction, before any money moves.
Result<Return> settle(db::Transaction& tx, const shop::Scope& scope, Return rma,
                      const Payback& wanted) {
    TRY(order, orders::must_find(tx, scope, rma.order_id));
    auto lines = value_of(tx, scope, order, rma);
    const Money whole = sum_of(lines, scope.currency());
    const Money amount = wanted.amount.value_or(whole);
    if (amount.currency != scope.currency())
        return invalid_field("amount.currency",
                             said("The shop sells in {}.", scope.shop->currency));
    if (amount.minor < 0 || whole < amount)
        return invalid_field("amount", said("This is 0 to {}.", to_decimal(whole)));
    if (amount < whole && trimmed(wanted.reason).empty())
        return invalid_field("reason", "Say why less is paid back.");
    if (order.paid < amount)
        return refuse(RefusalKind::conflict, "nothing_paid",
                      said("The order has brought {} so far.", to_decimal(order.paid)), "amount");
    diminish(lines, whole, amount);
    rma.whole = is_last(tx, scope, rma, orders::lines_of(tx, scope.id(), order.id));
    rma.amount = amount;
    if (amount.minor > 0) {
        TRY(storno, invoicing::storno_part(tx, scope, order.id, lines, rma.label()));
        if (storno) rma.storno_id = storno->id;
    }
    rma.state = ReturnState::refunding;
    if (!wanted.reason.empty()) rma.answer = shortened(wanted.reason, 1'000);
    store(tx, scope, rma);
    audit::append(tx, scope,
                  {shop::order_subject(order.id),
                   "return_refunding",
                   {{"return", "", rma.label()}, {"amount", "", to_decimal(amount)}},
                   wanted.reason});
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    return rma;
}

} // namespace

Result<Return> finish(const shop::Scope& scope, RmaId id) {
    return scope.write([&](db::Transaction& tx) -> Result<Return> {
        auto rma = *find(tx, scope.id(), id);
        const auto back = paid_back(tx, scope, rma);
        if (rma.state != ReturnState::refunding || back.unclear || back.sum < rma.amount)
            return rma;
        rma.state = ReturnState::refunded;
        store(tx, scope, rma);
        audit::append(tx, scope,
                      {shop::order_subject(rma.order_id),
                       "return_refunded",
                       {{"return", "", rma.label()}, {"amount", "", to_decimal(rma.amount)}}});
        TRY(order, orders::must_find(tx, scope, rma.order_id));
        scope.installation.workflow->send_message(tx, scope, order, "return_refunded");
        scope.installation.workflow->alert(tx, scope, order, "return_due", "");
        return rma;
    });
}

std::vector<InvoiceLine> value_of(db::Transaction& tx, const shop::Scope& scope,
                                  const orders::Order& order, const Return& rma) {
    const auto sold = orders::lines_of(tx, scope.id(), order.id);
    const auto known = invoiced(tx, scope, order, sold);
    const Money zero{0, scope.currency()};
    std::vector<InvoiceLine> lines;
    for (const auto& line : lines_of(tx, scope.id(), rma.id)) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        const Quantity quantity = pieces_of(rma, line);
        if (bought == sold.end() || quantity.thousandths == 0) continue;
        const Money gross =
            scaled(bought->total, quantity.thousandths, bought->quantity.thousandths);
        lines.push_back({bought->name, bought->unit, quantity,
                         known.rates[static_cast<std::size_t>(bought - sold.begin())], zero, zero,
                         share_of(order, gross), bought->sku});
    }
    if (lines.empty() || !is_last(tx, scope, rma, sold)) return lines;
    std::ranges::copy(known.extras, std::back_inserter(lines));
    // The worth of all parts together is what was paid, to the ban.
    Money left = order.total;
    for (const auto& other : paid_beside(tx, scope, rma))
        left = left - sum_of(value_of(tx, scope, order, other), scope.currency());
    lines.front().gross += left - sum_of(lines, scope.currency());
    return lines;
}

PaidBack paid_back(db::Transaction& tx, const shop::Scope& scope, const Return& rma) {
    PaidBack back{{0, scope.currency()}, false, 0};
    for (const auto& payment : payments::of_order(tx, scope.id(), rma.order_id))
        for (const auto& operation : payments::operations_of(tx, scope.id(), payment.id)) {
            if (operation.kind != payments::OperationKind::refund ||
                operation.reason != rma.label())
                continue;
            ++back.tries;
            if (operation.state == payments::OperationState::refused) continue;
            back.sum += payment.in_shop(operation.amount);
            back.unclear = back.unclear || operation.state != payments::OperationState::done;
        }
    return back;
}

Result<Return> pay_back(const shop::Scope& scope, RmaId id, const Payback& wanted) {
    auto begun = scope.write([&](db::Transaction& tx) -> Result<Return> {
        auto rma = find(tx, scope.id(), id);
        if (!rma) return not_found("There is no such return.");
        if (rma->state == ReturnState::refunding) return std::move(*rma);
        if (rma->state != ReturnState::received)
            return refuse(RefusalKind::conflict, "return_decided",
                          said("The return is {}.", name_of(rma->state)));
        return settle(tx, scope, std::move(*rma), wanted);
    });
    if (!begun) return begun;
    // Each refund has a key of its own: two people who press at once make one of it, and one that
    // was refused is tried anew.
    auto paying = scope;
    auto payments = scope.read(
        [&](db::Transaction& tx) { return payments::of_order(tx, scope.id(), begun->order_id); });
    std::ranges::reverse(payments);
    for (const auto& payment : payments) {
        const auto back =
            scope.read([&](db::Transaction& tx) { return paid_back(tx, scope, *begun); });
        const Money left = begun->amount - back.sum;
        const Money part = payment.brought() < left ? payment.brought() : left;
        if (left.minor <= 0) break;
        if (part.minor <= 0) continue;
        paying.idempotency_key =
            begun->label() + " " + to_text(payment.id) + " " + std::to_string(back.tries);
        paying.request_hash = paying.idempotency_key;
        MUST(payments::refund(paying, payment.id, part, begun->label()));
    }
    return finish(scope, id);
}

namespace {

/// What the buyer has back, and its VAT.
void count_money(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                 const Return& rma, orders::Returned& sum) {
    auto lines = value_of(tx, scope, order, rma);
    diminish(lines, sum_of(lines, scope.currency()), rma.amount);
    std::vector<pricing::Taxable> taxables;
    for (const auto& line : lines)
        taxables.push_back({line.gross, line.vat_rate});
    for (const auto& group : pricing::vat_groups(taxables, {0, scope.currency()}, {0}))
        sum.vat += group.vat;
    sum.gross += rma.amount;
}

/// What is on the shelf again, whatever became of the money; what was paid for no longer counts as
/// sold.
void count_goods(db::Transaction& tx, const shop::Scope& scope,
                 const std::vector<orders::OrderLine>& sold, const Return& rma,
                 orders::Returned& sum) {
    const Money none{0, scope.currency()};
    for (const auto& line : lines_of(tx, scope.id(), rma.id)) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (bought == sold.end()) continue;
        auto& kept = sum.lines.try_emplace(line.line_no, orders::ReturnedLine{{0}, none, none})
                         .first->second;
        const Money goods = pricing::line_total(bought->unit_cost, line.restocked);
        const Money green_tax =
            scaled(bought->green_tax, line.restocked.thousandths, bought->quantity.thousandths);
        if (is_paid(rma)) kept.quantity = kept.quantity + pieces_of(rma, line);
        kept.goods += goods;
        kept.green_tax += green_tax;
        sum.goods += goods;
        sum.green_tax += green_tax;
    }
}

} // namespace

std::map<std::int64_t, Quantity> left_beyond_invoice(db::Transaction& tx, const shop::Scope& scope,
                                                     OrderId order) {
    std::map<std::int64_t, Quantity> beyond;
    for (const auto& rma : of_order(tx, scope.id(), order)) {
        if (!has_come(rma)) continue;
        for (const auto& line : lines_of(tx, scope.id(), rma.id)) {
            const Quantity paid = is_paid(rma) ? pieces_of(rma, line) : Quantity{0};
            beyond[line.line_no] = beyond[line.line_no] + paid - line.restocked;
        }
    }
    return beyond;
}

namespace {

orders::Returned returned_of(db::Transaction& tx, const shop::Scope& scope,
                             const orders::Order& order) {
    orders::Returned sum;
    sum.gross = sum.vat = sum.goods = sum.green_tax = {0, scope.currency()};
    auto back = of_order(tx, scope.id(), order.id);
    std::erase_if(back, [](const Return& rma) { return !has_come(rma); });
    if (back.empty()) return sum;
    const auto sold = orders::lines_of(tx, scope.id(), order.id);
    for (const auto& rma : back) {
        if (is_paid(rma)) count_money(tx, scope, order, rma, sum);
        count_goods(tx, scope, sold, rma, sum);
    }
    return sum;
}

} // namespace

void register_steps(orders::Workflow& workflow) {
    register_collection(workflow);
    workflow.returned = returned_of;
}

} // namespace taraba::returns
