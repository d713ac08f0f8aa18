#pragma once

#include "api/api.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api::panel {

/// A payment as the order shows it.
struct PaymentSummary {
    PaymentId id;
    std::string method;      ///< code
    std::string method_name; ///< in the language of whoever asks
    std::string processor;
    payments::PaymentState state = payments::PaymentState::pending;
    Money amount;
    Money authorised; ///< these three in the shop's currency
    Money captured;
    Money refunded;
    std::string reference;
    std::string error;
    Instant created_at{};
    std::optional<Instant> settled_at;
    std::string actor;
};
BOOST_DESCRIBE_STRUCT(PaymentSummary, (),
                      (id, method, method_name, processor, state, amount, authorised, captured,
                       refunded, reference, error, created_at, settled_at, actor))

struct AttemptView {
    AttemptId id; ///< the reference that the processor knows
    payments::PaymentState state = payments::PaymentState::pending;
    std::string processor_ref;
    std::string error;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(AttemptView, (), (id, state, processor_ref, error, created_at))

/// Something that the processor said, with the very text.
struct PaymentEventView {
    PaymentEventId id;
    Instant at{};
    payments::EventSource source = payments::EventSource::callback;
    payments::ChargeEvent what = payments::ChargeEvent::nothing;
    std::optional<Money> amount;
    payments::Verdict verdict = payments::Verdict::noted;
    std::string words;
    LongText raw;
    LongText headers;
};
BOOST_DESCRIBE_STRUCT(PaymentEventView, (),
                      (id, at, source, what, amount, verdict, words, raw, headers))

struct OperationView {
    OperationId id;
    payments::OperationKind kind = payments::OperationKind::refund;
    payments::OperationState state = payments::OperationState::sending;
    Money amount; ///< in the currency of the charge
    std::string processor_ref;
    std::string error;
    std::string reason;
    std::string actor;
    Instant created_at{};
    std::optional<Instant> settled_at;
};
BOOST_DESCRIBE_STRUCT(OperationView, (),
                      (id, kind, state, amount, processor_ref, error, reason, actor, created_at,
                       settled_at))

/// What may be done with a payment now.
struct AllowedActions {
    bool capture = false;
    bool partial_capture = false;
    bool void_ = false;
    bool refund = false;
    bool partial_refund = false;
    bool poll = false;
};
BOOST_DESCRIBE_STRUCT(AllowedActions, (),
                      (capture, partial_capture, void_, refund, partial_refund, poll))

/// A payment with its whole history.
struct PaymentView : PaymentSummary {
    OrderId order_id;
    std::int64_t order_number = 0;
    Money charge;     ///< as it was asked of the processor
    std::string rate; ///< lei for one unit, when the charge is in another currency
    Money commission;
    AllowedActions allowed;
    std::vector<AttemptView> attempts;
    std::vector<PaymentEventView> events;
    std::vector<OperationView> operations;
};
BOOST_DESCRIBE_STRUCT(PaymentView, (PaymentSummary),
                      (order_id, order_number, charge, rate, commission, allowed, attempts, events,
                       operations))

PaymentSummary summary_of(const Scope& scope, const payments::Payment& payment);
PaymentEventView view_of(const payments::PaymentEvent& news);
Result<PaymentView> payment_view(db::Transaction& tx, const Scope& scope, PaymentId id);
/// The answer after something was done with a payment.
Result<PaymentView> payment_after(const Scope& scope, const Result<payments::Payment>& payment);

} // namespace taraba::api::panel
