#include "shop/payments/apply.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

Applied quarantined(std::string words) { return {Verdict::quarantined, std::move(words)}; }

std::string words_of(std::int64_t minor, const Payment& payment) {
    return to_decimal(Money{minor, payment.charged_in()}) + " " + payment.currency;
}

Applied wrong_amount(const Payment& payment, const ChargeNotification& notification) {
    return quarantined("It is about " + words_of(notification.amount.minor, payment) +
                       ", the charge is " + words_of(payment.charge, payment) + ".");
}

Operation* find_own(std::vector<Operation>& operations, OperationKind kind, auto&& matches) {
    const auto found = std::ranges::find_if(operations, [&](const Operation& each) {
        return each.kind == kind && each.state != OperationState::refused && matches(each);
    });
    return found == operations.end() ? nullptr : &*found;
}

void confirm(Operation& operation) {
    operation.state = OperationState::done;
    operation.told = true;
    operation.error.clear();
}

Applied authorise(const Payment& payment, Attempt& attempt,
                  const ChargeNotification& notification) {
    if (notification.amount.minor != payment.charge) return wrong_amount(payment, notification);
    if (attempt.captured > 0) return {Verdict::stale};
    if (attempt.authorised > 0) return {Verdict::known};
    attempt.authorised = notification.amount.minor;
    attempt.error.clear();
    attempt.state = state_of(attempt, false);
    return {Verdict::applied};
}

Applied apply_capture(const Payment& payment, Attempt& attempt, std::vector<Operation>& operations,
                      const ChargeNotification& notification) {
    auto* own = find_own(operations, OperationKind::capture, [&](const Operation& each) {
        return each.amount == notification.amount.minor;
    });
    if (notification.amount.minor != payment.charge && !own)
        return wrong_amount(payment, notification);
    if (own) confirm(*own);
    if (attempt.captured >= notification.amount.minor) return {Verdict::known};
    attempt.captured = notification.amount.minor;
    attempt.authorised = 0;
    attempt.error.clear();
    attempt.state = state_of(attempt, false);
    return {Verdict::applied};
}

Applied decline(Attempt& attempt, const ChargeNotification& notification) {
    if (attempt.captured > 0 || attempt.authorised > 0) return {Verdict::stale};
    const bool known = attempt.state == PaymentState::failed;
    attempt.state = PaymentState::failed;
    attempt.error = notification.words;
    return {known ? Verdict::known : Verdict::applied};
}

Applied apply_void(Attempt& attempt, std::vector<Operation>& operations,
                   const ChargeNotification& notification) {
    if (attempt.captured > 0 && attempt.captured > attempt.refunded)
        return quarantined("It was set free although the money had been taken.");
    if (auto* own = find_own(operations, OperationKind::void_, [](const auto&) { return true; }))
        confirm(*own);
    if (attempt.captured > 0) return {Verdict::stale};
    const bool known = attempt.authorised == 0 && attempt.state == PaymentState::failed;
    attempt.authorised = 0;
    attempt.state = PaymentState::failed;
    attempt.error = notification.words;
    return {known ? Verdict::known : Verdict::applied};
}

/// The refund of ours that a notification tells of: by the processor's number, else the first of
/// this amount that no notification has told of yet.
Operation* refund_told_of(std::vector<Operation>& operations,
                          const ChargeNotification& notification) {
    if (!notification.operation_ref.empty())
        if (auto* same = find_own(operations, OperationKind::refund, [&](const Operation& each) {
                return each.processor_ref == notification.operation_ref;
            }))
            return same;
    return find_own(operations, OperationKind::refund, [&](const Operation& each) {
        return !each.told && each.amount == notification.amount.minor &&
               (each.processor_ref.empty() || notification.operation_ref.empty());
    });
}

Applied apply_refund(const Payment& payment, Attempt& attempt, std::vector<Operation>& operations,
                     const ChargeNotification& notification) {
    // Nobody gives back what was not taken: the news of taking it is still on its way.
    const std::int64_t captured = attempt.captured > 0 ? attempt.captured : payment.charge;
    std::int64_t more = notification.amount.minor;
    bool ours = false;
    if (notification.altogether) {
        more = notification.amount.minor - attempt.refunded;
        for (auto& each : operations)
            if (each.kind == OperationKind::refund && is_open(each) && each.amount == more) {
                confirm(each);
                ours = true;
            }
        if (more <= 0) return {Verdict::known};
    } else if (auto* own = refund_told_of(operations, notification)) {
        const bool counted = own->state == OperationState::done;
        confirm(*own);
        if (counted) return {Verdict::known};
        ours = true;
    }
    if (more <= 0 || attempt.refunded + more > captured)
        return quarantined("It gives back " + words_of(more, payment) + " of " +
                           words_of(captured - attempt.refunded, payment) + " that are left.");
    attempt.captured = captured;
    attempt.authorised = 0;
    attempt.refunded += more;
    attempt.state = state_of(attempt, false);
    Applied applied{Verdict::applied};
    if (!ours) {
        Operation operation;
        operation.kind = OperationKind::refund;
        operation.state = OperationState::done;
        operation.amount = more;
        operation.processor_ref = notification.operation_ref;
        operation.told = true;
        applied.of_processor = operation;
    }
    return applied;
}

