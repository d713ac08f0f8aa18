#include "api/panel/return_view.hpp"
#include "api/panel/routes.hpp"
#include "base/text.hpp"
#include "shop/orders/order.hpp"
#include "shop/returns/collection.hpp"
#include "shop/returns/photos.hpp"
#include "shop/returns/return.hpp"
#include "shop/shipping/collection.hpp"

namespace taraba::api::panel {

using returns::Return;
using returns::ReturnState;

namespace {

using ReturnPage = shop::Page<ReturnView>;

struct OrderReturns {
    std::vector<ReturnView> items;
    std::vector<returns::Returnable> returnable;
};
BOOST_DESCRIBE_STRUCT(OrderReturns, (), (items, returnable))

struct ReturnQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<ReturnState> state;
    std::optional<std::string> code; ///< of its sheet, as a scanner reads it: R12
};
BOOST_DESCRIBE_STRUCT(ReturnQuery, (), (cursor, limit, state, code))

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

/// The one whose sheet has this code; none is no mistake.
ReturnPage with_code(const Scope& scope, const std::string& code) {
    return scope.read([&](db::Transaction& tx) {
        ReturnPage page;
        const auto number = parse_id(digits_of(code));
        const auto rma = number ? returns::find_by_number(tx, scope.id(), *number) : std::nullopt;
        if (rma) page.items.push_back(view_of(tx, scope, *rma));
        return page;
    });
}

Result<ReturnPage> page_of(const Scope& scope, const ReturnQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    if (query.code) return with_code(scope, *query.code);
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

} // namespace

void add_returns(Api& api) {
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
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<RmaId>());
                          return return_paper(scope, id, {});
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
    api.post<shipping::CollectionRequest, ReturnView>(
        "/api/v1/returns/{id}/collect",
        {"Send the courier for the goods of a return", "returns", "shipments.send"},
        [](const Scope& scope, const In<shipping::CollectionRequest>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            const auto view = stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::collect(tx, scope, rma, in.body);
            });
            if (view && scope.installation.jobs_hint) scope.installation.jobs_hint();
            return view;
        });
    api.post<Nothing, ReturnView>(
        "/api/v1/returns/{id}/photos",
        {"Add a photo of what came: the body is the PNG, JPEG or WebP", "returns", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<ReturnView> {
            TRY(id, in.id<RmaId>());
            return stepped(scope, id, [&](db::Transaction& tx, RmaId rma) {
                return returns::add_photo(tx, scope, rma, in.request.body, returns::OpenedBy::shop);
            });
        },
        200, 4 << 20);
    api.file<Nothing>("/api/v1/returns/{id}/photos/{photo}", "image/*",
                      {"A photo of a return", "returns", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<RmaId>());
                          TRY(photo, in.id<returns::PhotoId>("photo"));
                          return return_photo(scope, id, photo, {});
                      });
    api.post<returns::Payback, ReturnView>(
        "/api/v1/returns/{id}/pay-back",
        {"Issue the storno and give the money back by the way it came", "returns", "payments.edit"},
        [](const Scope& scope, const In<returns::Payback>& in) -> Result<ReturnView> {
            TRY(id, in.template id<RmaId>());
            return viewed(scope, returns::pay_back(scope, id, in.body));
        });
}

} // namespace taraba::api::panel
