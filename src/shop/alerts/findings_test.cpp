#include "shop/alerts/findings.hpp"

#include "shop/alerts/watch.hpp"
#include "shop/catalog/product.hpp"
#include "shop/payments/payment_store.hpp"
#include "shop/shipping/shipment_store.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::alerts {
namespace {

using std::chrono::hours;

class SignalsTest : public support::ShopTest {
protected:
    WatchRule keep(WatchKind kind, std::int64_t term) {
        WatchRule rule;
        rule.name = "Regula";
        rule.active = true;
        rule.kind = kind;
        rule.term = term;
        rule.below = units(100); // of each product there are 100
        const auto here = scope();
        return *here.write([&](db::Transaction& tx) { return save(tx, here, rule, true); });
    }
    std::vector<std::string> open(const WatchRule& rule) {
        check_terms(scope());
        std::vector<std::string> details;
        for (const auto& alert : scope().read(
                 [&](db::Transaction& tx) { return of_kind(tx, shop_id, kind_of(rule.id)); }))
            details.push_back(alert.details);
        return details;
    }
    template <class Work>
    void write(const Work& work) {
        ASSERT_TRUE(scope().write([&](db::Transaction& tx) -> Result<bool> {
            work(tx);
            return true;
        }));
    }
    shipping::Shipment send(const orders::Order& order) {
        shipping::Shipment parcel;
        parcel.id = ids.make<ShipmentId>(now);
        parcel.order_id = order.id;
        parcel.courier = "fan";
        parcel.reference = to_text(parcel.id);
        parcel.state = shipping::ShipmentState::registered;
        parcel.awb_number = "7000" + std::to_string(order.number);
        parcel.cash = parcel.tariff = {0, ron};
        parcel.request.cash = parcel.request.declared_value = {0, ron};
        parcel.created_at = parcel.tracked_at = now;
        parcel.registered_at = now;
        write([&](db::Transaction& tx) { shipping::shipment_table().insert(tx, shop_id, parcel); });
        return parcel;
    }
    void scan(const shipping::Shipment& parcel, std::int64_t seq) {
        write([&](db::Transaction& tx) {
            shipping::insert_tracking(
                tx, shop_id, parcel.id,
                {seq, "H1", "", "", now, shipping::ShipmentStage::in_transit});
        });
    }
};
ON_BOTH_ENGINES(SignalsTest);

TEST_P(SignalsTest, a_parcel_without_a_scan_is_told_once_until_it_is_scanned) {
    const auto rule = keep(WatchKind::parcel_silent, 48);
    const auto order = placed("A");
    const auto parcel = send(order);
    now += hours(30);
    scan(parcel, 1);
    now += hours(47);
    EXPECT_TRUE(open(rule).empty());
    now += hours(1);
    const auto told = open(rule);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_NE(told[0].find("#" + std::to_string(order.number) + ", AWB " + parcel.awb_number),
              std::string::npos);
    now += hours(5);
    EXPECT_EQ(open(rule), told);
    scan(parcel, 2);
    EXPECT_TRUE(open(rule).empty());

    now += hours(50);
    const auto tried = try_on_history(scope(), rule, now - hours(24 * 30));
    EXPECT_EQ(tried->orders, 1);
    EXPECT_EQ(tried->alerts, 2); // the one before, and the one that is
    EXPECT_EQ(tried->open, 1);
    EXPECT_EQ(tried->numbers, (std::vector{order.number}));
}

TEST_P(SignalsTest, stock_below_is_told_by_product_and_ends_with_new_stock) {
    const auto rule = keep(WatchKind::stock_below, 1);
    EXPECT_TRUE(open(rule).empty());
    placed("A");
    ASSERT_EQ(open(rule).size(), 1u);
    EXPECT_NE(open(rule)[0].find("99 liber"), std::string::npos);
    const auto here = scope();
    ASSERT_TRUE(here.write([&](db::Transaction& tx) {
        return catalog::move_stock(tx, here, product("A").id, units(5), "recepție");
    }));
    EXPECT_TRUE(open(rule).empty());
}

TEST_P(SignalsTest, a_processor_that_says_nothing_while_charges_wait) {
    const auto rule = keep(WatchKind::processor_quiet, 6);
    const auto order = placed("A");
    payments::Payment payment;
    payment.id = ids.make<PaymentId>(now);
    payment.order_id = order.id;
    payment.processor = "euplatesc";
    payment.amount = {100, ron};
    payment.charge = 100;
    payment.commission = {0, ron};
    payment.currency = "RON";
    payment.created_at = now;
    payments::Attempt attempt;
    attempt.id = ids.make<AttemptId>(now);
    attempt.payment_id = payment.id;
    attempt.created_at = now;
    attempt.poll_at = now + hours(100);
    write([&](db::Transaction& tx) {
        payments::insert(tx, shop_id, payment);
        payments::insert(tx, shop_id, attempt);
    });
    now += hours(5);
    payments::PaymentEvent news;
    news.id = ids.make<PaymentEventId>(now);
    news.processor = "euplatesc";
    news.fingerprint = "1";
    news.currency = "RON";
    write([&](db::Transaction& tx) { payments::insert(tx, shop_id, news); });
    now += hours(5);
    EXPECT_TRUE(open(rule).empty());
    now += hours(1);
    ASSERT_EQ(open(rule).size(), 1u);
    EXPECT_NE(open(rule)[0].find("euplatesc: nicio veste"), std::string::npos);
    attempt.poll_at.reset();
    write([&](db::Transaction& tx) { payments::store(tx, shop_id, attempt); });
    EXPECT_TRUE(open(rule).empty());
}

TEST_P(SignalsTest, a_rule_that_is_switched_off_or_removed_takes_its_alerts_along) {
    auto rule = keep(WatchKind::stock_below, 1);
    placed("A");
    EXPECT_EQ(open(rule).size(), 1u);
    const auto here = scope();
    rule.active = false;
    rule = *here.write([&](db::Transaction& tx) { return save(tx, here, rule, false); });
    EXPECT_TRUE(open(rule).empty());
    rule.active = true;
    const auto there = scope();
    rule = *there.write([&](db::Transaction& tx) { return save(tx, there, rule, false); });
    EXPECT_EQ(open(rule).size(), 1u);
    const auto last = scope();
    (void)last.write([&](db::Transaction& tx) -> Result<bool> {
        MUST(remove(tx, last, rule.id));
        return true;
    });
    EXPECT_TRUE(open(rule).empty());
}

TEST_P(SignalsTest, what_a_kind_needs_is_asked_for) {
    WatchRule rule;
    rule.name = "Stoc";
    rule.kind = WatchKind::stock_below;
    EXPECT_EQ(check(scope(), rule).error().field, "below");
    rule.below = units(3);
    EXPECT_TRUE(check(scope(), rule));
    rule.kind = WatchKind::order_waits;
    EXPECT_EQ(check(scope(), rule).error().field, "begins");
}

} // namespace
} // namespace taraba::alerts
