#include "shop/payments/payment.hpp"

#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/pricing/payment_method.hpp"

namespace taraba::payments {

namespace {

const db::Table<Payment>& table() {
    static const db::Table<Payment> payments("payments");
    return payments;
}

std::string method_code(const shop::Scope& scope, PaymentMethodId id) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == id) return method.code;
    return "";
}

void record(db::Transaction& tx, const shop::Scope& scope, orders::Order& order, Money amount,
            const std::string& reference) {
    table().insert(tx, scope.id(),
                   {scope.new_id<PaymentId>(), order.id, PaymentEvent::received,
                    method_code(scope, order.payment_method_id), amount, reference, scope.now,
                    scope.principal.name});
    const Money before = order.paid;
    order.paid += amount;
    audit::append(tx, scope,
                  {shop::order_subject(order.id),
                   "payment_received",
                   {{"paid", to_decimal(before), to_decimal(order.paid)}},
                   reference});
}

} // namespace

std::string payment_reference(std::int64_t number) {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"; // none that looks like a digit
    std::int64_t sum = 0;
    std::int64_t weight = 2;
    for (std::int64_t rest = number; rest > 0; rest /= 10)
        sum += rest % 10 * weight++;
    return "TRB-" + std::to_string(number) + "-" +
           letters[static_cast<std::size_t>(sum) % letters.size()];
}

std::vector<Payment> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + table().columns() +
        " FROM payments WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Payment>({"payments.of_order", sql}, {shop, id});
}

Result<orders::Order> receive(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                              Money amount, const std::string& reference) {
    TRY(order, orders::must_find(tx, scope, id));
    if (amount.currency != scope.currency())
        return invalid_field("amount.currency", "The order is in " + scope.shop->currency + ".");
    if (amount.minor <= 0) return invalid_field("amount", "The amount is more than zero.");
    if (order.total - order.paid < amount)
        return invalid_field("amount", "Only " + to_decimal(order.total - order.paid) + " is due.");
    record(tx, scope, order, amount, reference);
    if (order.paid == order.total)
        return orders::enter_stage(tx, scope, order, statuses::Axis::payment, statuses::Stage::paid,
                                   reference);
    orders::store(tx, scope, order);
    return order;
}

void register_steps(orders::Workflow& workflow) {
    workflow.on_enter.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                   orders::Order& order,
                                   const statuses::Status& to) -> Result<void> {
        if (to.axis == statuses::Axis::payment && to.stage == statuses::Stage::paid &&
            order.paid < order.total)
            record(tx, scope, order, order.total - order.paid, "");
        return {};
    });
}

} // namespace taraba::payments
