#pragma once

#include "shop/payments/payment.hpp"

// Money that came and went, as the books want it: by the day.

namespace taraba::payments {

enum class CashMovementKind { received, refunded, charged_back };
BOOST_DESCRIBE_ENUM(CashMovementKind, received, refunded, charged_back)

struct CashMovement {
    Instant at{};
    PaymentId payment_id;
    OrderId order_id;
    CashMovementKind kind = CashMovementKind::received;
    std::string method; ///< code
    std::string processor;
    std::string reference;
    Money amount;     ///< in the shop's currency; negative when it went
    Money commission; ///< that a processor kept of what came
};
BOOST_DESCRIBE_STRUCT(CashMovement, (),
                      (at, payment_id, order_id, kind, method, processor, reference, amount,
                       commission))

/// All of a period, the earliest first.
std::vector<CashMovement> cash_movements_between(db::Transaction& tx, ShopId shop, Instant from,
                                                 Instant to);

} // namespace taraba::payments
