#pragma once

#include "jobs/jobs.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/payments/processor.hpp"

namespace taraba::payments {

enum class PaymentState { pending, authorised, paid, partly_refunded, refunded, failed, disputed };
BOOST_DESCRIBE_ENUM(PaymentState, pending, authorised, paid, partly_refunded, refunded, failed,
                    disputed)

/// What an order, or a part of it, is paid with. What was charged is in a currency of its own, in
/// minor units; money that people bring or send has no processor.
struct Payment {
    PaymentId id;
    OrderId order_id;
    std::string method; ///< code
    std::string processor;
    PaymentState state = PaymentState::pending;
    Money amount; ///< in the shop's currency
    std::string currency;
    std::int64_t charge = 0;
    std::int64_t authorised = 0;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    std::int64_t rate = 10'000;    ///< of one unit of `currency` in the shop's, ten-thousandths
    std::int64_t settled_rate = 0; ///< of the day its settlement was read; 0: not known
    std::string reference;         ///< a document, or the processor's own number
    std::string error;             ///< the last refusal, in the processor's words
    Money commission;              ///< what the processor kept, as its settlement says
    Instant created_at{};
    std::optional<Instant> settled_at; ///< when the money came
    std::string actor;
    std::int64_t version = 1;

    Currency charged_in() const { return Currency::of(currency); }
    /// A part of the charge in the shop's currency; the whole charge is exactly `amount`.
    Money in_shop(std::int64_t minor) const;
    /// The other way round.
    Money in_charge(Money of_shop) const;
    /// What it has brought, less what went back.
    Money brought() const { return in_shop(captured) - in_shop(refunded); }
    /// What the rate has added since the charge, or taken (negative), of what came to the shop.
    Money exchange() const {
        return settled_rate == 0 ? Money{0, amount.currency}
                                 : scaled(brought() - commission, settled_rate - rate, rate);
    }
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, order_id, method, processor, state, amount, currency, charge, authorised,
                       captured, refunded, rate, settled_rate, reference, error, commission,
                       created_at, settled_at, actor, version))

/// A start at the processor; its id is the reference that the processor knows it by.
struct Attempt {
    AttemptId id;
    PaymentId payment_id;
    PaymentState state = PaymentState::pending;
    std::string processor_ref;
    std::string extra;
    std::int64_t authorised = 0;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    bool disputed = false;
    std::string error;
    Instant created_at{};
    std::optional<Instant> poll_at;
    std::int64_t polls = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Attempt, (),
                      (id, payment_id, state, processor_ref, extra, authorised, captured, refunded,
                       disputed, error, created_at, poll_at, polls, version))

enum class EventSource { callback, poll, answer };
BOOST_DESCRIBE_ENUM(EventSource, callback, poll, answer)

/// What became of something that a processor said: it changed the money, said what was known,
/// came too late to count, was about no money, or does not fit and waits for a person.
enum class Verdict { applied, known, stale, noted, quarantined };
BOOST_DESCRIBE_ENUM(Verdict, applied, known, stale, noted, quarantined)

