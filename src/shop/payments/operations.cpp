// Captures, voids and refunds. Each is written down as `sending` before the processor is called,
// and a job looks after it, so that a program that dies in the middle finds it on waking up:
//
//   sending ── call ──▶ done
//      │   refused ──▶ refused
//      ▼   no answer, or the program died here
//   unclear ── the processor is asked ──▶ done, when the money moved there
//        └─ it cannot be asked, or shows nothing ──▶ a person settles it

#include "shop/payments/operations.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/account.hpp"
#include "shop/payments/apply.hpp"
#include "shop/payments/money_in.hpp"
#include "shop/payments/payment_store.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

/// Longer than a call may take, so that the one who made it has kept its outcome by then.
constexpr Millis first_look{20'000};

struct Ready {
    Payment payment;
    std::optional<Attempt> attempt; ///< missing for money that people brought
    Operation operation;
};

/// What a request that is repeated gets back.
struct KeptOperation {
    OperationId operation;
};
BOOST_DESCRIBE_STRUCT(KeptOperation, (), (operation))

Failure no_payment() { return not_found("There is no such payment."); }

Result<void> may_begin(db::Transaction& tx, const shop::Scope& scope, const Payment& payment,
                       OperationKind kind) {
    for (const auto& each : operations_of(tx, scope.id(), payment.id))
        if (is_open(each))
            return refuse(RefusalKind::conflict, "operation_open",
                          "Another operation on this payment is not yet decided.");
    if (kind == OperationKind::refund && payment.captured - payment.refunded <= 0)
        return refuse(RefusalKind::conflict, "payment_not_paid",
                      "There is nothing that could be given back.");
    if (kind != OperationKind::refund && payment.authorised == 0)
        return refuse(RefusalKind::conflict, "payment_not_authorised",
                      "No money is set aside on this payment.");
    return {};
}

/// What is taken or given back, in the currency of the charge.
Result<std::int64_t> amount_of(const shop::Scope& scope, const Payment& payment,
                               const Attempt* attempt, OperationKind kind,
                               const std::optional<Money>& wanted) {
    const std::int64_t captured = attempt ? attempt->captured : payment.captured;
    const std::int64_t refunded = attempt ? attempt->refunded : payment.refunded;
    const std::int64_t most = kind == OperationKind::refund ? captured - refunded
                              : attempt                     ? attempt->authorised
                                                            : 0;
    if (!wanted) return most;
    const Currency charged = payment.charged_in();
    if (wanted->currency != charged && wanted->currency != scope.currency())
        return invalid_field("amount.currency", said("The payment is in {}.", payment.currency));
    const Money amount = wanted->currency == charged ? *wanted : payment.in_charge(*wanted);
    if (amount.minor <= 0 || amount.minor > most)
        return invalid_field("amount", said("The amount is more than 0 and at most {} {}.",
                                            to_decimal(Money{most, charged}), payment.currency));
    return amount.minor;
}

Result<void> is_offered(const Payment& payment, OperationKind kind, bool partial) {
    if (payment.processor.empty()) return {};
    const auto& traits = processor_registry().at(payment.processor).traits;
    const bool offered = kind == OperationKind::capture ? traits.captures
                         : kind == OperationKind::void_ ? traits.voids
                                                        : traits.refunds;
    if (!offered)
        return refuse(RefusalKind::conflict, "not_offered",
                      said("{} takes this in its own panel only; what is done there is recorded "
                           "here by itself.",
                           traits.title));
    const bool parts =
        kind == OperationKind::capture ? traits.partial_captures : traits.partial_refunds;
    if (partial && !parts)
        return invalid_field("amount",
                             said("{} does this for the whole amount only.", traits.title));
    return {};
}

/// The attempt that has the money.
std::optional<Attempt> attempt_with(db::Transaction& tx, const shop::Scope& scope,
                                    const Payment& payment, OperationKind kind) {
    for (auto& each : attempts_of(tx, scope.id(), payment.id))
        if (kind == OperationKind::refund ? each.captured > each.refunded : each.authorised > 0)
            return std::move(each);
    return std::nullopt;
}

/// An operation that may begin: on which money, and how much of it.
struct Chosen {
    Payment payment;
    std::optional<Attempt> attempt; ///< missing for money that people brought
    std::int64_t amount = 0;        ///< in the currency of the charge
};

Result<Chosen> choose(db::Transaction& tx, const shop::Scope& scope, PaymentId id,
                      OperationKind kind, const std::optional<Money>& wanted) {
    auto payment = find(tx, scope.id(), id);
    if (!payment) return no_payment();
    MUST(may_begin(tx, scope, *payment, kind));
    auto attempt = attempt_with(tx, scope, *payment, kind);
    TRY(amount, amount_of(scope, *payment, attempt ? &*attempt : nullptr, kind, wanted));
    const std::int64_t whole =
        attempt ? std::max(attempt->captured, attempt->authorised) : payment->captured;
    MUST(is_offered(*payment, kind, amount != whole));
    return Chosen{std::move(*payment), std::move(attempt), amount};
}

Result<Ready> begin_operation(db::Transaction& tx, const shop::Scope& scope, PaymentId id,
                              OperationKind kind, const std::optional<Money>& wanted,
                              const std::string& reason) {
    TRY(chosen, choose(tx, scope, id, kind, wanted));
    const auto& [payment, attempt, amount] = chosen;
    Operation operation;
    operation.id = scope.new_id<OperationId>();
    operation.payment_id = id;
    if (attempt) operation.attempt_id = attempt->id;
    operation.kind = kind;
    operation.amount = amount;
    operation.reason = reason;
    operation.actor = scope.principal.name;
    operation.created_at = scope.now;
    insert(tx, scope.id(), operation);
    audit::append(tx, scope,
                  {shop::order_subject(payment.order_id),
                   "payment_" + std::string(name_of(kind)) + "_asked",
                   {{"amount", "", to_decimal(Money{amount, payment.charged_in()})}},
                   reason});
    if (attempt)
        jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "clear_operation",
                      {{"operation", to_text(operation.id)}}, shop::order_subject(payment.order_id),
                      scope.now, first_look);
    return Ready{payment, attempt, operation};
}

