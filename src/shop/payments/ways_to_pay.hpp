#pragma once

#include "shop/orders/order.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::payments {

/// How the buyer can pay what is due from the order's page: by a processor or by bank transfer, as
/// far as the conditions of the method take this order. Empty when nothing is due.
std::vector<pricing::PaymentOption> ways_to_pay(db::Transaction& tx, const shop::Scope& scope,
                                                const orders::Order& order);

} // namespace taraba::payments
