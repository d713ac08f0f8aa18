// Sending an order, whole or in parts: exactly one waybill however a call fails, and no more goods
// or cash than there are.

#include "shop/shipping/shipment.hpp"

#include "shop/shipping/courier_rules.hpp"
#include "shop/shipping/remittance.hpp"
#include "shop/shipping/shipment_store.hpp"
#include "support/fake_partner.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::shipping {
using statuses::Axis;
using statuses::Stage;
using Said = support::FakePartner::Said;

namespace {

const Said hangs_up{200, "", "", true};

/// A shop whose parcels go by FAN, played by the test.
class Shipping : public support::ShopTest {
protected:
    Shipping() {
        installation.sandbox_url = fan.url();
        register_jobs(runner, installation);
    }
    Said answer(const support::FakePartner::Asked& asked) {
        if (asked.path.ends_with("/login")) return {200, R"({"data": {"token": "T"}})"};
        if (asked.path.ends_with("/intern-awb")) return to_create;
        if (asked.path.find("/reports/awb/tracking") != asked.path.npos) return to_track;
        if (asked.path.find("/reports/awb?") != asked.path.npos) return to_find;
        if (asked.path.find("/reports/bank-transfers") != asked.path.npos) return to_remit;
        if (asked.method == "DELETE") return to_cancel;
        if (asked.path.find("/internal-tariff") != asked.path.npos) {
            meanwhile();
            return {200, R"({"status": "success", "data": {"costNoVAT": 15, "total": 18}})"};
        }
        return {404, "{}"};
    }
    static Said made(const std::string& awb) {
        return {200, R"({"response": [{"awbNumber": ")" + awb + R"(", "tariff": 18.5}]})"};
    }
    static Said tracked(const std::string& awb, const std::string& code) {
        return {200,
                R"({"data": [{"awbNumber": ")" + awb + R"(", "events": [{"id": ")" + code +
                    R"(", "name": "x", "location": "Cluj", "date": "2026-10-06 10:00:00"}]}]})"};
    }
    static Said remitted_by(const std::string& awb, const std::string& amount) {
        return {200, R"({"data": [{"awbNumber": ")" + awb + R"(", "amount": ")" + amount +
                         R"(", "transferNumber": "OP7"}]})"};
    }
    Result<Shipment> send(OrderId id, const ShipmentRequest& wanted = {}) {
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return request(tx, mine, id, wanted); });
    }
    Result<Shipment> again(ShipmentId id) {
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return retry(tx, mine, id); });
    }
    Shipment kept(ShipmentId id) {
        return *scope().read([&](db::Transaction& tx) { return find(tx, shop_id, id); });
    }
    std::vector<ShippedLine> left(OrderId id) {
        return scope().read([&](db::Transaction& tx) { return left_to_send(tx, shop_id, id); });
    }
    /// Sends it as the button and the courier do.
    Shipment sent(OrderId id, const std::string& awb, const ShipmentRequest& wanted = {}) {
        to_create = made(awb);
        const auto asked = send(id, wanted);
        expects(static_cast<bool>(asked));
        runner.drain();
        return kept(asked->id);
    }
    std::int64_t created() const {
        return std::ranges::count_if(
            fan.asked(), [](const auto& each) { return each.path.ends_with("/intern-awb"); });
    }
    Stage delivery_of(OrderId id) { return orders::standing(scope(), load(id)).delivery.stage; }
    static ShipmentRequest part(std::int64_t pieces) {
        ShipmentRequest wanted;
        wanted.lines = {{1, units(pieces)}};
        return wanted;
    }

    Said to_create = made("100"), to_find{200, R"({"data": []})"}, to_track{200, R"({"data": []})"},
         to_remit{200, R"({"data": []})"}, to_cancel{200, R"({"status": "success"})"};
    std::function<void()> meanwhile = [] {}; ///< while a courier says its price
    support::FakePartner fan{[this](const auto& asked) { return answer(asked); }};
    jobs::Runner runner{*database, [this] { return now; }, "one"};
};

} // namespace