/// Money moved: into the attempt, the payment and the order.
Result<void> book(db::Transaction& tx, const shop::Scope& scope, Operation& operation,
                  const std::string& processor_ref) {
    auto payment = *find(tx, scope.id(), operation.payment_id);
    operation.state = OperationState::done;
    operation.error.clear();
    if (operation.processor_ref.empty()) operation.processor_ref = processor_ref;
    operation.settled_at = scope.now;
    store(tx, scope.id(), operation);
    if (operation.attempt_id.is_set()) {
        auto attempt = *find(tx, scope.id(), operation.attempt_id);
        if (operation.kind == OperationKind::capture && !processor_ref.empty() &&
            processor_ref.starts_with("C:"))
            attempt.extra = processor_ref;
        apply_done(attempt, operation);
        return settle_attempt(tx, scope, payment, attempt, operation.reason);
    }
    const Payment before = payment;
    payment.refunded += operation.amount;
    payment.state = payment.refunded < payment.captured ? PaymentState::partly_refunded
                                                        : PaymentState::refunded;
    store(tx, scope.id(), payment);
    return money_moved(tx, scope, before, payment, operation.reason);
}

/// What the processor answered is kept beside what it says by itself.
void keep_operation_answer(db::Transaction& tx, const shop::Scope& scope,
                           const Operation& operation, const Payment& payment,
                           const std::string& raw) {
    PaymentEvent event;
    event.id = scope.new_id<PaymentEventId>();
    event.payment_id = payment.id;
    event.attempt_id = operation.attempt_id;
    event.processor = payment.processor;
    event.source = EventSource::answer;
    event.fingerprint = "answer|" + to_text(operation.id);
    event.headers.text = "{}";
    event.raw.text = raw;
    event.what = operation.kind == OperationKind::capture ? ChargeEvent::captured
                 : operation.kind == OperationKind::void_ ? ChargeEvent::voided
                                                          : ChargeEvent::refunded;
    event.amount = operation.amount;
    event.currency = payment.currency;
    event.verdict = Verdict::applied;
    insert(tx, scope.id(), event);
}

/// What became of the call, unless a callback was faster to say it.
Result<Payment> keep_outcome(const shop::Scope& scope, OperationId id,
                             const Result<OperationAnswer>& answer) {
    return scope.write([&](db::Transaction& tx) -> Result<Payment> {
        auto operation = *find(tx, scope.id(), id);
        const auto order = find(tx, scope.id(), operation.payment_id)->order_id;
        if (!is_open(operation)) return *find(tx, scope.id(), operation.payment_id);
        if (answer) {
            if (operation.attempt_id.is_set())
                keep_operation_answer(tx, scope, operation,
                                      *find(tx, scope.id(), operation.payment_id), answer->raw);
            MUST(book(tx, scope, operation, answer->processor_ref));
            return *find(tx, scope.id(), operation.payment_id);
        }
        const bool unclear = answer.error().code == "processor_unclear";
        operation.state = unclear ? OperationState::unclear : OperationState::refused;
        operation.error = shortened(answer.error().detail.text(), 400);
        store(tx, scope.id(), operation);
        audit::append(tx, scope,
                      {shop::order_subject(order),
                       unclear ? "payment_operation_unclear" : "payment_operation_refused",
                       {},
                       operation.error});
        return *find(tx, scope.id(), operation.payment_id);
    });
}

Result<OperationAnswer> call(Processor& partner, const Ready& ready) {
    const ChargeRef charge{to_text(ready.attempt->id),
                           ready.attempt->processor_ref,
                           ready.attempt->extra,
                           {ready.payment.charge, ready.payment.charged_in()}};
    const Money amount{ready.operation.amount, ready.payment.charged_in()};
    switch (ready.operation.kind) {
    case OperationKind::capture: return partner.capture(charge, amount);
    case OperationKind::void_: return partner.void_hold(charge);
    default: break;
    }
    return partner.refund(charge, amount, to_text(ready.operation.id), ready.operation.reason);
}

