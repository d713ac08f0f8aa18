#include "shop/checkout/replacement.hpp"

#include "shop/audit/audit.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/number.hpp"
#include "shop/orders/order_draft.hpp"
#include "shop/profit/profit.hpp"

#include <algorithm>

namespace taraba::checkout {

namespace {

using orders::Order;
using statuses::Axis;
using statuses::Stage;

constexpr db::Sql link_sql{"checkout.link_replacement", R"sql(
    INSERT INTO order_replacements (shop_id, order_id, replaces, because) VALUES ($1, $2, $3, $4)
)sql"};
constexpr db::Sql replaces_sql{
    "checkout.replaces",
    "SELECT replaces FROM order_replacements WHERE shop_id = $1 AND order_id = $2"};
constexpr db::Sql replaced_by_sql{
    "checkout.replaced_by",
    "SELECT order_id AS id FROM order_replacements WHERE shop_id = $1 AND replaces = $2 "
    "ORDER BY order_id"};

struct IdRow {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))

/// The goods again, at today's cost and for nothing.
Result<std::vector<orders::OrderLine>> lines_again(db::Transaction& tx, const shop::Scope& scope,
                                                   const Order& replaced,
                                                   const std::vector<ReplacedLine>& wanted) {
    const auto sold = orders::lines_of(tx, scope.id(), replaced.id);
    const Money nothing{0, scope.currency()};
    std::vector<orders::OrderLine> lines;
    for (const auto& each : wanted) {
        const auto line = std::ranges::find(sold, each.line_no, &orders::OrderLine::line_no);
        if (line == sold.end()) return invalid_field("line_no", "The order has no such line.");
        const auto product = catalog::find(tx, scope.id(), line->product_id);
        if (!product) return invalid_field("line_no", "The product is gone.");
        auto again = *line;
        again.line_no = static_cast<std::int64_t>(lines.size()) + 1;
        again.quantity = each.quantity;
        again.unit_price = again.total = nothing;
        again.unit_cost = product->cost;
        again.green_tax = pricing::line_total(product->green_tax, each.quantity);
        lines.push_back(std::move(again));
    }
    return lines;
}

Order order_again(const shop::Scope& scope, const Order& replaced,
                  const std::vector<orders::OrderLine>& lines) {
    Order order = replaced;
    const Money nothing{0, scope.currency()};
    order.id = scope.new_id<OrderId>();
    order.placed_at = scope.now;
    order.number = orders::next_number(scope);
    const auto catalogue = statuses::of(scope);
    order.order_status_id = catalogue->entry(Axis::order).id;
    order.delivery_status_id = catalogue->entry(Axis::delivery).id;
    // Nothing is to be paid, so nobody waits for money.
    for (const auto stage : {Stage::paid, Stage::none})
        if (const auto* status = catalogue->first(Axis::payment, stage))
            order.payment_status_id = status->id;
    order.goods = order.discount = order.delivery = order.fees = order.vat = order.total =
        order.paid = nothing;
    order.discount_id.reset();
    order.payment_reference.clear();
    order.note.text.clear();
    order.handler.clear();
    order.held = false;
    order.released = true;
    order.stock = orders::StockState::reserved;
    order.weight_g = 0;
    for (const auto& line : lines)
        order.weight_g += line.weight_g * line.quantity.thousandths / 1'000;
    order.status_since = order.updated_at = scope.now;
    order.version = 1;
    return order;
}

} // namespace

Result<Order> place_replacement(const shop::Scope& scope, const Order& replaced,
                                const std::vector<ReplacedLine>& wanted, const std::string& because,
                                const Finish& finish) {
    TRY(lines,
        scope.read([&](db::Transaction& tx) { return lines_again(tx, scope, replaced, wanted); }));
    auto order = order_again(scope, replaced, lines);
    const auto report = profit::report_of(scope, order, lines, {});
    order.net_profit = report.net_profit;
    const auto placed = scope.create([&](db::Transaction& tx) -> Result<Order> {
        for (const auto i : orders::stock_order(lines))
            catalog::reserve_later(tx, scope.id(), lines[i].product_id, lines[i].quantity,
                                   lines[i].sku, "lines[" + std::to_string(i) + "].quantity");
        orders::insert_later(tx, scope.id(), order, lines, {});
        profit::insert_later(tx, scope, order.id, report);
        audit::begin(tx, scope,
                     {shop::order_subject(order.id),
                      "order_placed",
                      {{"number", "", std::to_string(order.number)},
                       {"replaces", "", std::to_string(replaced.number)}},
                      because});
        messages::send_later(tx, scope, order.id, "replacement_placed");
        MUST(tx.settle());
        tx.change(link_sql, {scope.id(), order.id, replaced.id, because});
        MUST(finish(tx, order));
        return order;
    });
    if (placed) scope.announce("order_placed", shop::order_subject(placed->id));
    return placed;
}

Replacements replacements_of(db::Transaction& tx, ShopId shop, OrderId id) {
    Replacements found;
    if (const auto replaces = tx.number(replaces_sql, {shop, id}))
        found.replaces = OrderId{*replaces};
    for (const auto& row : tx.list<IdRow>(replaced_by_sql, {shop, id}))
        found.by.push_back(OrderId{row.id});
    return found;
}

} // namespace taraba::checkout
