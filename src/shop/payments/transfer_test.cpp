#include "seed/seed.hpp"
#include "shop/payments/exchange.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/transfer.hpp"
#include "support/shop_fixture.hpp"

using namespace taraba;
using namespace taraba::payments;
using statuses::Stage;

namespace {

class Transfer : public support::ShopTest {
protected:
    Transfer() { expects(static_cast<bool>(seed::seed_templates(scope()))); }
    orders::Order by_transfer() {
        auto wanted = order_of("A");
        wanted.payment_method = "bank_transfer";
        return load(place(wanted)->id);
    }
    void set(std::int64_t remind, std::int64_t cancel) {
        auto settings = scope().shop->settings;
        settings.transfer_remind_days = remind;
        settings.transfer_cancel_days = cancel;
        const auto mine = scope();
        ASSERT_TRUE(mine.write([&](db::Transaction& tx) -> Result<bool> {
            return shop::update_settings(tx, *mine.shop, mine.shop->name, settings);
        }));
    }
    std::int64_t reminders() {
        std::int64_t count = 0;
        scope().read([&](db::Transaction& tx) {
            tx.run({"test", "SELECT count(*) FROM jobs WHERE kind = 'order_message' AND payload "
                            "LIKE '%payment_reminder%'"},
                   {}, [&](const db::Row& row) { count = row.integer(0); });
            return true;
        });
        return count;
    }
    void go_to(Date day) { now = scope().shop->time_zone().start_of(day) + std::chrono::hours(10); }
};

} // namespace

TEST_P(Transfer, reminds_before_and_on_the_term_once_each) {
    set(2, 0);
    const auto order = by_transfer(); // Monday 5 October 2026, five working days
    EXPECT_EQ(transfer_due(scope(), order), date(2026, 10, 12));
    for (const auto& [day, expected] : {std::pair{date(2026, 10, 9), 0},
                                        {date(2026, 10, 10), 1},
                                        {date(2026, 10, 11), 1},
                                        {date(2026, 10, 12), 2},
                                        {date(2026, 10, 20), 2}}) {
        go_to(day);
        watch_transfers(scope());
        watch_transfers(scope());
        EXPECT_EQ(reminders(), expected) << to_text(day);
    }
    EXPECT_NE(orders::standing(scope(), load(order.id)).order.stage, Stage::cancelled);
}

TEST_P(Transfer, an_unpaid_order_cancels_itself_after_the_days_the_shop_gives) {
    set(0, 2);
    const auto unpaid = by_transfer(), part = by_transfer();
    const auto mine = scope();
    ASSERT_TRUE(mine.write([&](db::Transaction& tx) {
        return receive(tx, mine, part.id, Money{10'00, ron}, "OP 1");
    }));
    go_to(date(2026, 10, 14)); // the second working day after
    watch_transfers(scope());
    EXPECT_NE(orders::standing(scope(), load(unpaid.id)).order.stage, Stage::cancelled);
    go_to(date(2026, 10, 15));
    watch_transfers(scope());
    EXPECT_EQ(orders::standing(scope(), load(unpaid.id)).order.stage, Stage::cancelled);
    EXPECT_NE(orders::standing(scope(), load(part.id)).order.stage, Stage::cancelled);
    EXPECT_EQ(product("A").reserved, units(1)); // of the other
    EXPECT_EQ(reminders(), 0);
}

TEST_P(Transfer, cash_at_the_counter_gets_the_next_receipt_number) {
    std::vector<std::string> numbers;
    for (int i = 0; i < 2; ++i) {
        auto wanted = order_of("A");
        wanted.delivery_method = "pickup";
        wanted.payment_method = "cash_at_pickup";
        const auto placed = place(wanted);
        ASSERT_TRUE(placed);
        const auto mine = scope();
        ASSERT_TRUE(mine.write([&](db::Transaction& tx) {
            return receive(tx, mine, placed->id, load(placed->id).total, "");
        }));
        numbers.push_back(
            mine.read([&](db::Transaction& tx) { return of_order(tx, shop_id, placed->id); })
                .front()
                .reference);
    }
    EXPECT_EQ(numbers, (std::vector<std::string>{"CH 1", "CH 2"}));
}

ON_BOTH_ENGINES(Transfer);

TEST(TransferQr, holds_what_epc069_12_asks_for) {
    shop::Seller seller;
    seller.name = "Prăvălia Demo SRL";
    EXPECT_EQ(transfer_qr(seller, {749'79, ron}, "TRB-322-Y"), "");
    seller.iban = "RO41RNCB0089095760440001";
    EXPECT_EQ(transfer_qr(seller, {749'79, ron}, "TRB-322-Y"),
              "BCD\n002\n1\nSCT\n\nPrăvălia Demo SRL\nRO41RNCB0089095760440001\nRON749.79\n\n\n"
              "TRB-322-Y");
}

TEST(ExchangeRates, are_read_for_one_unit) {
    const auto rates = read_rates(
        R"(<DataSet xmlns="http://www.bnr.ro/xsd"><Body><Cube date="2026-11-25">
        <Rate currency="EUR">5.0905</Rate><Rate currency="HUF" multiplier="100">1.3312</Rate>
        <Rate currency="XXX">-</Rate></Cube></Body></DataSet>)");
    ASSERT_TRUE(rates);
    ASSERT_EQ(rates->size(), 2u);
    EXPECT_EQ((*rates)[0].rate, 50'905);
    EXPECT_EQ((*rates)[1].rate, 133);
    EXPECT_EQ((*rates)[0].day, date(2026, 11, 25));
    for (const std::string text : {"", "<x/>", "<DataSet><Body><Cube/></Body></DataSet>"})
        EXPECT_EQ(read_rates(text).error().code, "rate_missing") << text;
}
