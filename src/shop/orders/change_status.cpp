#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/catalog/product.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/pricing/discount.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

using statuses::Axis;
using statuses::Stage;
using statuses::Status;

StatusId& status_id_of(Order& order, Axis axis) {
    switch (axis) {
    case Axis::order: return order.order_status_id;
    case Axis::payment: return order.payment_status_id;
    case Axis::delivery: break;
    }
    return order.delivery_status_id;
}

struct IdRow {
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))

std::vector<IdRow> in_status(db::Transaction& tx, ShopId shop, const Status& status,
                             std::int64_t limit) {
    const std::string sql = "SELECT id FROM orders WHERE shop_id = $1 AND " +
                            std::string(name_of(status.axis)) +
                            "_status_id = $2 ORDER BY id LIMIT $3";
    return tx.list<IdRow>({"orders.in_status", sql}, {shop, status.id, limit});
}

/// Pieces leave the shelf. What they have cost is known by now (the next to leave, or the average
/// of what lies there); at the order it was an estimate.
void take_out(db::Transaction& tx, const shop::Scope& scope, const Order& order,
              const OrderLine& line, std::vector<audit::Change>& costs) {
    const auto cost =
        catalog::take_out(tx, scope, line.product_id, line.quantity, shop::order_subject(order.id));
    if (!cost || *cost == line.unit_cost) return;
    set_unit_cost(tx, scope.id(), order.id, line.line_no, *cost);
    costs.push_back({line.sku, to_decimal(line.unit_cost), to_decimal(*cost)});
}

/// Goods follow the order: cancelled frees them, leaving takes them off the shelf, coming back
/// puts them there again.
void move_stock(db::Transaction& tx, const shop::Scope& scope, Order& order, const Status& to) {
    const bool leaves = to.stage == Stage::handed_over || to.stage == Stage::in_transit ||
                        to.stage == Stage::delivered || to.stage == Stage::completed;
    const bool frees = to.stage == Stage::cancelled;
    const bool returns = to.stage == Stage::returned;
    const std::string subject = shop::order_subject(order.id);
    if (frees && order.stock == StockState::reserved && order.discount_id)
        pricing::give_back(tx, scope.id(), *order.discount_id);
    if (!leaves && !frees && !returns) return;
    const auto lines = lines_of(tx, scope.id(), order.id);
    std::vector<audit::Change> costs;
    if (order.stock == StockState::reserved && (leaves || frees)) {
        for (const auto i : stock_order(lines))
            if (leaves)
                take_out(tx, scope, order, lines[i], costs);
            else
                catalog::release(tx, scope.id(), lines[i].product_id, lines[i].quantity);
        order.stock = leaves ? StockState::taken : StockState::released;
    } else if (order.stock == StockState::taken && returns) {
        for (const auto i : stock_order(lines))
            catalog::put_back(tx, scope, lines[i].product_id, lines[i].quantity, lines[i].unit_cost,
                              subject);
        order.stock = StockState::released;
    }
    if (!costs.empty()) audit::append(tx, scope, {subject, "cost_known", costs});
}

Result<void> may_set(const shop::Scope& scope, const Status& to) {
    if (to.permission.empty() || scope.principal.has(to.permission)) return {};
    return refuse(RefusalKind::forbidden, "forbidden",
                  said("Setting `{}` needs the permission `{}`.", to.name, to.permission));
}

} // namespace