TEST_P(Shipping, a_waybill_whose_answer_was_lost_is_looked_for_and_not_made_again) {
    const auto order = placed("A");
    to_create = hangs_up; // it was made, and nobody told us
    const auto asked = send(order.id);
    ASSERT_TRUE(asked);
    runner.drain();
    EXPECT_EQ(kept(asked->id).state, ShipmentState::unclear);
    to_find = {200, R"({"data": [{"info": {"costCenter": "other", "awbNumber": "99"}},
                                 {"info": {"costCenter": ")" +
                        asked->reference + R"(", "awbNumber": "100", "cost": "18.5"}}]})"};
    to_create = made("101");
    now += std::chrono::hours(1);
    runner.drain();
    const auto after = kept(asked->id);
    EXPECT_EQ(after.state, ShipmentState::registered);
    EXPECT_EQ(after.awb_number, "100");
    EXPECT_EQ(after.tariff.minor, 18'50);
    EXPECT_EQ(created(), 1);
}

TEST_P(Shipping, what_the_courier_does_not_have_is_sent_again) {
    const auto order = placed("A");
    to_create = hangs_up;
    const auto asked = send(order.id);
    ASSERT_TRUE(asked);
    runner.drain();
    to_create = made("101");
    now += std::chrono::hours(1);
    runner.drain();
    EXPECT_EQ(kept(asked->id).awb_number, "101");
    EXPECT_EQ(created(), 2);
}

TEST_P(Shipping, while_the_courier_cannot_be_asked_nothing_is_made) {
    to_create = hangs_up;
    const auto asked = send(placed("A").id);
    ASSERT_TRUE(asked);
    runner.drain();
    to_find = {503, "", "text/html"};
    to_create = made("101");
    for (int i = 0; i < 3; ++i) {
        now += std::chrono::hours(1);
        runner.drain();
        EXPECT_EQ(kept(asked->id).state, ShipmentState::unclear);
    }
    EXPECT_EQ(created(), 1);
}

TEST_P(Shipping, a_program_that_died_while_sending_asks_before_it_sends) {
    const auto asked = send(placed("A").id);
    ASSERT_TRUE(asked);
    auto dying = *asked;
    dying.state = ShipmentState::sending;
    const auto mine = scope();
    ASSERT_TRUE(mine.write([&](db::Transaction& tx) -> Result<bool> {
        store(tx, mine, dying);
        return true;
    }));
    to_find = {200, R"({"data": [{"info": {"costCenter": ")" + asked->reference +
                        R"(", "awbNumber": "100"}}]})"};
    runner.drain();
    EXPECT_EQ(kept(asked->id).awb_number, "100");
    EXPECT_EQ(created(), 0);
}

TEST_P(Shipping, a_refused_one_says_why_and_goes_once_the_order_is_mended) {
    const auto order = placed("A");
    to_create = {200, R"({"response": [{"awbNumber": null, "errors": {"phone": ["invalid"]}}]})"};
    const auto asked = send(order.id);
    ASSERT_TRUE(asked);
    runner.drain();
    const auto failed = kept(asked->id);
    EXPECT_EQ(failed.state, ShipmentState::failed);
    EXPECT_NE(failed.error.find("phone: invalid"), std::string::npos);
    now += std::chrono::hours(24);
    runner.drain();
    EXPECT_EQ(created(), 1); // nobody tries the same again by itself
    EXPECT_EQ(left(order.id).size(), 1u);

    orders::Edit mended;
    mended.customer = orders::Contact{"Ion Pop", "ion@exemplu.ro", "0733111222"};
    const auto mine = scope();
    ASSERT_TRUE(mine.write(
        [&](db::Transaction& tx) { return orders::edit(tx, mine, order.id, mended, {}); }));
    to_create = made("100");
    const auto retried = again(asked->id);
    ASSERT_TRUE(retried);
    EXPECT_EQ(retried->request.phone, load(order.id).customer.phone);
    runner.drain();
    EXPECT_EQ(kept(asked->id).state, ShipmentState::registered);
    EXPECT_EQ(again(asked->id).error().code, "nothing_to_retry");
}

TEST_P(Shipping, pressing_the_button_twice_sends_once) {
    const auto order = placed("A");
    const auto first = send(order.id), second = send(order.id);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->id, second->id);
    runner.drain();
    EXPECT_EQ(send(order.id)->id, first->id);
    EXPECT_EQ(created(), 1);
}