Result<Payment> operate(const shop::Scope& scope, PaymentId id, OperationKind kind,
                        const std::optional<Money>& amount, const std::string& reason) {
    std::optional<Ready> ready;
    const auto kept = scope.create([&](db::Transaction& tx) -> Result<KeptOperation> {
        ready.reset();
        TRY(begun, begin_operation(tx, scope, id, kind, amount, reason));
        ready = begun;
        return KeptOperation{begun.operation.id};
    });
    if (!kept) return Failure(kept.error());
    if (!ready) // the same request again: what it did stands there
        return *scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    Result<OperationAnswer> answer = OperationAnswer{};
    if (ready->attempt) {
        auto partner = processor_of(scope, ready->payment.processor);
        answer =
            partner ? call(**partner, *ready) : Result<OperationAnswer>(Failure(partner.error()));
    }
    TRY(payment, keep_outcome(scope, ready->operation.id, answer));
    scope.announce("payment", shop::order_subject(payment.order_id));
    if (!answer && answer.error().code != "processor_unclear") return Failure(answer.error());
    return payment;
}

} // namespace

Result<Payment> capture(const shop::Scope& scope, PaymentId id, std::optional<Money> amount) {
    return operate(scope, id, OperationKind::capture, amount, "");
}

Result<Payment> void_hold(const shop::Scope& scope, PaymentId id) {
    return operate(scope, id, OperationKind::void_, {}, "");
}

Result<Payment> refund(const shop::Scope& scope, PaymentId id, std::optional<Money> amount,
                       const std::string& reason) {
    return operate(scope, id, OperationKind::refund, amount, reason);
}

Result<RefundPlan> plan_refund(db::Transaction& tx, const shop::Scope& scope, PaymentId id,
                               std::optional<Money> amount) {
    TRY(chosen, choose(tx, scope, id, OperationKind::refund, amount));
    TRY(order, orders::must_find(tx, scope, chosen.payment.order_id));
    auto payments = of_order(tx, scope.id(), order.id);
    RefundPlan plan{chosen.payment, {chosen.amount, chosen.payment.charged_in()}, {}, {}, {}};
    for (auto& each : payments) {
        if (each.id != id) continue;
        each.refunded += chosen.amount;
        plan.left = each.brought();
        order.paid += each.brought() - chosen.payment.brought();
    }
    plan.order_paid = order.paid;
    plan.stage = stage_of(order, payments).value_or(statuses::Stage::refunded);
    return plan;
}

Result<Payment> settle(const shop::Scope& scope, OperationId id, bool happened,
                       const std::string& reason) {
    const auto settled = scope.write([&](db::Transaction& tx) -> Result<Payment> {
        auto operation = find(tx, scope.id(), id);
        if (!operation) return not_found("There is no such operation.");
        if (trimmed(reason).empty()) return invalid_field("reason", "Say how it was found out.");
        if (operation->state != OperationState::unclear)
            return refuse(RefusalKind::conflict, "operation_decided",
                          "The operation is decided already.");
        const auto order = find(tx, scope.id(), operation->payment_id)->order_id;
        audit::append(tx, scope,
                      {shop::order_subject(order),
                       "payment_operation_settled",
                       {{"happened", "", happened ? "1" : "0"}},
                       reason});
        if (happened) {
            MUST(book(tx, scope, *operation, ""));
        } else {
            operation->state = OperationState::refused;
            operation->settled_at = scope.now;
            store(tx, scope.id(), *operation);
        }
        return *find(tx, scope.id(), operation->payment_id);
    });
    if (settled) scope.announce("payment", shop::order_subject(settled->order_id));
    return settled;
}

Result<void> clear_operation(const shop::Scope& scope, OperationId id) {
    const auto operation =
        scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!operation || !is_open(*operation)) return {};
    if (operation->state == OperationState::sending)
        MUST(keep_outcome(scope, id,
                          refuse(RefusalKind::unavailable, "processor_unclear",
                                 "The program ended while the processor was called.")));
    const auto payment = scope.read(
        [&](db::Transaction& tx) { return find(tx, scope.id(), operation->payment_id); });
    if (processor_registry().at(payment->processor).traits.polls)
        MUST(poll(scope, operation->payment_id));
    const auto after = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!is_open(*after)) return {};
    const auto told = scope.write([&](db::Transaction& tx) -> Result<bool> {
        TRY(order, orders::must_find(tx, scope, payment->order_id));
        scope.installation.workflow->alert(tx, scope, order, "payment_unclear",
                                           "#" + std::to_string(order.number) + ": " +
                                               after->error);
        return true;
    });
    if (!told) return Failure(told.error());
    return {};
}

} // namespace taraba::payments
