#pragma once

#include "shop/invoicing/invoice.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/returns/terms.hpp"

// Goods that come back (RMA): asked for by the buyer or an operator, agreed to, received, and paid
// back with a storno of their part of the invoice.

namespace taraba::returns {

///   requested ─▶ approved ─▶ received ─▶ refunding ─▶ refunded
///       │  └─────────┴──▶ cancelled          └─▶ closed (settled otherwise, with a reason)
///       └─▶ refused (with a reason)      └─▶ given_back (the goods are the buyer's again)
/// An operator's own begins as approved.
enum class ReturnState {
    requested,
    approved,
    received,
    refunding, ///< the storno is issued, the money is on its way
    refunded,
    refused,
    cancelled,
    closed,
    given_back
};
BOOST_DESCRIBE_ENUM(ReturnState, requested, approved, received, refunding, refunded, refused,
                    cancelled, closed, given_back)

/// What the buyer would like; what is done is the operators' to decide.
enum class ReturnWish { money, replacement, repair };
BOOST_DESCRIBE_ENUM(ReturnWish, money, replacement, repair)

struct Return {
    RmaId id;
    std::int64_t number = 0; ///< of the shop, as people see it
    OrderId order_id;
    CustomerId customer_id;
    ReturnState state = ReturnState::requested;
    bool by_buyer = false;
    ReturnReason reason = ReturnReason::withdrawal;
    std::string cause;       ///< the shop's own name of the reason, as it was chosen; may be empty
    bool by_courier = false; ///< the shop's courier is to fetch it
    ReturnWish wish = ReturnWish::money;
    std::string iban;   ///< where money goes that cannot go back the way it came; empty: not said
    LongText note;      ///< in the buyer's words
    std::string answer; ///< in the shop's
    std::optional<Date> send_until; ///< the buyer's 14 days, from the approval
    Date refund_until{};            ///< the shop's 14 days, from the statement
    /// Decided when it is paid back: nothing of the order stays, so its delivery goes back as well.
    bool whole = false;
    Money amount; ///< to pay back, with VAT
    std::optional<InvoiceId> storno_id;
    std::optional<OrderId> replacement_id; ///< by which other goods went out
    Instant updated_at{};
    std::int64_t version = 1;