TEST_P(Shipping, one_called_off_while_prices_are_asked_is_not_sent) {
    ShipmentRequest wanted;
    wanted.courier = cheapest;
    const auto first = send(placed("A").id, wanted);
    ASSERT_TRUE(first);
    runner.drain();
    EXPECT_EQ(kept(first->id).courier, "fan");
    EXPECT_EQ(kept(first->id).state, ShipmentState::registered);

    const auto second = send(placed("A").id, wanted);
    ASSERT_TRUE(second);
    meanwhile = [&] { EXPECT_TRUE(cancel(scope(), second->id, "nu mai vrea")); };
    runner.drain();
    EXPECT_EQ(kept(second->id).state, ShipmentState::cancelled);
    EXPECT_EQ(created(), 1);
}

TEST_P(Shipping, parts_take_no_more_than_is_left_and_collect_no_more_than_is_due) {
    const auto order = placed("A", 3);
    const auto first = send(order.id, part(1));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->weight_g, 500);
    EXPECT_EQ(first->cash.minor, 249'99);
    ASSERT_EQ(left(order.id).size(), 1u);
    EXPECT_EQ(left(order.id)[0].quantity, units(2));
    EXPECT_EQ(send(order.id, part(3)).error().field, "lines[0].quantity");
    EXPECT_EQ(send(order.id, part(0)).error().field, "lines[0].quantity");
    ShipmentRequest strange;
    strange.lines = {{7, units(1)}};
    EXPECT_EQ(send(order.id, strange).error().field, "lines[0].line_no");
    auto twice = part(1);
    twice.lines.push_back(twice.lines[0]);
    EXPECT_EQ(send(order.id, twice).error().field, "lines[1].line_no");
    const auto last = send(order.id); // all that is left
    ASSERT_TRUE(last);
    EXPECT_EQ(last->part, 2);
    EXPECT_EQ(last->weight_g, 1'000);
    EXPECT_EQ((first->cash + last->cash).minor, order.total.minor);
    EXPECT_TRUE(left(order.id).empty());
}

TEST_P(Shipping, a_cancelled_part_can_be_sent_again_with_its_cash) {
    const auto order = placed("A", 2);
    const auto first = sent(order.id, "100");
    const auto cancelled = cancel(scope(), first.id, "greșit");
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(cancelled->state, ShipmentState::cancelled);
    EXPECT_EQ(left(order.id).at(0).quantity, units(2));
    const auto second = sent(order.id, "101");
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(second.cash, order.total);
}

TEST_P(Shipping, what_the_courier_does_not_let_go_stays) {
    const auto first = sent(placed("A").id, "100");
    to_cancel = {200, R"({"status": "error", "message": "AWB-ul a fost ridicat"})"};
    const auto refused = cancel(scope(), first.id, "greșit");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "courier_refused");
    EXPECT_EQ(kept(first.id).state, ShipmentState::registered);
    // Nor is the order cancelled under the parcel.
    const auto mine = scope();
    const auto order = mine.write([&](db::Transaction& tx) {
        return orders::cancel(tx, mine, first.order_id, "s-a răzgândit");
    });
    ASSERT_FALSE(order);
    EXPECT_EQ(order.error().code, "order_shipped");
}

TEST_P(Shipping, nothing_goes_for_a_closed_order_or_without_a_courier_or_in_no_parcel) {
    const auto order = placed("A");
    for (const std::int64_t parcels : {0, 51}) {
        ShipmentRequest wanted;
        wanted.parcels = parcels;
        EXPECT_EQ(send(order.id, wanted).error().field, "parcels");
    }
    ShipmentRequest strange;
    strange.courier = "nobody";
    EXPECT_EQ(send(order.id, strange).error().field, "courier");
    ASSERT_TRUE(enter(order.id, Axis::order, Stage::cancelled));
    EXPECT_EQ(send(order.id).error().code, "order_closed");
    auto wanted = order_of("A");
    wanted.delivery_method = "pickup";
    wanted.payment_method = "cash_at_pickup";
    EXPECT_EQ(send(place(wanted)->id).error().code, "no_courier");
}

TEST_P(Shipping, an_order_is_delivered_when_its_last_parcel_is) {
    const auto order = placed("A", 2);
    const auto first = sent(order.id, "100", part(1)), second = sent(order.id, "101");
    const auto arrives = [&](const Shipment& shipment) {
        to_track = tracked(shipment.awb_number, "S2");
        ASSERT_TRUE(track(scope(), shipment.id));
    };
    arrives(first);
    EXPECT_EQ(kept(first.id).stage, ShipmentStage::delivered);
    EXPECT_EQ(delivery_of(order.id), Stage::in_transit);
    arrives(second);
    EXPECT_EQ(delivery_of(order.id), Stage::delivered);
    arrives(second); // asked again, it is no news
    EXPECT_EQ(scope()
                  .read([&](db::Transaction& tx) { return tracking_of(tx, shop_id, second.id); })
                  .size(),
              1u);
}

