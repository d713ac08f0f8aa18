#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "base/decimal.hpp"
#include "shop/checkout/replacement.hpp"
#include "shop/orders/order.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/case.hpp"

namespace taraba::api::panel {

namespace {

struct Asked {
    orders::Order order; ///< that is replaced
    std::vector<checkout::ReplacedLine> lines;
};

Result<Asked> asked_by(db::Transaction& tx, const Scope& scope, RmaId id) {
    TRY(pieces, returns::to_be_replaced(tx, scope, id));
    TRY(order, orders::must_find(tx, scope, returns::find(tx, scope.id(), id)->order_id));
    Asked asked{order, {}};
    for (const auto& line : pieces)
        asked.lines.push_back({line.line_no, line.quantity});
    return asked;
}

Result<Asked> asked_by(db::Transaction& tx, const Scope& scope, CaseId id) {
    TRY(piece, service::may_be_replaced(tx, scope, id));
    TRY(order, orders::must_find(tx, scope, piece.order_id));
    return Asked{order, {{piece.line_no, units(1)}}};
}

template <class AnyId, class Finish>
Result<OrderRef> replace(const Scope& scope, AnyId id, const std::string& because,
                         const Finish& finish) {
    const auto asked = scope.read([&](db::Transaction& tx) { return asked_by(tx, scope, id); });
    if (!asked) return Failure(asked.error());
    TRY(order, checkout::place_replacement(
                   scope, asked->order, asked->lines, because,
                   [&](db::Transaction& tx, const orders::Order& placed) -> Result<void> {
                       MUST(finish(tx, placed));
                       return {};
                   }));
    scope.announce("return", shop::order_subject(asked->order.id));
    return OrderRef{order.id, order.number};
}

} // namespace

void add_replacements(Api& api) {
    api.post<Nothing, OrderRef>(
        "/api/v1/returns/{id}/replace",
        {"Send other goods without charge, by an order of their own", "returns", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<OrderRef> {
            TRY(id, in.id<RmaId>());
            return replace(scope, id, "RMA", [&](db::Transaction& tx, const orders::Order& placed) {
                return returns::replaced_by(tx, scope, id, placed);
            });
        },
        201);
    api.post<Nothing, OrderRef>(
        "/api/v1/service-cases/{id}/replace",
        {"Send a new piece without charge, by an order of its own", "service", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<OrderRef> {
            TRY(id, in.id<CaseId>());
            return replace(scope, id, "Service",
                           [&](db::Transaction& tx, const orders::Order& placed) {
                               return service::replaced_by(tx, scope, id, placed);
                           });
        },
        201);
}

} // namespace taraba::api::panel
