#pragma once

#include "shop/payments/payment.hpp"

namespace taraba::payments {

struct Applied {
    Verdict verdict = Verdict::noted;
    std::string words; ///< why it does not fit
    /// A capture, refund or chargeback that nobody here asked for; to be stored.
    std::optional<Operation> of_processor{};
};

/// What a notification makes of an attempt and of the operations on it. Pure: notifications may
/// repeat, race with polls and come in any order, and the sums end the same.
Applied apply(const Payment& payment, Attempt& attempt, std::vector<Operation>& operations,
              const ChargeNotification& notification);

/// An operation of ours that the processor has confirmed.
void apply_done(Attempt& attempt, const Operation& operation);

PaymentState state_of(const Attempt& attempt, bool refused);
/// Sums and state of a payment from its attempts.
void sum_up(Payment& payment, const std::vector<Attempt>& attempts);

} // namespace taraba::payments
