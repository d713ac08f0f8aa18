#include "shop/payments/payment.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/payment_store.hpp"
#include "shop/pricing/payment_method.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

using statuses::Axis;
using statuses::Stage;

std::string method_code(const shop::Scope& scope, PaymentMethodId id) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == id) return method.code;
    return "";
}

/// The payment that an offline method waits with, or a new one.
Payment waiting_payment(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                        const std::string& method, bool& fresh) {
    for (auto& each : of_order(tx, scope.id(), order.id))
        if (each.processor.empty() && each.method == method && each.state == PaymentState::pending)
            return std::move(each);
    fresh = true;
    Payment payment;
    payment.id = scope.new_id<PaymentId>();
    payment.order_id = order.id;
    payment.method = method;
    payment.currency = scope.shop->currency;
    payment.commission = {0, scope.currency()};
    payment.created_at = scope.now;
    return payment;
}

Payment received(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                 Money amount, const std::string& reference) {
    bool fresh = false;
    Payment payment =
        waiting_payment(tx, scope, order, method_code(scope, order.payment_method_id), fresh);
    payment.amount = amount;
    payment.charge = payment.captured = amount.minor;
    payment.state = PaymentState::paid;
    payment.reference = reference;
    payment.settled_at = scope.now;
    payment.actor = scope.principal.name;
    if (fresh)
        insert(tx, scope.id(), payment);
    else
        store(tx, scope.id(), payment);
    return payment;
}

/// Cash is taken against a receipt, whose number is the shop's next when none is named.
std::string receipt_of(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                       const std::string& reference) {
    if (!reference.empty()) return reference;
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == order.payment_method_id &&
            method.kind == pricing::PaymentKind::cash_at_pickup)
            return "CH " + std::to_string(shop::take_numbers(tx, scope.id(), "receipt", 1));
    return "";
}

void record(db::Transaction& tx, const shop::Scope& scope, orders::Order& order, Money amount,
            const std::string& given) {
    const std::string reference = receipt_of(tx, scope, order, given);
    received(tx, scope, order, amount, reference);
    const Money before = order.paid;
    order.paid += amount;
    audit::append(tx, scope,
                  {shop::order_subject(order.id),
                   "payment_received",
                   {{"paid", to_decimal(before), to_decimal(order.paid)}},
                   reference});
}

void enqueue_operation(db::Transaction& tx, const shop::Scope& scope, const char* kind,
                       const Payment& payment) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), kind, {{"payment", to_text(payment.id)}},
                  shop::order_subject(payment.order_id), scope.now);
}

/// What was set aside is taken when the goods leave, and set free when they never will.
Result<void> follow_order(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                          const statuses::Status& to) {
    const bool leaves = to.axis == Axis::delivery &&
                        (to.stage == Stage::handed_over || to.stage == Stage::in_transit ||
                         to.stage == Stage::delivered);
    const bool cancelled = to.stage == Stage::cancelled;
    if (!leaves && !cancelled) return {};
    for (const auto& payment : of_order(tx, scope.id(), order.id))
        if (payment.state == PaymentState::authorised)
            enqueue_operation(tx, scope, leaves ? "capture_payment" : "void_payment", payment);
    return {};
}

} // namespace

Money Payment::in_shop(std::int64_t minor) const {
    if (minor == charge) return amount;
    return charge == 0 ? Money{0, amount.currency} : scaled(amount, minor, charge);
}

Money Payment::in_charge(Money of_shop) const {
    if (of_shop == amount) return {charge, charged_in()};
    return {divide_half_up(Wide{charge} * of_shop.minor, amount.minor), charged_in()};
}

std::string payment_reference(std::int64_t number) {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"; // none that looks like a digit
    std::int64_t sum = 0;
    std::int64_t weight = 2;
    for (std::int64_t rest = number; rest > 0; rest /= 10)
        sum += rest % 10 * weight++;
    return "TRB-" + std::to_string(number) + "-" +
           letters[static_cast<std::size_t>(sum) % letters.size()];
}

Result<orders::Order> receive(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                              Money amount, const std::string& reference) {
    TRY(order, orders::must_find(tx, scope, id));
    if (amount.currency != scope.currency())
        return invalid_field("amount.currency", said("The order is in {}.", scope.shop->currency));
    if (amount.minor <= 0) return invalid_field("amount", "The amount is more than zero.");
    if (order.due() < amount)
        return invalid_field("amount", said("Only {} is due.", to_decimal(order.due())));
    record(tx, scope, order, amount, reference);
    if (order.paid == order.total)
        return orders::enter_stage(tx, scope, order, Axis::payment, Stage::paid, reference);
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    return order;
}

Result<void> review(const shop::Scope& scope, PaymentEventId id, const std::string& reason) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        if (!insert_review(tx, scope, id, reason))
            return not_found("There is no event of this id that waits for somebody.");
        if (trimmed(reason).empty()) return invalid_field("reason", "Say what was found.");
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

void register_steps(orders::Workflow& workflow) {
    workflow.on_enter.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                   orders::Order& order,
                                   const statuses::Status& to) -> Result<void> {
        if ((to.axis == Axis::payment && to.stage == Stage::paid) || to.stage == Stage::cancelled)
            scope.installation.workflow->alert(tx, scope, order, "payment_due", "");
        MUST(follow_order(tx, scope, order, to));
        if (to.axis != Axis::payment || to.stage != Stage::paid || order.due().minor == 0)
            return {};
        for (const auto& payment : of_order(tx, scope.id(), order.id))
            if (payment.state == PaymentState::authorised)
                return refuse(RefusalKind::conflict, "payment_authorised",
                              "The money is set aside at the buyer's bank; take it instead.",
                              "status");
        record(tx, scope, order, order.due(), "");
        return {};
    });
}

} // namespace taraba::payments