    Instant opened_at() const { return instant_of_id(id.value); }
    /// What the operations at the processors, and those by hand, carry as their reason.
    std::string label() const { return "RMA " + std::to_string(number); }
};
BOOST_DESCRIBE_STRUCT(Return, (),
                      (id, number, order_id, customer_id, state, by_buyer, reason, cause,
                       by_courier, wish, iban, note, answer, send_until, refund_until, whole,
                       amount, storno_id, replacement_id, updated_at, version))

struct ReturnLine {
    std::int64_t line_no = 0;
    Quantity quantity;     ///< that the buyer sends back
    Quantity received;     ///< that came
    Quantity restocked;    ///< of those, fit to be sold again
    std::string condition; ///< what the one who unpacked them saw
};
BOOST_DESCRIBE_STRUCT(ReturnLine, (), (line_no, quantity, received, restocked, condition))

struct WantedReturnLine {
    std::int64_t line_no = 0;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(WantedReturnLine, (), (line_no, quantity))

struct WantedReturn {
    static constexpr bool lenient = true;
    std::vector<WantedReturnLine> lines;
    std::string cause; ///< one of the shop's own, by its name; empty: as `reason` says
    ReturnReason reason = ReturnReason::withdrawal;
    bool by_courier = false; ///< the shop's courier is to fetch it
    ReturnWish wish = ReturnWish::money;
    std::string iban;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(WantedReturn, (), (lines, cause, reason, by_courier, wish, iban, note))

/// When the last piece was in the buyer's hands: guarantees and terms run from it.
std::optional<Date> arrived_on(db::Transaction& tx, const shop::Scope& scope,
                               const orders::Order& order);

enum class OpenedBy { buyer, shop };
/// Opens a return. For a buyer the terms of the law hold (terms.hpp), and the goods must have
/// arrived; an operator may take anything back that has left. Refuses with `order_closed`,
/// `not_delivered`, `withdrawal_over`, `warranty_over`, and `invalid_field` also for more than is
/// left of a line. A buyer may ask for the courier where the shop offers it; it is called as soon
/// as the return is agreed to, and refuses like collect().
Result<Return> open(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                    const WantedReturn& wanted, OpenedBy who);

/// Of the shop's settings: at least the law's 14 days, each reason with a name of its own. Refuses
/// with `invalid_field`.
Result<void> check(const shop::ReturnSettings& settings);

/// What a buyer may still send back of an order and why not, today.
struct Returnable {
    std::int64_t line_no = 0;
    std::string name;
    Quantity left;
    std::optional<Date> withdrawal_until; ///< nothing: this cannot be sent back without a reason
    std::optional<Date> warranty_until;
};
BOOST_DESCRIBE_STRUCT(Returnable, (), (line_no, name, left, withdrawal_until, warranty_until))
std::vector<Returnable> returnable(db::Transaction& tx, const shop::Scope& scope,
                                   const orders::Order& order);

/// Each refuses with `not_found`, and with `return_decided` in a state that has no such step.
/// approve() calls the courier that was asked for, and refuses like collect(); refuse_it() and
/// cancel() refuse with `already_sent` while a courier comes for the goods.
Result<Return> approve(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const std::string& answer);
/// Needs the reason, which the buyer reads.
Result<Return> refuse_it(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& answer);
Result<Return> cancel(db::Transaction& tx, const shop::Scope& scope, RmaId id);
/// Settled without money, such as by another order; needs the reason.
Result<Return> close(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                     const std::string& answer);

/// What of a return other goods can go out for: the pieces that have come, or all that are to come
/// while it is only agreed to. Refuses with `not_found`, and `return_decided` when nothing came.
Result<std::vector<ReturnLine>> to_be_replaced(db::Transaction& tx, const shop::Scope& scope,
                                               RmaId id);
/// Other goods go out in their place by another order, without charge, as soon as the return is
/// agreed to (then it still waits for the goods) or received (then it ends).
Result<Return> replaced_by(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                           const orders::Order& order);

/// Repaired, or not taken after all: the goods went back to the buyer and may be returned anew.
/// Needs the words, which the buyer reads. Refuses with `goods_on_shelf` too.
Result<Return> give_back(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& answer);

struct ReceivedLine {
    static constexpr bool lenient = true;
    std::int64_t line_no = 0;
    Quantity received;
    Quantity restocked;
    std::string condition;
};
BOOST_DESCRIBE_STRUCT(ReceivedLine, (), (line_no, received, restocked, condition))
/// The goods are here: what came, in what condition, and what goes back on the shelf at once. A
/// line that is not named came whole, and goes back unless it is faulty or damaged. Refuses with
/// `invalid_field` too.
Result<Return> receive(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const std::vector<ReceivedLine>& lines);

struct Payback {
    static constexpr bool lenient = true;
    std::optional<Money> amount; ///< less than what they cost when their value is diminished
    std::string reason;          ///< of paying less
};
BOOST_DESCRIBE_STRUCT(Payback, (), (amount, reason))
/// Issues the storno of what came back and gives the money back, by the way it came, newest
/// payment first; what a processor refuses stays to be tried again. Refuses with `invalid_field`,
/// `nothing_paid` when the order has not brought so much, and like payments::refund().
Result<Return> pay_back(const shop::Scope& scope, RmaId id, const Payback& wanted);

std::optional<Return> find(db::Transaction& tx, ShopId shop, RmaId id);
/// By the number that people see.
std::optional<Return> find_by_number(db::Transaction& tx, ShopId shop, std::int64_t number);
std::vector<ReturnLine> lines_of(db::Transaction& tx, ShopId shop, RmaId id);
std::vector<Return> of_order(db::Transaction& tx, ShopId shop, OrderId id);
/// Newest first, below an id; all, or of one state.
std::vector<Return> list(db::Transaction& tx, ShopId shop, std::optional<ReturnState> state,
                         std::int64_t before, std::int64_t limit);

/// The profit report counts what came back.
void register_steps(orders::Workflow& workflow);
/// Those whose money is due up to a day, and that still wait.
std::vector<Return> due_until(db::Transaction& tx, ShopId shop, Date day);
/// Tells operators of returns whose money is due within three days; each once.
void check_terms(const shop::Scope& scope);

} // namespace taraba::returns
