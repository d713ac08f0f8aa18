// Returns: for operators, and for the buyer by the order's signed link.

#include "shop/audit/audit.hpp"
#include "shop/desk/routes.hpp"
#include "shop/desk/signed_link.hpp"
#include "shop/documents/return_papers.hpp"
#include "shop/returns/payback.hpp"

#include <algorithm>

namespace taraba::desk {

using returns::Return;
using returns::ReturnState;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct ReturnLineView : returns::ReturnLine {
    std::string sku;
    std::string name;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(ReturnLineView, (returns::ReturnLine), (sku, name, unit))

struct ReturnView : Return {
    Instant opened_at{};
    std::int64_t order_number = 0;
    std::string customer;
    bool company = false;
    std::vector<ReturnLineView> lines;
    Money worth;     ///< what it is worth by what was paid
    Money paid_back; ///< so far
};
BOOST_DESCRIBE_STRUCT(ReturnView, (Return),
                      (opened_at, order_number, customer, company, lines, worth, paid_back))

using ReturnPage = shop::Page<ReturnView>;

struct OrderReturns {
    std::vector<ReturnView> items;
    std::vector<returns::Returnable> returnable;
};
BOOST_DESCRIBE_STRUCT(OrderReturns, (), (items, returnable))

/// What a buyer sees of a return.
struct BuyerReturnLine {
    std::string name;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(BuyerReturnLine, (), (name, quantity))
/// A step that a return has taken, as its order's record has it.
struct BuyerReturnStep {
    std::string step; ///< opened, approved, received, …
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(BuyerReturnStep, (), (step, at))
struct BuyerReturn {
    RmaId id;
    std::int64_t number = 0;
    ReturnState state = ReturnState::requested;
    Instant opened_at{};
    returns::ReturnReason reason = returns::ReturnReason::withdrawal;
    returns::ReturnWish wish = returns::ReturnWish::money;
    std::vector<BuyerReturnLine> lines;
    std::string answer;
    std::optional<Date> send_until;
    Date refund_until{};
    Money amount;
    bool may_cancel = false;
    std::vector<BuyerReturnStep> steps; ///< oldest first
};
BOOST_DESCRIBE_STRUCT(BuyerReturn, (),
                      (id, number, state, opened_at, reason, wish, lines, answer, send_until,
                       refund_until, amount, may_cancel, steps))
struct BuyerReturns {
    std::vector<BuyerReturn> items;
    std::vector<returns::Returnable> returnable;
    Date today{};
    bool delivered = false;
    shop::Address send_to; ///< where the goods go
    std::string seller;
};
BOOST_DESCRIBE_STRUCT(BuyerReturns, (), (items, returnable, today, delivered, send_to, seller))

struct ReturnQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<ReturnState> state;
};
BOOST_DESCRIBE_STRUCT(ReturnQuery, (), (cursor, limit, state))

struct Answer {
    static constexpr bool lenient = true;
    std::string answer; ///< what the buyer reads
};
BOOST_DESCRIBE_STRUCT(Answer, (), (answer))

struct Reception {
    static constexpr bool lenient = true;
    std::vector<returns::ReceivedLine> lines;
};
BOOST_DESCRIBE_STRUCT(Reception, (), (lines))

ReturnView view_of(db::Transaction& tx, const Scope& scope, const Return& rma) {
    ReturnView view;
    static_cast<Return&>(view) = rma;
    view.opened_at = rma.opened_at();
    view.worth = {0, scope.currency()};
    view.paid_back = returns::paid_back(tx, scope, rma).sum;
    const auto order = orders::find(tx, scope.id(), rma.order_id);
    if (!order) return view;
    view.order_number = order->number;
    view.customer = order->customer.name;
    view.company = order->billing.company.has_value();
    for (const auto& line : returns::value_of(tx, scope, *order, rma))
        view.worth += line.gross;
    const auto sold = orders::lines_of(tx, scope.id(), order->id);
    for (const auto& line : returns::lines_of(tx, scope.id(), rma.id)) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (bought != sold.end())
            view.lines.push_back({line, bought->sku, bought->name, bought->unit});
    }
    return view;
}

Result<ReturnView> viewed(const Scope& scope, const Result<Return>& rma) {
    if (!rma) return Failure(rma.error());
    scope.announce("return", shop::order_subject(rma->order_id));
    return scope.read([&](db::Transaction& tx) { return view_of(tx, scope, *rma); });
}

/// A step that an operator takes with a return.
template <class Step>
Result<ReturnView> stepped(const Scope& scope, RmaId id, const Step& step) {
    return viewed(scope, scope.write([&](db::Transaction& tx) { return step(tx, id); }));
}

Result<ReturnPage> page_of(const Scope& scope, const ReturnQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    return scope.read([&](db::Transaction& tx) -> Result<ReturnPage> {
        const auto page = shop::page_of(
            returns::list(tx, scope.id(), query.state, before, limit + 1),
            static_cast<std::size_t>(limit), [](const auto& rma) { return rma.id.value; });
        ReturnPage shown{{}, page.next_cursor};
        for (const auto& rma : page.items)
            shown.items.push_back(view_of(tx, scope, rma));
        return shown;
    });
}

BuyerReturn buyers(const ReturnView& view) {
    BuyerReturn shown{view.id,     view.number, view.state,  view.opened_at,  view.reason,
                      view.wish,   {},          view.answer, view.send_until, view.refund_until,
                      view.amount, false,       {}};
    for (const auto& line : view.lines)
        shown.lines.push_back({line.name, line.quantity});
    shown.may_cancel = view.state == ReturnState::requested || view.state == ReturnState::approved;
    return shown;
}

std::vector<BuyerReturnStep> steps_of(const std::vector<audit::Event>& trail, const Return& rma) {
    constexpr std::string_view prefix = "return_";
    std::vector<BuyerReturnStep> steps;
    for (const auto& event : trail)
        if (event.kind.starts_with(prefix) &&
            std::ranges::any_of(event.changes, [&](const audit::Change& change) {
                return change.field == "return" && change.to.text == rma.label();
            }))
            steps.push_back({event.kind.substr(prefix.size()), event.at});
    return steps;
}

Result<BuyerReturns> buyers_of(const Scope& scope, OrderId id) {
    return scope.read([&](db::Transaction& tx) -> Result<BuyerReturns> {
        TRY(order, orders::must_find(tx, scope, id));
        BuyerReturns all;
        const auto mine = returns::of_order(tx, scope.id(), id);
        const auto trail = mine.empty() ? std::vector<audit::Event>()
                                        : audit::trail(tx, scope.id(), shop::order_subject(id));
        for (const auto& rma : mine) {
            all.items.push_back(buyers(view_of(tx, scope, rma)));
            all.items.back().steps = steps_of(trail, rma);
        }
        all.returnable = returns::returnable(tx, scope, order);
        all.today = scope.today();
        all.delivered = orders::standing(scope, order).delivery.stage == statuses::Stage::delivered;
        all.send_to = scope.shop->settings.seller.address;
        all.seller = scope.shop->settings.seller.name;
        return all;
    });
}

Result<http::File> paper(const Scope& scope, RmaId id, std::optional<OrderId> of) {
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        const auto rma = returns::find(tx, scope.id(), id);
        if (!rma || (of && rma->order_id != *of)) return not_found("There is no such return.");
        TRY(order, orders::must_find(tx, scope, rma->order_id));
        return http::File{"application/pdf",
                          "rma-" + std::to_string(rma->number) + ".pdf",
                          documents::return_pdf(scope, order,
                                                orders::lines_of(tx, scope.id(), order.id), *rma,
                                                returns::lines_of(tx, scope.id(), id)),
                          {}};
    });
}