Applied charge_back(const Payment& payment, Attempt& attempt,
                    const ChargeNotification& notification) {
    const std::int64_t left = attempt.captured - attempt.refunded;
    const std::int64_t lost = notification.amount.minor > 0 ? notification.amount.minor : left;
    if (lost > left)
        return quarantined("It takes back " + words_of(lost, payment) + " of " +
                           words_of(left, payment) + " that are left.");
    attempt.disputed = false;
    attempt.refunded += lost;
    attempt.state = state_of(attempt, false);
    Operation operation;
    operation.kind = OperationKind::chargeback;
    operation.state = OperationState::done;
    operation.amount = lost;
    operation.processor_ref = notification.operation_ref;
    operation.told = true;
    return {Verdict::applied, "", operation};
}

Applied dispute(Attempt& attempt, bool on) {
    if (attempt.captured == 0) return quarantined("Nothing was taken that could be disputed.");
    if (attempt.disputed == on) return {Verdict::known};
    attempt.disputed = on;
    attempt.state = state_of(attempt, false);
    return {Verdict::applied};
}

} // namespace

PaymentState state_of(const Attempt& attempt, bool refused) {
    if (attempt.disputed) return PaymentState::disputed;
    if (attempt.captured > 0) {
        if (attempt.refunded == 0) return PaymentState::paid;
        return attempt.refunded < attempt.captured ? PaymentState::partly_refunded
                                                   : PaymentState::refunded;
    }
    if (attempt.authorised > 0) return PaymentState::authorised;
    return refused ? PaymentState::failed : PaymentState::pending;
}

Applied apply(const Payment& payment, Attempt& attempt, std::vector<Operation>& operations,
              const ChargeNotification& notification) {
    if (!notification.mismatch.empty()) return quarantined(notification.mismatch);
    if (notification.event == ChargeEvent::nothing) return {Verdict::noted};
    if (notification.amount.currency != payment.charged_in())
        return quarantined("It is in " + std::string(notification.amount.currency.code()) +
                           ", the charge in " + payment.currency + ".");
    if (!attempt.processor_ref.empty() && !notification.processor_ref.empty() &&
        attempt.processor_ref != notification.processor_ref &&
        attempt.captured + attempt.authorised > 0)
        return quarantined("The processor's number is " + notification.processor_ref +
                           ", the charge has " + attempt.processor_ref + ".");
    // A late word of what came before must not put an older number in the place of a newer one.
    const bool newer = notification.event == ChargeEvent::captured ||
                       notification.event == ChargeEvent::authorised;
    Applied applied;
    switch (notification.event) {
    case ChargeEvent::approved:
        if (notification.amount.minor != payment.charge) return wrong_amount(payment, notification);
        applied = {Verdict::noted};
        break;
    case ChargeEvent::authorised: applied = authorise(payment, attempt, notification); break;
    case ChargeEvent::captured:
        applied = apply_capture(payment, attempt, operations, notification);
        break;
    case ChargeEvent::refused: applied = decline(attempt, notification); break;
    case ChargeEvent::voided: applied = apply_void(attempt, operations, notification); break;
    case ChargeEvent::refunded:
        applied = apply_refund(payment, attempt, operations, notification);
        break;
    case ChargeEvent::disputed: applied = dispute(attempt, true); break;
    case ChargeEvent::dispute_won: applied = dispute(attempt, false); break;
    case ChargeEvent::dispute_lost: applied = charge_back(payment, attempt, notification); break;
    case ChargeEvent::nothing: break;
    }
    const bool fits = applied.verdict == Verdict::applied || applied.verdict == Verdict::noted;
    if (fits && !notification.processor_ref.empty())
        attempt.processor_ref = notification.processor_ref;
    if (fits && newer && !notification.extra.empty()) attempt.extra = notification.extra;
    return applied;
}

void apply_done(Attempt& attempt, const Operation& operation) {
    switch (operation.kind) {
    case OperationKind::capture:
        attempt.captured = std::max(attempt.captured, operation.amount);
        attempt.authorised = 0;
        break;
    case OperationKind::void_: attempt.authorised = 0; break;
    case OperationKind::refund:
    case OperationKind::chargeback: attempt.refunded += operation.amount; break;
    }
    attempt.state = state_of(attempt, operation.kind == OperationKind::void_);
}

void sum_up(Payment& payment, const std::vector<Attempt>& attempts) {
    payment.authorised = payment.captured = payment.refunded = 0;
    bool disputed = false, open = false;
    for (const auto& each : attempts) {
        payment.authorised += each.authorised;
        payment.captured += each.captured;
        payment.refunded += each.refunded;
        disputed = disputed || each.disputed;
        open = open || each.state == PaymentState::pending;
        if (!each.processor_ref.empty()) payment.reference = each.processor_ref;
    }
    Attempt whole;
    whole.authorised = payment.authorised;
    whole.captured = payment.captured;
    whole.refunded = payment.refunded;
    whole.disputed = disputed;
    payment.state = state_of(whole, !open && !attempts.empty());
    payment.error =
        payment.state == PaymentState::failed && !attempts.empty() ? attempts.back().error : "";
}

} // namespace taraba::payments
