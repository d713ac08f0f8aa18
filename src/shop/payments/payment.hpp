#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::payments {

enum class PaymentEvent { received, refunded };
BOOST_DESCRIBE_ENUM(PaymentEvent, received, refunded)

/// Money that came for an order, or went back.
struct Payment {
    PaymentId id;
    OrderId order_id;
    PaymentEvent kind = PaymentEvent::received;
    std::string method; ///< code
    Money amount;
    std::string reference;
    Instant received_at{};
    std::string actor;
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, order_id, kind, method, amount, reference, received_at, actor))

/// What a buyer writes on a bank transfer; short, unique, with a check character against typing
/// mistakes: `TRB-1042-K`.
std::string payment_reference(std::int64_t order_number);

std::vector<Payment> of_order(db::Transaction& tx, ShopId shop, OrderId id);

/// Records money received; a fully paid order enters the paid stage.
/// Refuses with `invalid_field` for an amount that is not positive or more than is due.
Result<orders::Order> receive(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                              Money amount, const std::string& reference);

/// An operator who sets a paid status records what is still due.
void register_steps(orders::Workflow& workflow);

} // namespace taraba::payments