void add_buyer_routes(Api& api) {
    api.get<TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns",
        {"The buyer's returns, and what may still be sent back until when", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerReturns> {
            TRY(id, signed_order(scope, in));
            return buyers_of(scope, id);
        });
    api.post_at<returns::WantedReturn, TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns",
        {"The buyer sends goods back", "checkout", "checkout"},
        [](const Scope& scope,
           const In<returns::WantedReturn, TokenQuery>& in) -> Result<BuyerReturns> {
            TRY(id, signed_order(scope, in));
            MUST(scope.create([&](db::Transaction& tx) {
                return returns::open(tx, scope, id, in.body, returns::OpenedBy::buyer);
            }));
            scope.announce("return", shop::order_subject(id));
            return buyers_of(scope, id);
        },
        201);
    api.post_at<Nothing, TokenQuery, BuyerReturns>(
        "/api/v1/checkout/orders/{id}/returns/{return}/cancel",
        {"The buyer keeps the goods after all", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerReturns> {
            TRY(id, signed_order(scope, in));
            TRY(rma_id, in.template id<RmaId>("return"));
            MUST(scope.write([&](db::Transaction& tx) -> Result<Return> {
                const auto rma = returns::find(tx, scope.id(), rma_id);
                if (!rma || rma->order_id != id) return not_found("There is no such return.");
                return returns::cancel(tx, scope, rma_id);
            }));
            scope.announce("return", shop::order_subject(id));
            return buyers_of(scope, id);
        });
    api.file<TokenQuery>(
        "/api/v1/checkout/orders/{id}/returns/{return}/paper.pdf", "application/pdf",
        {"The paper of a return, to put into the parcel", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<http::File> {
            TRY(id, signed_order(scope, in));
            TRY(rma_id, in.template id<RmaId>("return"));
            return paper(scope, rma_id, id);
        });
}

} // namespace

