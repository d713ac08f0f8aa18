#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/links.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/exchange.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/payment_store.hpp"
#include "shop/pricing/payment_method.hpp"
#include "texts/payments.hpp"

namespace taraba::payments {

namespace {

using statuses::Stage;

/// Everything a start needs, chosen before the transaction.
struct Plan {
    pricing::PaymentMethod method;
    Currency currency = ron;
    std::int64_t rate = 10'000;
};

Result<pricing::PaymentMethod> method_named(const shop::Scope& scope, const std::string& name) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.code == name || to_text(method.id) == name) {
            if (!method.active)
                return refuse(RefusalKind::conflict, "method_not_available",
                              said("The shop no longer offers {}.", method.name), "method");
            return method;
        }
    return invalid_field("method", "There is no such payment method.");
}

/// The shop's currency where the processor takes it, else its first at the day's rate.
Result<Plan> plan_of(const shop::Scope& scope, const std::string& method_name) {
    TRY(method, method_named(scope, method_name));
    Plan plan{method, scope.currency(), 10'000};
    if (method.processor.empty()) return plan;
    const auto known = processor_registry().find(method.processor);
    if (known == processor_registry().end())
        return refuse(RefusalKind::conflict, "processor_not_set_up",
                      said("There is no processor `{}`.", method.processor));
    const auto& currencies = known->second.traits.currencies;
    for (const auto& each : currencies)
        if (each == scope.shop->currency) return plan;
    plan.currency = Currency::of(currencies.front());
    TRY(rate, rate_of(scope, plan.currency));
    plan.rate = rate.rate;
    return plan;
}

Money charge_of(Money amount, const Plan& plan) {
    Money charge{divide_half_up(Wide{amount.minor} * 10'000, plan.rate), plan.currency};
    if (is_without_decimals(plan.currency)) charge.minor = divide_half_up(charge.minor, 100) * 100;
    return charge;
}

/// The order takes the method that is paid with, and the total follows its fee, while it can.
Result<orders::Order> with_method(db::Transaction& tx, const shop::Scope& scope,
                                  orders::Order order, const pricing::PaymentMethod& method) {
    if (order.payment_method_id == method.id) return order;
    orders::Edit edit;
    edit.payment_method = to_text(method.id);
    auto edited = orders::edit(tx, scope, order.id, edit, {});
    if (edited) return edited;
    // What has been invoiced or has left keeps its total.
    if (edited.error().code != "order_invoiced" && edited.error().code != "order_shipped")
        return edited;
    return order;
}

/// Who changes over to a bank transfer gets what it is made with: a reference and a proforma.
Result<orders::Order> with_transfer(db::Transaction& tx, const shop::Scope& scope,
                                    orders::Order order, const pricing::PaymentMethod& method) {
    if (method.kind != pricing::PaymentKind::bank_transfer || !order.payment_reference.empty())
        return order;
    order.payment_reference = payment_reference(order.number);
    const auto& actions = scope.installation.workflow->actions;
    if (const auto proforma = actions.find(statuses::Action::issue_proforma);
        proforma != actions.end())
        MUST(proforma->second(tx, scope, order, orders::standing(scope, order).payment));
    orders::store(tx, scope, order);
    return order;
}

Result<Money> amount_to_pay(const shop::Scope& scope, const orders::Order& order,
                            const std::optional<Money>& wanted) {
    const Money due = orders::still_due(scope, order);
    if (due.minor == 0) return refuse(RefusalKind::conflict, "nothing_due", "The order is paid.");
    if (!wanted) return due;
    if (wanted->currency != scope.currency())
        return invalid_field("amount.currency", said("The order is in {}.", scope.shop->currency));
    if (wanted->minor <= 0 || due < *wanted)
        return invalid_field("amount",
                             said("The amount is more than 0 and at most {}.", to_decimal(due)));
    return *wanted;
}

/// An open payment of the same money by the same way is tried again instead of a second one.
std::optional<Payment> to_try_again(db::Transaction& tx, const shop::Scope& scope,
                                    const orders::Order& order, const Plan& plan, Money amount) {
    for (auto& each : of_order(tx, scope.id(), order.id)) {
        const bool open = each.state == PaymentState::pending || each.state == PaymentState::failed;
        if (open && each.method == plan.method.code && each.amount == amount &&
            each.processor == plan.method.processor && each.charged_in() == plan.currency &&
            each.rate == plan.rate)
            return std::move(each);
    }
    return std::nullopt;
}

struct Begun {
    orders::Order order;
    Payment payment;
    std::optional<Attempt> attempt;
};

/// What a request that is repeated goes on from.
struct KeptStart {
    PaymentId payment;
    AttemptId attempt; ///< 0: nothing is paid online
};
BOOST_DESCRIBE_STRUCT(KeptStart, (), (payment, attempt))

Begun begun_before(const shop::Scope& scope, OrderId order, const KeptStart& kept) {
    return scope.read([&](db::Transaction& tx) {
        return Begun{*orders::find(tx, scope.id(), order), *find(tx, scope.id(), kept.payment),
                     kept.attempt.is_set() ? find(tx, scope.id(), kept.attempt) : std::nullopt};
    });
}

Result<Begun> begin_payment(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                            const Plan& plan, const StartPayment& wanted) {
    TRY(order, orders::must_find(tx, scope, id));
    const auto now = orders::standing(scope, order);
    if (now.order.stage == Stage::cancelled)
        return refuse(RefusalKind::conflict, "order_closed",
                      said("The order is {}; it is not paid any more.", now.order.name));
    TRY(changed, with_method(tx, scope, order, plan.method));
    TRY(ready, with_transfer(tx, scope, changed, plan.method));
    order = ready;
    TRY(amount, amount_to_pay(scope, order, wanted.amount));
    Payment payment;
    const auto again = to_try_again(tx, scope, order, plan, amount);
    if (again) {
        payment = *again;
    } else {
        const Money charge = charge_of(amount, plan);
        if (charge.minor <= 0) return invalid_field("amount", "This is too little to be charged.");
        payment.id = scope.new_id<PaymentId>();
        payment.order_id = id;
        payment.method = plan.method.code;
        payment.processor = plan.method.processor;
        payment.amount = amount;
        payment.currency = std::string(plan.currency.code());
        payment.charge = charge.minor;
        payment.rate = plan.rate;
        payment.commission = {0, scope.currency()};
        payment.created_at = scope.now;
        payment.actor = scope.principal.name;
        insert(tx, scope.id(), payment);
    }
    std::optional<Attempt> attempt;
    if (!payment.processor.empty()) {
        attempt.emplace();
        attempt->id = scope.new_id<AttemptId>();
        attempt->payment_id = payment.id;
        attempt->created_at = scope.now;
        attempt->poll_at = scope.now + first_poll;
        insert(tx, scope.id(), *attempt);
    }
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "payment_started",
                   {{"method", "", plan.method.name}, {"amount", "", to_decimal(amount)}}});
    if (again && attempt) {
        const Payment before = payment;
        payment.state = PaymentState::pending;
        payment.error.clear();
        store(tx, scope.id(), payment);
        MUST(money_moved(tx, scope, before, payment, plan.method.name));
        order = *orders::find(tx, scope.id(), id);
    }
    return Begun{order, payment, attempt};
}

Charge charge_for(const shop::Scope& scope, const Begun& begun, const Plan& plan,
                  const StartPayment& wanted) {
    const auto& order = begun.order;
    Charge charge;
    charge.reference = to_text(begun.attempt->id);
    charge.amount = {begun.payment.charge, plan.currency};
    charge.description = texts::payments::charge::description(
        order.language, std::to_string(order.number), scope.shop->name);
    charge.payer = {order.customer.name,  order.customer.email,
                    order.customer.phone, order.billing.company ? order.billing.company->name : "",
                    order.address.street, order.address.locality,
                    order.address.county, order.address.postal_code};
    charge.language = order.language;
    charge.callback_url = callback_url(scope, plan.method.processor);
    charge.return_url =
        wanted.return_url.empty() ? shop::order_link(scope, order.id) : wanted.return_url;
    charge.now = scope.now;
    return charge;
}

/// What the processor answered to the start, kept; a refusal fails the attempt.
Result<Payment> keep_start_answer(const shop::Scope& scope, const Begun& begun,
                                  const Result<Started>& started) {
    return scope.write([&](db::Transaction& tx) -> Result<Payment> {
        auto attempt = *find(tx, scope.id(), begun.attempt->id);
        auto payment = *find(tx, scope.id(), begun.payment.id);
        if (started) {
            // A fast callback may have been here before this answer.
            if (attempt.processor_ref.empty()) attempt.processor_ref = started->processor_ref;
            if (attempt.extra.empty()) attempt.extra = started->extra;
        } else if (attempt.state == PaymentState::pending) {
            attempt.error = shortened(started.error().detail.text(), 400);
            attempt.state = PaymentState::failed;
            attempt.poll_at.reset();
        }
        MUST(settle_attempt(tx, scope, payment, attempt, attempt.error));
        return payment;
    });
}

} // namespace

