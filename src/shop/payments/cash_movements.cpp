#include "shop/payments/cash_movements.hpp"

#include "shop/payments/payment_store.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

/// What went, with the payment it went from.
struct Gone {
    Instant at{};
    OperationKind kind = OperationKind::refund;
    std::int64_t amount = 0; ///< in the currency of the charge
    PaymentId payment_id;
};
BOOST_DESCRIBE_STRUCT(Gone, (), (at, kind, amount, payment_id))

constexpr db::Sql gone_sql{"payments.gone", R"sql(
    SELECT settled_at AS at, kind, amount, payment_id FROM payment_operations
     WHERE shop_id = $1 AND settled_at >= $2 AND settled_at < $3
       AND state = 'done' AND kind IN ('refund', 'chargeback')
     ORDER BY settled_at, id
)sql"};

CashMovement move_of(const Payment& payment) {
    return {*payment.settled_at, payment.id,
            payment.order_id,    CashMovementKind::received,
            payment.method,      payment.processor,
            payment.reference,   payment.in_shop(payment.captured),
            payment.commission};
}

} // namespace

std::vector<CashMovement> cash_movements_between(db::Transaction& tx, ShopId shop, Instant from,
                                                 Instant to) {
    static const std::string sql = "SELECT " + payment_table().columns() +
                                   " FROM payments WHERE shop_id = $1 AND settled_at >= $2 AND "
                                   "settled_at < $3 AND captured > 0 ORDER BY settled_at, id";
    std::vector<CashMovement> moves;
    for (const auto& payment : tx.list<Payment>({"payments.settled", sql}, {shop, from, to}))
        moves.push_back(move_of(payment));
    for (const auto& gone : tx.list<Gone>(gone_sql, {shop, from, to})) {
        const auto payment = find(tx, shop, gone.payment_id);
        expects(payment.has_value());
        CashMovement move = move_of(*payment);
        move.at = gone.at;
        move.kind = gone.kind == OperationKind::refund ? CashMovementKind::refunded
                                                       : CashMovementKind::charged_back;
        move.amount = -payment->in_shop(gone.amount);
        move.commission = {0, move.amount.currency};
        moves.push_back(std::move(move));
    }
    std::ranges::stable_sort(moves, {}, &CashMovement::at);
    return moves;
}

} // namespace taraba::payments
