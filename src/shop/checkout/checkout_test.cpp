// The checkout keeps its word: what was quoted is what is ordered, and what cannot be kept is
// refused before anything is written.

#include "shop/checkout/checkout.hpp"

#include "shop/checkout/replacement.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::checkout {

namespace {

class Checkout : public support::ShopTest {
protected:
    static QuoteIn quote_of(const PlaceOrder& wanted) {
        QuoteIn in;
        in.lines = wanted.lines;
        in.delivery_address = wanted.delivery_address;
        in.billing = wanted.billing;
        in.delivery_method = wanted.delivery_method;
        in.payment_method = wanted.payment_method;
        in.coupon = wanted.coupon;
        return in;
    }
    shop::Scope buyer(const std::string& key = "", const std::string& hash = "one") {
        auto mine = scope();
        mine.principal = {ActorKind::buyer, "buyer", {"checkout"}};
        mine.idempotency_key = key;
        mine.request_hash = hash;
        return mine;
    }
    void set_price(const std::string& sku, std::int64_t bani) {
        ASSERT_TRUE(database->write([&](db::Transaction& tx) -> Result<bool> {
            return tx.change({"test.price",
                              "UPDATE products SET price = $3 WHERE shop_id = $1 AND sku = $2"},
                             {shop_id, sku, bani}) == 1;
        }));
    }
    void add_coupon(const std::string& code, std::int64_t uses_max) {
        pricing::Discount discount;
        discount.name = "Cupon";
        discount.code = code;
        discount.percent = {1'000};
        discount.uses_max = uses_max;
        discount.amount = discount.minimum = {0, ron};
        const auto mine = scope();
        ASSERT_TRUE(mine.write(
            [&](db::Transaction& tx) { return pricing::save(tx, mine, discount, true); }));
    }
    std::int64_t orders_placed() {
        return *scope().read([&](db::Transaction& tx) {
            return tx.number({"test.orders", "SELECT count(*) FROM orders WHERE shop_id = $1"},
                             {shop_id});
        });
    }
};

} // namespace

TEST_P(Checkout, what_was_quoted_is_what_is_ordered) {
    add_coupon("ZECE", 0);
    for (const char* coupon : {"", "ZECE"})
        for (const auto& [delivery, payment] :
             {std::pair("courier", "cash_on_delivery"), std::pair("courier", "bank_transfer"),
              std::pair("pickup", "cash_at_pickup")})
            for (const std::int64_t pieces : {1, 3}) {
                auto wanted = order_of("A", pieces);
                wanted.lines.push_back({"B", units(pieces)});
                wanted.delivery_method = delivery;
                wanted.payment_method = payment;
                if (*coupon) wanted.coupon = coupon;
                const auto quoted = quote(buyer(), quote_of(wanted));
                ASSERT_TRUE(quoted) << quoted.error().detail.text();
                wanted.expected_total = quoted->total;
                const auto ordered = place(wanted);
                ASSERT_TRUE(ordered) << ordered.error().detail.text();
                EXPECT_EQ(ordered->totals.goods, quoted->goods);
                EXPECT_EQ(ordered->totals.discount, quoted->discount);
                EXPECT_EQ(ordered->totals.delivery, quoted->delivery);
                EXPECT_EQ(ordered->totals.fees, quoted->fees);
                EXPECT_EQ(ordered->totals.total, quoted->total);
                Money vat{0, ron};
                for (const auto& group : quoted->vat)
                    vat += group.vat;
                EXPECT_EQ(ordered->totals.vat, vat);
                EXPECT_EQ(quoted->goods - quoted->discount + quoted->delivery + quoted->fees,
                          quoted->total);
            }
}

TEST_P(Checkout, a_price_that_has_changed_meanwhile_is_refused_and_nothing_is_kept) {
    auto wanted = order_of("A");
    wanted.expected_total = quote(buyer(), quote_of(wanted))->total;
    set_price("A", 259'99);
    const auto refused = place(wanted);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "price_changed");
    EXPECT_EQ(refused.error().field, "expected_total");
    EXPECT_EQ(orders_placed(), 0);
    EXPECT_EQ(product("A").reserved, units(0));
    wanted.expected_total = quote(buyer(), quote_of(wanted))->total;
    EXPECT_TRUE(place(wanted));
}

TEST_P(Checkout, the_last_pieces_go_to_one_buyer) {
    ASSERT_TRUE(place(order_of("B", 60)));
    auto wanted = order_of("A");
    wanted.lines.push_back({"B", units(41)});
    const auto refused = place(wanted);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "out_of_stock");
    EXPECT_EQ(refused.error().field, "lines[1].quantity");
    EXPECT_EQ(product("A").reserved, units(0)); // nor is the other line kept
    EXPECT_EQ(product("B").reserved, units(60));
    EXPECT_EQ(orders_placed(), 1);
    EXPECT_TRUE(place(order_of("B", 40)));
}