void add_return_routes(Api& api) {
    api.get<ReturnQuery, ReturnPage>("/api/v1/returns",
                                     {"Returns, newest first", "returns", "orders.read"},
                                     [](const Scope& scope, const In<Nothing, ReturnQuery>& in) {
                                         return page_of(scope, in.query);
                                     });
    api.get<Nothing, ReturnView>("/api/v1/returns/{id}", {"One return", "returns", "orders.read"},
                                 [](const Scope& scope, const In<>& in) -> Result<ReturnView> {
                                     TRY(id, in.id<RmaId>());
                                     return scope.read(
                                         [&](db::Transaction& tx) -> Result<ReturnView> {
                                             const auto rma = returns::find(tx, scope.id(), id);
                                             if (!rma) return not_found("There is no such return.");
                                             return view_of(tx, scope, *rma);
                                         });
                                 });
    api.file<Nothing>("/api/v1/returns/{id}/paper.pdf", "application/pdf",
                      {"The paper of a return", "returns", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<RmaId>());
                          return paper(scope, id, {});
                      });
    api.get<Nothing, OrderReturns>(
        "/api/v1/orders/{id}/returns",
        {"The returns of an order, and what may still come back", "returns", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<OrderReturns> {
            TRY(id, in.id<OrderId>());
            return scope.read([&](db::Transaction& tx) -> Result<OrderReturns> {
                TRY(order, orders::must_find(tx, scope, id));
                OrderReturns all;
                for (const auto& rma : returns::of_order(tx, scope.id(), id))
                    all.items.push_back(view_of(tx, scope, rma));
                all.returnable = returns::returnable(tx, scope, order);
                return all;
            });
        });
    api.post<returns::WantedReturn, ReturnView>(
        "/api/v1/orders/{id}/returns",
        {"Take goods of an order back, whatever the terms", "returns", "orders.edit"},
        [](const Scope& scope, const In<returns::WantedReturn>& in) -> Result<ReturnView> {
            TRY(id, in.template id<OrderId>());
            return viewed(scope, scope.create([&](db::Transaction& tx) {
                return returns::open(tx, scope, id, in.body, returns::OpenedBy::shop);
            }));
        },
        201);
    api.post<Answer, ReturnView>(
        "/api/v1/returns/{id}/approve", {"Agree to a return", "returns", "orders.edit"},
        [](const Scope& scope, const In<Answer>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::approve(tx, scope, rma, in.body.answer);
            });
        });
    api.post<Answer, ReturnView>(
        "/api/v1/returns/{id}/refuse",
        {"Refuse a return, with the reason that the buyer reads", "returns", "orders.edit"},
        [](const Scope& scope, const In<Answer>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::refuse_it(tx, scope, rma, in.body.answer);
            });
        });
    api.post<Nothing, ReturnView>(
        "/api/v1/returns/{id}/cancel", {"Call a return off", "returns", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<ReturnView> {
            TRY(id, in.id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::cancel(tx, scope, rma);
            });
        });
    api.post<Answer, ReturnView>(
        "/api/v1/returns/{id}/close",
        {"Settle a return without money, such as by another order", "returns", "orders.edit"},
        [](const Scope& scope, const In<Answer>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::close(tx, scope, rma, in.body.answer);
            });
        });
    api.post<Reception, ReturnView>(
        "/api/v1/returns/{id}/receive",
        {"The goods are here: what came, its condition, what goes on the shelf", "returns",
         "orders.edit"},
        [](const Scope& scope, const In<Reception>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::receive(tx, scope, rma, in.body.lines);
            });
        });
    api.post<returns::Payback, ReturnView>(
        "/api/v1/returns/{id}/pay-back",
        {"Issue the storno and give the money back by the way it came", "returns", "payments.edit"},
        [](const Scope& scope, const In<returns::Payback>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return viewed(scope, returns::pay_back(scope, id, in.body));
        });
    add_buyer_routes(api);
}

} // namespace taraba::desk
