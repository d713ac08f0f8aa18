#pragma once

#include "shop/payments/payment.hpp"

namespace taraba::payments {

/// When a charge that says nothing is first asked about.
inline constexpr Millis first_poll{120'000};

/// Where on the payment axis an order's payments put it; nothing when they say nothing.
std::optional<statuses::Stage> stage_of(const orders::Order& order,
                                        const std::vector<Payment>& payments);

/// A payment has changed: the order's paid amount and payment status follow, and people hear of
/// what they have to look at (money for a cancelled order, more money than asked, a dispute).
Result<void> money_moved(db::Transaction& tx, const shop::Scope& scope, const Payment& before,
                         const Payment& now, const std::string& why);

/// The payment as changed by its attempts, stored, and the order with it.
Result<void> settle_attempt(db::Transaction& tx, const shop::Scope& scope, Payment& payment,
                            Attempt& attempt, const std::string& why);

struct RecordedNotification {
    Verdict verdict = Verdict::noted;
    std::optional<PaymentId> payment;
    std::optional<OrderId> order;
    bool poll_now = false; ///< the buyer has agreed; the money waits to be taken
};

/// A verified notification into the books: stored, compared, applied once.
Result<RecordedNotification> record_notification(db::Transaction& tx, const shop::Scope& scope,
                                                 PaymentEvent event,
                                                 const ChargeNotification& notification);

} // namespace taraba::payments