TEST_P(Checkout, the_same_request_again_gets_its_order_whatever_has_changed_since) {
    add_coupon("UNUL", 1);
    auto wanted = order_of("A");
    wanted.coupon = "UNUL";
    wanted.expected_total = quote(buyer(), quote_of(wanted))->total;
    const auto first = checkout::place(buyer("k1"), wanted);
    ASSERT_TRUE(first);
    const auto again = checkout::place(buyer("k1"), wanted); // the coupon is used up, by itself
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->id, first->id);
    set_price("A", 259'99);
    EXPECT_EQ(checkout::place(buyer("k1"), wanted)->id, first->id);
    EXPECT_EQ(orders_placed(), 1);
    // Another key is another order, and another request with the key is none.
    EXPECT_EQ(checkout::place(buyer("k2"), wanted).error().code, "coupon_used_up");
    EXPECT_EQ(checkout::place(buyer("k1", "two"), wanted).error().code, "idempotency_key_reused");
}

TEST_P(Checkout, a_refused_request_may_be_mended_and_sent_with_its_key) {
    auto wanted = order_of("A");
    wanted.expected_total = Money{1, ron};
    EXPECT_EQ(checkout::place(buyer("k1"), wanted).error().code, "price_changed");
    wanted.expected_total.reset();
    EXPECT_TRUE(checkout::place(buyer("k1", "two"), wanted));
}

TEST_P(Checkout, methods_that_do_not_go_together_are_refused) {
    auto wanted = order_of("A");
    wanted.payment_method = "cash_at_pickup"; // with a courier
    EXPECT_EQ(place(wanted).error().code, "method_not_available");
    wanted.payment_method = "nothing";
    EXPECT_EQ(place(wanted).error().code, "invalid_field");
    wanted = order_of("A");
    wanted.delivery_address.reset();
    EXPECT_EQ(place(wanted).error().field, "delivery_address");
    wanted.delivery_method = "pickup"; // who comes for the goods has no address to give
    wanted.payment_method = "cash_at_pickup";
    EXPECT_TRUE(place(wanted));
    EXPECT_EQ(product("A").reserved, units(1));
}

TEST_P(Checkout, a_replacement_costs_nothing_and_takes_its_goods_from_the_shelf) {
    const auto order = placed("A", 2);
    const Finish nothing_else = [](db::Transaction&, const orders::Order&) -> Result<void> {
        return {};
    };
    const auto sent =
        place_replacement(scope(), order, {{1, units(1)}}, "sosit spart", nothing_else);
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->total.minor, 0);
    EXPECT_EQ(sent->due().minor, 0);
    EXPECT_EQ(product("A").reserved, units(3));
    const auto links = [&](OrderId id) {
        return scope().read([&](db::Transaction& tx) { return replacements_of(tx, shop_id, id); });
    };
    EXPECT_EQ(links(sent->id).replaces, order.id);
    EXPECT_EQ(links(order.id).by, std::vector{sent->id});
    // What belongs to it fails, and so does all of it.
    const auto refused = place_replacement(
        scope(), order, {{1, units(1)}}, "sosit spart",
        [](db::Transaction&, const orders::Order&) -> Result<void> { return not_found("Gone."); });
    EXPECT_FALSE(refused);
    EXPECT_EQ(product("A").reserved, units(3));
}

ON_BOTH_ENGINES(Checkout);

} // namespace taraba::checkout