TEST_P(Shipping, cash_that_a_courier_pays_out_pays_its_order_once) {
    const auto order = placed("A");
    const auto parcel = sent(order.id, "100");
    ASSERT_EQ(parcel.cash, order.total);
    to_remit = remitted_by("100", to_decimal(order.total));
    const auto first = take_remittances(scope(), "fan", scope().today());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->matched, 1);
    EXPECT_EQ(load(order.id).paid, order.total);
    const auto second = take_remittances(scope(), "fan", scope().today());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->known, 1);
    EXPECT_EQ(second->matched, 0);
    EXPECT_EQ(load(order.id).paid, order.total);
    EXPECT_EQ(scope().read([&](db::Transaction& tx) { return remitted(tx, scope(), order.id); }),
              order.total);
}

TEST_P(Shipping, a_remittance_that_is_not_exactly_the_cash_pays_nothing_and_is_shown) {
    const auto order = placed("A");
    (void)sent(order.id, "100");
    to_remit = remitted_by("100", to_decimal(order.total - Money{1, ron}));
    EXPECT_EQ(take_remittances(scope(), "fan", scope().today())->odd, 1);
    EXPECT_EQ(load(order.id).paid.minor, 0);
    to_remit = remitted_by("777", "10.00"); // no parcel of ours
    EXPECT_EQ(take_remittances(scope(), "fan", scope().today())->odd, 1);
    const auto odd =
        scope().read([&](db::Transaction& tx) { return cash_overview(tx, scope()).odd; });
    ASSERT_EQ(odd.size(), 2u);
    for (const auto& each : odd)
        EXPECT_FALSE(each.note.empty());
}

TEST_P(Shipping, an_unpaid_parcel_is_late_after_a_week_and_settled_by_its_remittance) {
    const auto order = placed("A");
    const auto parcel = sent(order.id, "100");
    to_track = tracked("100", "S2");
    ASSERT_TRUE(track(scope(), parcel.id));
    const auto overview = [&] {
        return scope().read([&](db::Transaction& tx) { return cash_overview(tx, scope()); });
    };
    EXPECT_EQ(overview().expected_total, order.total);
    EXPECT_EQ(overview().late_total.minor, 0);
    now += std::chrono::hours(24 * 8);
    EXPECT_EQ(overview().late_total, order.total);
    to_remit = remitted_by("100", to_decimal(order.total));
    ASSERT_TRUE(take_remittances(scope(), "fan", scope().today()));
    EXPECT_TRUE(overview().expected.empty());
}

ON_BOTH_ENGINES(Shipping);

TEST(CourierRules, the_first_that_holds_names_the_courier) {
    shop::CourierRule heavy, rich, rest;
    heavy.courier = "dpd";
    heavy.weight_g_from = 10'000;
    rich.courier = "sameday";
    rich.counties = {"CJ"};
    rich.value_from = Money{500'00, ron};
    rich.cash = false;
    rest.courier = "fan";
    rest.weight_g_to = 30'000;
    const std::vector rules{heavy, rich, rest};
    const auto named = [&](const char* county, std::int64_t weight, std::int64_t bani, bool cash) {
        return courier_by_rules(rules, {county, weight, {bani, ron}, cash}).value_or("none");
    };
    EXPECT_EQ(named("CJ", 10'001, 0, true), "dpd");
    EXPECT_EQ(named("CJ", 10'000, 0, true), "fan"); // heavier than, not as heavy as
    EXPECT_EQ(named("CJ", 10'000, 500'00, false), "sameday");
    EXPECT_EQ(named("CJ", 10'000, 499'99, false), "fan");
    EXPECT_EQ(named("CJ", 10'000, 500'00, true), "fan");
    EXPECT_EQ(named("B", 10'000, 500'00, false), "fan");
    rest.weight_g_to = 5'000;
    EXPECT_FALSE(courier_by_rules({rest}, {"B", 5'001, {0, ron}, false}));
}

} // namespace taraba::shipping
