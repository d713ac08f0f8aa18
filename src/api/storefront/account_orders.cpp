#include "api/panel/order_view.hpp"
#include "api/storefront/customer_only.hpp"
#include "api/storefront/routes.hpp"
#include "shop/customers/account.hpp"
#include "shop/links.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/status_ref.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/pricing/payment_method.hpp"
#include "shop/reports/order_row.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::api::storefront {

namespace {

/// An order as a card of the account.
struct AccountOrder {
    OrderId id;
    std::int64_t number = 0;
    Instant placed_at{};
    orders::Statuses statuses;
    Money total;
    Money due;
    std::string lines; ///< in short
    std::string link;  ///< its own page
    bool can_cancel = false;
    bool can_pay = false; ///< now, by the buyer; cash waits for the parcel
};
BOOST_DESCRIBE_STRUCT(AccountOrder, (),
                      (id, number, placed_at, statuses, total, due, lines, link, can_cancel,
                       can_pay))

struct AccountOrders {
    std::vector<AccountOrder> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(AccountOrders, (), (items, next_cursor))

struct CancelReason {
    static constexpr bool lenient = true;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelReason, (), (reason))

/// Until somebody prepares the parcel, a buyer cancels without asking.
bool may_cancel(const reports::OrderSummary& order) {
    using statuses::Stage;
    const auto own = order.statuses.order.stage, delivery = order.statuses.delivery.stage;
    return (own == Stage::new_ || own == Stage::waiting || own == Stage::in_progress) &&
           delivery == Stage::none && order.awb_number.empty();
}

bool may_pay(const Scope& scope, const orders::Order& order) {
    const auto now = orders::standing(scope, order);
    const auto& method =
        pricing::method_of(*pricing::payment_methods(scope), order.payment_method_id);
    return order.paid < order.total && now.order.stage != statuses::Stage::cancelled &&
           method.kind == pricing::PaymentKind::bank_transfer;
}

AccountOrder card_of(const Scope& scope, const orders::Order& order,
                     const reports::OrderSummary& row) {
    return {row.id,          row.number,
            row.placed_at,   row.statuses,
            row.total,       row.due,
            row.lines,       shop::order_link(scope, row.id),
            may_cancel(row), may_pay(scope, order)};
}

Result<AccountOrders> own_orders(const Scope& scope, const shop::ListQuery& query) {
    return scope.read([&](db::Transaction& tx) -> Result<AccountOrders> {
        orders::OrderFilter filter;
        filter.customer = to_text(me(scope));
        filter.cursor = query.cursor;
        filter.limit = query.limit;
        TRY(found, orders::search(tx, scope, filter));
        AccountOrders page;
        const auto rows = reports::summaries(tx, scope, found.orders);
        for (std::size_t i = 0; i < rows.size(); ++i)
            page.items.push_back(card_of(scope, found.orders[i], rows[i]));
        if (found.cursor) page.next_cursor = std::to_string(*found.cursor);
        return page;
    });
}

Result<AccountOrder> cancel_own(const Scope& scope, OrderId id, const std::string& reason) {
    const auto cancelled = scope.write([&](db::Transaction& tx) -> Result<AccountOrder> {
        TRY(order, orders::must_find(tx, scope, id));
        if (order.customer_id != me(scope)) return not_found("There is no such order.");
        if (!may_cancel(reports::summaries(tx, scope, {order}).front()))
            return refuse(RefusalKind::conflict, "order_shipped",
                          "The parcel is being prepared; write to the shop to cancel.");
        TRY(after, orders::cancel(tx, scope, id, reason.empty() ? "-" : reason));
        return card_of(scope, after, reports::summaries(tx, scope, {after}).front());
    });
    if (cancelled) scope.announce("order_changed", shop::order_subject(id));
    return cancelled;
}

} // namespace

void add_account_orders(Api& api) {
    api.get<shop::ListQuery, AccountOrders>(
        "/api/v1/account/orders",
        {"One's own orders, newest first", "account", customers::account_permission},
        for_customer([](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
            return own_orders(scope, in.query);
        }));
    api.post<CancelReason, AccountOrder>(
        "/api/v1/account/orders/{id}/cancel",
        {"Cancel one's own order before it is prepared", "account", customers::account_permission},
        for_customer([](const Scope& scope, const In<CancelReason>& in) -> Result<AccountOrder> {
            TRY(id, in.template id<OrderId>());
            return cancel_own(scope, id, in.body.reason);
        }));
}

} // namespace taraba::api::storefront
