#include "shop/payments/settlement.hpp"

#include "shop/payments/payment_store.hpp"
#include "shop/profit/profit.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::payments {
namespace {

constexpr db::Sql put_rate_sql{
    "test.put_rate",
    "INSERT INTO exchange_rates (shop_id, currency, day, rate) VALUES ($1, $2, $3, $4)"};

class SettlementTest : public support::ShopTest {
protected:
    /// An order of which 100 euro were charged, at 5 lei each.
    PaymentId charged(const orders::Order& order) {
        Payment payment;
        payment.id = ids.make<PaymentId>(now);
        payment.order_id = order.id;
        payment.method = "paypal";
        payment.processor = "paypal";
        payment.state = PaymentState::paid;
        payment.amount = {500'00, ron};
        payment.currency = "EUR";
        payment.charge = payment.captured = 100'00;
        payment.rate = 5'0000;
        payment.commission = {0, ron};
        payment.created_at = now;
        Attempt attempt;
        attempt.id = ids.make<AttemptId>(now);
        attempt.payment_id = payment.id;
        attempt.processor_ref = "PP-1";
        attempt.state = PaymentState::paid;
        attempt.created_at = now;
        EXPECT_TRUE(database->write([&](db::Transaction& tx) -> Result<bool> {
            insert(tx, shop_id, payment);
            insert(tx, shop_id, attempt);
            return true;
        }));
        return payment.id;
    }
    void rate_is(std::int64_t rate) {
        EXPECT_TRUE(database->write([&](db::Transaction& tx) -> Result<bool> {
            tx.change(put_rate_sql, {shop_id, "EUR", to_text(scope().today()), rate});
            return true;
        }));
    }
    std::int64_t exchange_in(OrderId id) {
        std::int64_t sum = 0;
        const auto kept =
            scope().read([&](db::Transaction& tx) { return profit::find(tx, shop_id, id); });
        for (const auto& line : kept->lines)
            if (line.kind == profit::LineKind::exchange) sum += line.amount.minor;
        return sum;
    }
};
ON_BOTH_ENGINES(SettlementTest);

constexpr const char* file = "transaction,amount,fee\nPP-1,100.00,4.00\n";

TEST_P(SettlementTest, a_rate_that_fell_since_the_charge_is_a_cost_of_the_order_once) {
    const auto order = placed("A");
    const auto payment = charged(order);
    rate_is(4'9000);
    const auto report = take_settlement(scope(), "paypal", file);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->settled, 1);
    EXPECT_EQ(report->commission.minor, 20'00);
    // 96 euro came, each worth ten bani less.
    EXPECT_EQ(exchange_in(order.id), -9'60);
    ASSERT_TRUE(take_settlement(scope(), "paypal", file));
    EXPECT_EQ(exchange_in(order.id), -9'60);
    const auto kept = scope().read([&](db::Transaction& tx) { return find(tx, shop_id, payment); });
    EXPECT_EQ(kept->settled_rate, 4'9000);
}

TEST_P(SettlementTest, a_rate_that_rose_adds_to_the_result) {
    const auto order = placed("A");
    charged(order);
    rate_is(5'1000);
    ASSERT_TRUE(take_settlement(scope(), "paypal", file));
    EXPECT_EQ(exchange_in(order.id), 9'60);
}

} // namespace
} // namespace taraba::payments
