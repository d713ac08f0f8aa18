#include "shop/books/reconciliation.hpp"

#include "base/decimal.hpp"
#include "shop/catalog/movements.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/payments/cash_movements.hpp"
#include "shop/returns/payback.hpp"
#include "shop/shipping/remittance.hpp"

#include <algorithm>
#include <unordered_map>

namespace taraba::books {

namespace {

constexpr std::size_t listed_max = 100;

/// Collects what does not match, by kind.
class Findings {
public:
    explicit Findings(Currency currency) : none_{0, currency} {}

    void add(Mismatch item) {
        auto& found = by_kind_[item.kind];
        found.count.kind = item.kind;
        if (found.count.count++ == 0) found.count.amount = none_;
        found.count.amount += item.amount;
        found.items.push_back(std::move(item));
        // Cut now and then, so that a year of receivables fits into memory.
        if (found.items.size() > 4 * listed_max) cut(found);
    }

    void write(Reconciliation& result) {
        for (auto& [kind, found] : by_kind_) {
            cut(found);
            result.counts.push_back(found.count);
            std::ranges::move(found.items, std::back_inserter(result.items));
        }
    }

private:
    struct Found {
        MismatchCount count;
        std::vector<Mismatch> items;
    };

    static void cut(Found& found) {
        std::ranges::stable_sort(found.items, [](const Mismatch& a, const Mismatch& b) {
            return std::abs(a.amount.minor) > std::abs(b.amount.minor);
        });
        if (found.items.size() > listed_max) found.items.resize(listed_max);
    }

    Money none_;
    std::map<MismatchKind, Found> by_kind_;
};

struct Reconciler {
    db::Transaction& tx;
    const shop::Scope& scope;
    const Period& period;
    Findings findings{scope.currency()};
    Reconciliation result{};

    Money none() const { return {0, scope.currency()}; }
    Instant begins() const { return scope.shop->time_zone().start_of(period.from); }
    Instant ends() const {
        return scope.shop->time_zone().start_of(period.to + std::chrono::days(1));
    }

    Mismatch about_order(MismatchKind kind, OrderId id, Money amount,
                         const std::string& details = {}) {
        Mismatch item{kind, id, "", "", amount, details};
        if (const auto order = orders::find(tx, scope.id(), id)) {
            item.label = std::to_string(order->number);
            item.who = order->billing.company ? order->billing.company->name : order->customer.name;
        }
        return item;
    }

    /// What orders, and invoices without one, owe at the end of the period.
    void balances() {
        std::unordered_map<std::int64_t, std::int64_t> owed; ///< by order
        Money invoiced_before = none(), moved_before = none();
        invoicing::each_amount(
            tx, scope.id(), period.to, [&](const invoicing::IssuedAmount& issued) {
                if (issued.order_id)
                    owed[issued.order_id->value] += issued.gross.minor;
                else
                    by_hand(issued);
                (issued.issued_on < period.from ? invoiced_before : result.invoiced) +=
                    issued.gross;
            });
        for (const auto& move :
             payments::cash_movements_between(tx, scope.id(), Instant{}, ends())) {
            owed[move.order_id.value] -= move.amount.minor;
            if (move.at < begins())
                moved_before += move.amount;
            else
                (move.amount.minor < 0 ? result.given_back : result.received) += move.amount;
        }
        result.opening = invoiced_before - moved_before;
        result.closing = result.opening + result.invoiced - result.received - result.given_back;
        for (const auto& [order, minor] : owed) {
            const Money amount{minor, scope.currency()};
            if (minor > 0) owes(about_order(MismatchKind::receivable, OrderId{order}, amount));
            if (minor < 0) {
                result.advances += -amount;
                findings.add(about_order(MismatchKind::advance, OrderId{order}, -amount));
            }
        }
        settle_by_hand();
    }

    void owes(Mismatch item) {
        result.receivables += item.amount;
        findings.add(std::move(item));
    }

    std::map<InvoiceId, Mismatch> hand_written; ///< invoices without an order, with their stornos

    void by_hand(const invoicing::IssuedAmount& issued) {
        auto& item = hand_written[issued.root];
        if (item.label.empty())
            item = {MismatchKind::receivable, {}, issued.number, issued.buyer, none(), ""};
        item.amount += issued.gross;
    }

    void settle_by_hand() {
        for (auto& [id, item] : hand_written)
            if (item.amount.minor > 0)
                owes(std::move(item));
            else if (item.amount.minor < 0) {
                result.advances += -item.amount;
                item.amount = -item.amount;
                item.kind = MismatchKind::advance;
                findings.add(std::move(item));
            }
    }

