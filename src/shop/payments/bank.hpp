#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/payments/statement_file.hpp"

namespace taraba::payments {

enum class BankLineState { open, matched, ignored };
BOOST_DESCRIBE_ENUM(BankLineState, open, matched, ignored)

/// A booking of a bank statement, and which order it paid.
struct BankLine {
    BankLineId id;
    std::string fingerprint;
    Date booked_on{};
    Money amount;
    std::string payer;
    std::string payer_iban;
    LongText details;
    std::string bank_ref;
    BankLineState state = BankLineState::open;
    std::optional<OrderId> order_id;
    std::string note;
    std::string decided_by;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(BankLine, (),
                      (id, fingerprint, booked_on, amount, payer, payer_iban, details, bank_ref,
                       state, order_id, note, decided_by, version))

/// What reading a statement brought.
struct StatementReport {
    std::int64_t entries = 0; ///< money that came in
    std::int64_t known = 0;   ///< of a statement that was read before
    std::int64_t matched = 0; ///< orders paid by their reference and amount
    std::int64_t open = 0;    ///< to be looked at
};
BOOST_DESCRIBE_STRUCT(StatementReport, (), (entries, known, matched, open))

/// Why an order may be meant by a booking, the surest first.
enum class MatchReason { reference, amount_and_payer, amount, payer };
BOOST_DESCRIBE_ENUM(MatchReason, reference, amount_and_payer, amount, payer)

struct Suggestion {
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string customer;
    Money due;
    MatchReason reason = MatchReason::amount;
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (order_id, order_number, customer, due, reason))

/// Takes a statement in. A booking that carries an order's reference and exactly its due amount
/// pays the order; every other waits. Refuses with `invalid_field`.
Result<StatementReport> take_statement(const shop::Scope& scope, const std::string& text);

/// The newest unpaid orders, which bookings are compared with; looked up once for many of them.
std::vector<orders::Order> unpaid_orders(db::Transaction& tx, const shop::Scope& scope);
/// Orders that an open booking may be meant for, at most five.
std::vector<Suggestion> suggestions(db::Transaction& tx, const shop::Scope& scope,
                                    const BankLine& line, const std::vector<orders::Order>& unpaid);
std::vector<BankLine> bank_lines(db::Transaction& tx, ShopId shop, BankLineState state,
                                 std::int64_t before, std::int64_t limit);

/// An operator's word: the booking paid this order, all of what is due or a part of it; or it is no
/// order's. Refuses with `not_found`, `line_decided`, `invalid_field`.
Result<BankLine> match(const shop::Scope& scope, BankLineId id, OrderId order);
Result<BankLine> ignore(const shop::Scope& scope, BankLineId id, const std::string& reason);

/// The order number that a text names by a payment reference with its right check letter.
std::optional<std::int64_t> referenced_order(const std::string& text);

} // namespace taraba::payments