Result<Order> change_status(db::Transaction& tx, const shop::Scope& scope, Order order,
                            const Status& to, const std::string& reason, Because because) {
    const auto& workflow = *scope.installation.workflow;
    const auto catalogue = statuses::of(scope);
    StatusId& current = status_id_of(order, to.axis);
    const Status* from = catalogue->find(current);
    expects(from != nullptr);
    if (from->id == to.id) return order;
    if (because == Because::asked) {
        MUST(may_set(scope, to));
        MUST(statuses::may_follow(*from, to));
    }
    for (const auto& guard : workflow.guards)
        MUST(guard(tx, scope, order, to));

    current = to.id;
    order.status_since = scope.now;
    // Who first moves an order on has taken it on.
    if (order.handler.empty() && scope.principal.kind == ActorKind::operator_)
        order.handler = scope.principal.name;
    if (to.stage == Stage::completed) order.held = false;
    move_stock(tx, scope, order, to);
    audit::append(tx, scope,
                  {shop::order_subject(order.id),
                   "status_changed",
                   {{std::string(name_of(to.axis)) + "_status", from->name, to.name}},
                   reason});
    for (const auto& step : workflow.on_enter)
        MUST(step(tx, scope, order, to));
    for (const auto action : to.actions)
        MUST(workflow.actions.at(action)(tx, scope, order, to));
    for (const auto& change : workflow.on_change)
        change(tx, scope, order);
    store(tx, scope, order);
    for (const auto& code : to.messages)
        workflow.send_message(tx, scope, order, code);
    return order;
}

std::int64_t move_status(db::Transaction& tx, const shop::Scope& scope, const Status& from,
                         const Status& to, std::int64_t limit) {
    const auto found = in_status(tx, scope.id(), from, limit);
    for (const auto& [id] : found) {
        auto order = *find(tx, scope.id(), id);
        status_id_of(order, to.axis) = to.id;
        audit::append(tx, scope,
                      {shop::order_subject(id),
                       "status_changed",
                       {{std::string(name_of(to.axis)) + "_status", from.name, to.name}},
                       "the status was removed"});
        for (const auto& change : scope.installation.workflow->on_change)
            change(tx, scope, order);
        store(tx, scope, order);
    }
    return std::ssize(found);
}

Result<Order> undo_status(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                          const Status& set, const Status& before) {
    TRY(order, must_find(tx, scope, id));
    if (set.axis != before.axis) return invalid_field("back_to", "Both statuses are of one axis.");
    StatusId& current = status_id_of(order, set.axis);
    if (current != set.id)
        return refuse(RefusalKind::conflict, "changed_since",
                      said("The order has moved on since; it is no longer `{}`.", set.name));
    if (!statuses::is_reversible(set))
        return refuse(RefusalKind::conflict, "cannot_undo",
                      said("What `{}` has set off cannot be taken back.", set.name));
    MUST(may_set(scope, before));
    current = before.id;
    order.status_since = scope.now;
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "status_undone",
                   {{std::string(name_of(set.axis)) + "_status", set.name, before.name}}});
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    store(tx, scope, order);
    return order;
}

Result<Order> enter_stage(db::Transaction& tx, const shop::Scope& scope, Order order, Axis axis,
                          Stage stage, const std::string& reason) {
    const auto catalogue = statuses::of(scope);
    const Status* now = catalogue->find(status_id_of(order, axis));
    const Status* to = catalogue->first(axis, stage);
    if (!to || now->stage == stage) return order;
    return change_status(tx, scope, std::move(order), *to, reason, Because::fact);
}

Result<Order> cancel(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                     const std::string& reason) {
    TRY(order, must_find(tx, scope, id));
    const auto catalogue = statuses::of(scope);
    const Status* cancelled = catalogue->first(Axis::order, Stage::cancelled);
    if (!cancelled)
        return refuse(RefusalKind::conflict, "transition_not_allowed",
                      "The shop has no status for cancelled orders.");
    if (trimmed(reason).empty()) return invalid_field("reason", "Cancelling needs a reason.");
    return change_status(tx, scope, std::move(order), *cancelled, reason);
}

Result<Order> release_loss(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                           const std::string& reason) {
    TRY(order, must_find(tx, scope, id));
    if (trimmed(reason).empty()) return invalid_field("reason", "Releasing a loss needs a reason.");
    if (order.released) return order;
    order.released = true;
    order.held = false;
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "loss_released",
                   {{"net_profit", "", to_decimal(order.net_profit)}},
                   reason});
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    store(tx, scope, order);
    return order;
}

Result<Order> hold(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    TRY(order, must_find(tx, scope, id));
    if (order.held) return order;
    order.held = true;
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "completion_blocked",
                   {{"net_profit", "", to_decimal(order.net_profit)}}});
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    store(tx, scope, order);
    return order;
}

} // namespace taraba::orders
