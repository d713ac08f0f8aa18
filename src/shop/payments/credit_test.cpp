#include "seed/seed.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/payment.hpp"
#include "support/shop_fixture.hpp"

#include <atomic>
#include <thread>

using namespace taraba;
using namespace taraba::payments;
using statuses::Axis;
using statuses::Stage;

namespace {

class CreditTest : public support::ShopTest {
protected:
    CreditTest() { expects(static_cast<bool>(seed::offer_all_methods(scope()))); }
    checkout::PlaceOrder on_invoice(std::int64_t quantity = 1) {
        auto wanted = order_of("A", quantity);
        wanted.billing = orders::Billing{};
        wanted.billing->company =
            customers::Company{"Lutieria Acord SRL", "RO18773866", "J12/1830/2006", "", "", ""};
        wanted.billing->purchase_order = "PO-77";
        wanted.payment_method = "on_invoice";
        return wanted;
    }
    Credit grant(std::int64_t limit, std::int64_t days = 30) {
        Credit credit;
        for (const auto& each :
             scope().read([&](db::Transaction& tx) { return credits(tx, shop_id); }))
            credit = each;
        const bool fresh = !credit.id.is_set();
        credit.cui = "RO18773866";
        credit.name = "Lutieria Acord SRL";
        credit.state = CreditState::granted;
        credit.credit_limit = {limit, ron};
        credit.days = days;
        const auto mine = scope();
        const auto saved =
            mine.write([&](db::Transaction& tx) { return save(tx, mine, credit, fresh); });
        EXPECT_TRUE(saved);
        return *saved;
    }
    Statement owed() {
        const auto mine = scope();
        return mine.read(
            [&](db::Transaction& tx) { return statement(tx, mine, credits(tx, shop_id).front()); });
    }
    Stage stage(OrderId id) { return orders::standing(scope(), load(id)).order.stage; }
};

} // namespace

TEST_P(CreditTest, only_a_company_with_its_register_number_pays_on_invoice) {
    auto person = order_of("A");
    person.payment_method = "on_invoice";
    EXPECT_EQ(place(person).error().code, "method_not_available");
    auto unknown = on_invoice();
    unknown.billing->company->reg_no = "";
    EXPECT_EQ(place(unknown).error().field, "billing.company.reg_no");
    auto wrong = on_invoice();
    wrong.billing->company->cui = "RO18773867";
    EXPECT_EQ(place(wrong).error().field, "billing.company.cui");
}

TEST_P(CreditTest, a_company_without_credit_asks_and_its_order_waits) {
    const auto placed = place(on_invoice());
    ASSERT_TRUE(placed) << placed.error().detail.text();
    EXPECT_EQ(stage(placed->id), Stage::waiting);
    EXPECT_EQ(owed().credit.state, CreditState::asked);
    grant(1'000'00);
    EXPECT_EQ(owed().open, load(placed->id).total);
}

TEST_P(CreditTest, a_limit_is_what_may_be_owed_together) {
    grant(600'00);
    ASSERT_TRUE(place(on_invoice(2)));
    const auto over = place(on_invoice(2));
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().code, "method_not_available");
    EXPECT_EQ(owed().items.size(), 1u);
    EXPECT_EQ(owed().items[0].purchase_order, "PO-77");
}

TEST_P(CreditTest, paying_or_cancelling_gives_the_limit_back) {
    grant(600'00);
    const auto first = place(on_invoice(2));
    ASSERT_TRUE(first);
    const auto mine = scope();
    ASSERT_TRUE(mine.write([&](db::Transaction& tx) {
        return receive(tx, mine, first->id, load(first->id).total, "OP 5");
    }));
    EXPECT_EQ(owed().open.minor, 0);
    const auto second = place(on_invoice(2));
    ASSERT_TRUE(second);
    ASSERT_TRUE(mine.write(
        [&](db::Transaction& tx) { return orders::cancel(tx, mine, second->id, "renunță"); }));
    EXPECT_EQ(owed().open.minor, 0);
}

TEST_P(CreditTest, two_orders_at_once_cannot_both_take_the_rest) {
    grant(600'00);
    std::atomic<int> taken{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 6; ++i)
        all.emplace_back([&] { taken += static_cast<bool>(place(on_invoice(2))); });
    for (auto& thread : all)
        thread.join();
    EXPECT_EQ(taken, 1);
    EXPECT_LE(owed().open.minor, 600'00);
}

TEST_P(CreditTest, the_term_runs_from_the_invoice_and_what_is_late_stops_the_next) {
    grant(5'000'00, 14);
    const auto placed = place(on_invoice());
    ASSERT_TRUE(placed);
    now += std::chrono::hours(48);
    const auto mine = scope();
    const auto invoice = mine.write([&](db::Transaction& tx) {
        return invoicing::issue_for_order(tx, mine, load(placed->id),
                                          invoicing::InvoiceKind::invoice);
    });
    ASSERT_TRUE(invoice);
    EXPECT_EQ(invoice->content.due_on, date(2026, 10, 21));
    EXPECT_NE(invoice->content.mentions.back().find("PO-77"), std::string::npos);
    EXPECT_EQ(owed().items[0].due_on, date(2026, 10, 21));
    now += std::chrono::hours(24 * 15);
    EXPECT_TRUE(owed().overdue);
    const auto refused = place(on_invoice());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.text().find("termen"), std::string::npos);
}

TEST_P(CreditTest, reminders_go_out_once_before_on_and_after_the_term) {
    ASSERT_TRUE(seed::seed_templates(scope()));
    grant(5'000'00, 10);
    const auto placed = place(on_invoice());
    ASSERT_TRUE(placed);
    const auto sent = [&] {
        std::int64_t count = 0;
        scope().read([&](db::Transaction& tx) {
            tx.run({"test", "SELECT count(*) FROM jobs WHERE kind = 'order_message' AND payload "
                            "LIKE '%credit_reminder%'"},
                   {}, [&](const db::Row& row) { count = row.integer(0); });
            return true;
        });
        return count;
    };
    remind(scope());
    EXPECT_EQ(sent(), 0);
    for (const auto& [day, expected] :
         {std::pair{7, 1}, {8, 1}, {10, 2}, {11, 2}, {17, 3}, {18, 3}, {24, 4}}) {
        now = *instant_from("2026-10-05T09:00:00Z") + std::chrono::hours(24 * day);
        remind(scope());
        remind(scope());
        EXPECT_EQ(sent(), expected) << day;
    }
}

ON_BOTH_ENGINES(CreditTest);
