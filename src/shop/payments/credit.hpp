#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::payments {

/// asked: a company has ordered on invoice and waits for an operator's word.
enum class CreditState { asked, granted, refused, stopped };
BOOST_DESCRIBE_ENUM(CreditState, asked, granted, refused, stopped)

/// What a company may owe, and for how long.
struct Credit {
    CreditId id;
    std::string cui; ///< digits only
    std::string name;
    CreditState state = CreditState::granted;
    Money credit_limit;
    std::int64_t days = 30;
    std::string note;
    std::string decided_by;
    std::optional<Instant> decided_at;
    Instant created_at{};
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Credit, (),
                      (id, cui, name, state, credit_limit, days, note, decided_by, decided_at,
                       created_at, version))

/// An order that is to be paid at a term.
struct CreditOrder {
    OrderId order_id;
    CreditId credit_id;
    Date due_on{};
    bool is_open = true;
    std::int64_t reminders = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(CreditOrder, (), (order_id, credit_id, due_on, is_open, reminders, version))

struct OpenOrder {
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string purchase_order;
    std::string invoice; ///< series and number, put in by who knows invoices
    Date placed_on{};
    Date due_on{};
    std::int64_t days_late = 0; ///< 0: not due yet
    Money total;
    Money due;
};
BOOST_DESCRIBE_STRUCT(OpenOrder, (),
                      (order_id, order_number, purchase_order, invoice, placed_on, due_on,
                       days_late, total, due))

/// All that a company owes, the oldest term first.
struct Statement {
    Credit credit;
    Money open;
    Money left; ///< of the limit
    bool overdue = false;
    std::vector<OpenOrder> items;
};
BOOST_DESCRIBE_STRUCT(Statement, (), (credit, open, left, overdue, items))

/// Whether a company may buy on invoice now. A reason is in the language of the scope.
struct CreditAnswer {
    std::string no;            ///< empty: it may, or may ask
    std::optional<Money> left; ///< of a granted limit
};
CreditAnswer may_buy(db::Transaction& tx, const shop::Scope& scope, const std::string& cui);

std::optional<Credit> find_credit(db::Transaction& tx, ShopId shop, CreditId id);
std::vector<Credit> credits(db::Transaction& tx, ShopId shop);
Statement statement(db::Transaction& tx, const shop::Scope& scope, const Credit& credit);

/// Grants, refuses, stops or changes. Refuses with `invalid_field`.
Result<Credit> save(db::Transaction& tx, const shop::Scope& scope, Credit credit, bool fresh);

/// A placed order counts against the credit of its company. Without one that is granted the order
/// waits (order stage `waiting`) and operators are alerted. Two orders at once cannot both take the
/// rest of a limit. Refuses with `credit_not_available`.
Result<void> use_credit(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order);

/// The term of an order on credit begins with its invoice: the day it ends, which is kept. Nothing
/// for other orders.
std::optional<Date> start_term(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                               Date invoiced_on);

/// Reminds buyers three days before the term, on it, and each week after; operators hear of what is
/// late. Once a day and order, whoever asks.
void remind(const shop::Scope& scope);

void register_credit_steps(orders::Workflow& workflow);

} // namespace taraba::payments