    /// Goods that left in the period against the pieces on their invoices.
    void goods() {
        std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> left; ///< order, product
        for (const auto& move : catalog::movements_between(tx, scope.id(), begins(), ends()))
            if (move.order_id) left[move.order_id->value];
        for (auto& [order, by_product] : left) {
            // All that ever moved for it: goods may come back in another month.
            for (const auto& move : catalog::movements_of(tx, scope.id(), OrderId{order}))
                by_product[move.product_id.value] -= move.quantity.thousandths;
            compare_goods(OrderId{order}, by_product);
        }
    }

    void compare_goods(OrderId id, const std::map<std::int64_t, std::int64_t>& left) {
        const auto order = orders::find(tx, scope.id(), id);
        if (!order || order->total.minor == 0) return;
        std::map<std::string, std::int64_t> invoiced;
        bool any = false;
        for (const auto& invoice : invoicing::of_order(tx, scope.id(), id)) {
            if (invoice.kind == invoicing::InvoiceKind::proforma) continue;
            any = true;
            for (const auto& line : invoice.content.lines)
                if (!line.sku.empty()) invoiced[line.sku] += line.quantity.thousandths;
        }
        const bool gone =
            std::ranges::any_of(left, [](const auto& each) { return each.second > 0; });
        if (!any && gone)
            return findings.add(about_order(MismatchKind::left_not_invoiced, id, order->total));
        if (!any || invoiced.empty()) return; // of before lines carried SKUs
        auto beyond = returns::left_beyond_invoice(tx, scope, id);
        std::map<std::int64_t, std::int64_t> explained; ///< by product
        std::map<std::int64_t, std::string> skus;
        for (const auto& line : orders::lines_of(tx, scope.id(), id)) {
            explained[line.product_id.value] += beyond[line.line_no].thousandths;
            skus[line.product_id.value] = line.sku;
        }
        for (const auto& [product, sku] : skus) {
            const auto moved = left.find(product);
            const std::int64_t there =
                (moved == left.end() ? 0 : moved->second) - explained[product];
            if (const std::int64_t written = invoiced[sku]; written != there)
                findings.add(about_order(MismatchKind::quantity_differs, id, none(),
                                         sku + ": " + to_decimal(Quantity{there}) + " / " +
                                             to_decimal(Quantity{written})));
        }
    }

    void remittances() {
        std::map<std::int64_t, bool> orders;
        for (const auto& each : shipping::remittances_between(tx, scope, period.from, period.to)) {
            result.remitted += each.amount;
            if (!each.matched)
                findings.add({MismatchKind::remittance_odd, each.order_id, each.awb_number,
                              each.courier, each.amount, each.note});
            else if (each.order_id)
                orders[each.order_id->value] = true;
        }
        for (const auto& [id, unused] : orders) {
            Money paid = none();
            for (const auto& payment : payments::of_order(tx, scope.id(), OrderId{id}))
                if (payment.processor.empty()) paid += payment.in_shop(payment.captured);
            const Money remitted = shipping::remitted(tx, scope, OrderId{id});
            if (paid < remitted)
                findings.add(
                    about_order(MismatchKind::remittance_differs, OrderId{id}, remitted - paid));
        }
    }

    void reports() {
        each_row(tx, scope, period, [&](const JournalRow& row) {
            const auto filing = efactura::find(tx, scope.id(), row.id);
            if (filing && (filing->state == efactura::FilingState::accepted ||
                           filing->state == efactura::FilingState::elsewhere))
                return;
            findings.add({MismatchKind::not_reported,
                          {},
                          row.series + std::to_string(row.number),
                          row.buyer,
                          row.gross,
                          filing ? std::string(name_of(filing->state)) : ""});
        });
        for (const auto& series : totals_of(tx, scope, period).series)
            for (const auto number : series.missing)
                findings.add({MismatchKind::number_missing,
                              {},
                              series.series + std::to_string(number),
                              "",
                              none(),
                              ""});
    }

    void stock() {
        for (const auto& each : catalog::stock_differences(tx, scope.id()))
            findings.add({MismatchKind::stock_differs,
                          {},
                          each.sku,
                          each.name,
                          none(),
                          to_decimal(each.on_hand) + " / " + to_decimal(each.moved)});
    }
};

} // namespace

Reconciliation reconcile(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    Reconciler work{tx, scope, period};
    auto& result = work.result;
    result.opening = result.invoiced = result.received = result.given_back = result.closing =
        result.receivables = result.advances = result.remitted = work.none();
    work.balances();
    work.goods();
    work.remittances();
    work.reports();
    work.stock();
    work.findings.write(result);
    return result;
}

} // namespace taraba::books
