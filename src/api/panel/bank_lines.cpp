#include "api/panel/routes.hpp"
#include "shop/orders/order.hpp"
#include "shop/payments/bank.hpp"

namespace taraba::api::panel {

using payments::BankLine;
using payments::BankLineState;

namespace {

struct BankQuery {
    std::optional<BankLineState> state; ///< open when missing
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(BankQuery, (), (state, cursor, limit))

/// A booking with the orders it may be meant for.
struct BankLineView {
    BankLineId id;
    Date booked_on{};
    Money amount;
    std::string payer;
    std::string payer_iban;
    LongText details;
    BankLineState state = BankLineState::open;
    std::optional<OrderId> order_id;
    std::string note;
    std::string decided_by;
    std::vector<payments::Suggestion> suggestions;
};
BOOST_DESCRIBE_STRUCT(BankLineView, (),
                      (id, booked_on, amount, payer, payer_iban, details, state, order_id, note,
                       decided_by, suggestions))

struct MatchIn {
    std::string order; ///< id
};
BOOST_DESCRIBE_STRUCT(MatchIn, (), (order))

struct IgnoreIn {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(IgnoreIn, (), (reason))

BankLineView view_of(db::Transaction& tx, const Scope& scope, const BankLine& line,
                     const std::vector<orders::Order>& unpaid) {
    BankLineView view{line.id,         line.booked_on,  line.amount, line.payer,
                      line.payer_iban, line.details,    line.state,  line.order_id,
                      line.note,       line.decided_by, {}};
    if (line.state == BankLineState::open)
        view.suggestions = payments::suggestions(tx, scope, line, unpaid);
    return view;
}

Result<BankLineView> viewed(const Scope& scope, const Result<BankLine>& line) {
    if (!line) return Failure(line.error());
    return scope.read(
        [&](db::Transaction& tx) -> Result<BankLineView> { return view_of(tx, scope, *line, {}); });
}

} // namespace

void add_bank_lines(Api& api) {
    api.get<BankQuery, shop::Page<BankLineView>>(
        "/api/v1/bank-lines",
        {"Money that came to the account, with the orders it may be meant for", "payments",
         "payments.edit"},
        [](const Scope& scope,
           const In<Nothing, BankQuery>& in) -> Result<shop::Page<BankLineView>> {
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            return scope.read([&](db::Transaction& tx) -> Result<shop::Page<BankLineView>> {
                const auto unpaid = payments::unpaid_orders(tx, scope);
                std::vector<BankLineView> rows;
                for (const auto& line : payments::bank_lines(
                         tx, scope.id(), in.query.state.value_or(BankLineState::open), before,
                         limit + 1))
                    rows.push_back(view_of(tx, scope, line, unpaid));
                return shop::page_of(std::move(rows), static_cast<std::size_t>(limit),
                                     [](const BankLineView& row) { return row.id.value; });
            });
        });
    api.post<MatchIn, BankLineView>(
        "/api/v1/bank-lines/{id}/match",
        {"Say which order a booking paid", "payments", "payments.edit"},
        [](const Scope& scope, const In<MatchIn>& in) -> Result<BankLineView> {
            TRY(id, in.template id<BankLineId>());
            const auto order = parse_id(in.body.order);
            return viewed(scope, payments::match(scope, id, OrderId{order.value_or(0)}));
        });
    api.post<IgnoreIn, BankLineView>(
        "/api/v1/bank-lines/{id}/ignore",
        {"Say that a booking is no order's", "payments", "payments.edit"},
        [](const Scope& scope, const In<IgnoreIn>& in) -> Result<BankLineView> {
            TRY(id, in.template id<BankLineId>());
            return viewed(scope, payments::ignore(scope, id, in.body.reason));
        });
}

} // namespace taraba::api::panel