Result<StartedPayment> start(const shop::Scope& scope, OrderId order, const StartPayment& wanted) {
    const auto known =
        scope.read([&](db::Transaction& tx) { return orders::must_find(tx, scope, order); });
    if (!known) return Failure(known.error());
    if (wanted.return_url.size() > 1'000 ||
        (!wanted.return_url.empty() && !wanted.return_url.starts_with("https://") &&
         !wanted.return_url.starts_with("http://")))
        return invalid_field("return_url", "This is an address that begins with https://.");
    TRY(plan, plan_of(scope, wanted.method));
    std::unique_ptr<Processor> processor;
    if (!plan.method.processor.empty()) {
        TRY(ready, processor_of(scope, plan.method.processor));
        processor = std::move(ready);
    }
    std::optional<Begun> begun;
    const auto kept = scope.create([&](db::Transaction& tx) -> Result<KeptStart> {
        begun.reset();
        TRY(fresh, begin_payment(tx, scope, order, plan, wanted));
        begun = fresh;
        return KeptStart{fresh.payment.id, fresh.attempt ? fresh.attempt->id : AttemptId{}};
    });
    if (!kept) return Failure(kept.error());
    // The same request again leads to the same attempt, as long as it can still be paid.
    if (!begun) begun = begun_before(scope, order, *kept);
    if (!processor || begun->payment.state != PaymentState::pending)
        return StartedPayment{begun->payment, {}};
    const auto started = processor->start(charge_for(scope, *begun, plan, wanted));
    TRY(payment, keep_start_answer(scope, *begun, started));
    scope.announce("payment", shop::order_subject(order));
    if (!started) return Failure(started.error());
    return StartedPayment{payment, started->redirect};
}

} // namespace taraba::payments