/// Something that a processor said, as it came; never changed.
struct PaymentEvent {
    PaymentEventId id;
    std::optional<PaymentId> payment_id;
    std::optional<AttemptId> attempt_id;
    std::string processor;
    EventSource source = EventSource::callback;
    std::string fingerprint;
    LongText headers; ///< JSON
    LongText raw;
    ChargeEvent what = ChargeEvent::nothing;
    std::int64_t amount = 0;
    std::string currency;
    Verdict verdict = Verdict::noted;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(PaymentEvent, (),
                      (id, payment_id, attempt_id, processor, source, fingerprint, headers, raw,
                       what, amount, currency, verdict, words))

enum class OperationKind { capture, void_, refund, chargeback };
BOOST_DESCRIBE_ENUM(OperationKind, capture, void_, refund, chargeback)

/// sending → done, refused, or unclear while nobody knows whether it had its effect.
enum class OperationState { sending, done, refused, unclear };
BOOST_DESCRIBE_ENUM(OperationState, sending, done, refused, unclear)

/// Money captured, voided or refunded: by us, or as the processor tells of it.
struct Operation {
    OperationId id;
    PaymentId payment_id;
    AttemptId attempt_id; ///< 0: given back by hand
    OperationKind kind = OperationKind::refund;
    OperationState state = OperationState::sending;
    std::int64_t amount = 0; ///< in the currency of the charge
    std::string processor_ref;
    bool told = false; ///< a notification of the processor's has said the same
    std::string error;
    std::string reason;
    std::string actor;
    Instant created_at{};
    std::optional<Instant> settled_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Operation, (),
                      (id, payment_id, attempt_id, kind, state, amount, processor_ref, told, error,
                       reason, actor, created_at, settled_at, version))

/// Whether the processor's answer is still to come.
inline bool is_open(const Operation& operation) {
    return operation.state == OperationState::sending || operation.state == OperationState::unclear;
}

/// What a buyer writes on a bank transfer; short, unique, with a check character against typing
/// mistakes: `TRB-1042-K`.
std::string payment_reference(std::int64_t order_number);

std::vector<Payment> of_order(db::Transaction& tx, ShopId shop, OrderId id);
std::optional<Payment> find(db::Transaction& tx, ShopId shop, PaymentId id);
std::vector<Attempt> attempts_of(db::Transaction& tx, ShopId shop, PaymentId id);
std::vector<PaymentEvent> events_of(db::Transaction& tx, ShopId shop, PaymentId id);
std::vector<Operation> operations_of(db::Transaction& tx, ShopId shop, PaymentId id);

/// Records money that people brought or sent; a fully paid order enters the paid stage.
/// Refuses with `invalid_field` for an amount that is not positive or more than is due.
Result<orders::Order> receive(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                              Money amount, const std::string& reference);

/// What a buyer or operator wants to pay with.
struct StartPayment {
    static constexpr bool lenient = true;
    std::string method;          ///< id or code
    std::optional<Money> amount; ///< a part; all that is due when missing
    std::string return_url;      ///< empty: the order's page
};
BOOST_DESCRIBE_STRUCT(StartPayment, (), (method, amount, return_url))

struct StartedPayment {
    Payment payment;
    std::optional<Redirect> redirect; ///< missing when nothing is paid online
};

/// Begins to pay an order, or begins again: another method takes the place of the order's, and the
/// total follows its fee while the order can still change. The processor is called outside of any
/// transaction. Refuses with `order_closed`, `nothing_due`, `invalid_field`,
/// `method_not_available`, `processor_not_set_up`, `rate_missing` and what the processor refuses.
Result<StartedPayment> start(const shop::Scope& scope, OrderId order, const StartPayment& wanted);

/// Takes a processor's callback: verified, stored as it came, applied once. Nothing is believed
/// before the amount, the currency, the charge and the merchant are compared; what does not fit is
/// quarantined. The answer is the one that the processor demands.
struct HandledCallback {
    CallbackAnswer answer;
    std::optional<OrderId> order; ///< that it is about
};
HandledCallback handle_callback(const shop::Scope& scope, const std::string& processor,
                                const Incoming& callback);

/// Asks the processor about the open attempts of a payment. Refuses with what the call refuses.
Result<Payment> poll(const shop::Scope& scope, PaymentId id);

/// Captures, voids or refunds. Without an amount: all of it. Refuses with `not_found`,
/// `invalid_field`, `payment_not_authorised`, `payment_not_paid`, `operation_open` while one is
/// under way, and with what the processor refuses; an unclear answer leaves the operation to be
/// found out by a job.
Result<Payment> capture(const shop::Scope& scope, PaymentId id, std::optional<Money> amount);
Result<Payment> void_hold(const shop::Scope& scope, PaymentId id);
Result<Payment> refund(const shop::Scope& scope, PaymentId id, std::optional<Money> amount,
                       const std::string& reason);

/// What a refund will do, before it is done.
struct RefundPlan {
    Payment payment;  ///< as it is now
    Money back;       ///< to the buyer, in the currency of the charge
    Money left;       ///< of the payment, in the shop's currency
    Money order_paid; ///< of the order, after it
    statuses::Stage stage = statuses::Stage::refunded; ///< of the order's payment, after it
};
/// By the rules of refund(), whose refusals it gives.
Result<RefundPlan> plan_refund(db::Transaction& tx, const shop::Scope& scope, PaymentId id,
                               std::optional<Money> amount);

/// What a person found out about an operation that stayed unclear.
Result<Payment> settle(const shop::Scope& scope, OperationId id, bool happened,
                       const std::string& reason);

/// A processor with charges that wait for its word, and since when it is awaited: its last event,
/// or the oldest such charge when that is younger.
struct AwaitedProcessor {
    std::string processor;
    Instant since{};
};
std::vector<AwaitedProcessor> awaited_processors(db::Transaction& tx, ShopId shop);

/// Events that do not fit and that nobody has looked at yet, newest first.
std::vector<PaymentEvent> quarantined(db::Transaction& tx, ShopId shop, std::int64_t before,
                                      std::int64_t limit);
/// Refuses with `not_found`, and with `invalid_field` without a reason.
Result<void> review(const shop::Scope& scope, PaymentEventId id, const std::string& reason);

void register_jobs(jobs::Runner& runner, shop::Installation& installation);
/// An operator who sets a paid status records what is still due; goods that leave take what was
/// set aside; a cancelled order sets it free.
void register_steps(orders::Workflow& workflow);

} // namespace taraba::payments
