// The books: every paper of a month once, with its sign, adding up to the ban; and a closed month
// stays as it was.

#include "shop/audit/audit.hpp"
#include "shop/books/closing.hpp"
#include "shop/books/money.hpp"
#include "shop/payments/payment.hpp"
#include "shop/shops/closing.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::books {

namespace {

class Books : public support::ShopTest {
protected:
    invoicing::Invoice invoiced(OrderId id) {
        const auto mine = scope();
        const auto issued = mine.write([&](db::Transaction& tx) -> Result<invoicing::Invoice> {
            TRY(order, orders::must_find(tx, mine, id));
            return invoicing::issue_for_order(tx, mine, order, invoicing::InvoiceKind::invoice);
        });
        expects(static_cast<bool>(issued));
        return *issued;
    }
    invoicing::Invoice reversed(const invoicing::Invoice& invoice) {
        const auto mine = scope();
        const auto issued = mine.write([&](db::Transaction& tx) {
            return invoicing::storno(tx, mine, invoice.id, "greșită");
        });
        expects(static_cast<bool>(issued));
        return *issued;
    }
    void paid(OrderId id, Money amount) {
        const auto mine = scope();
        ASSERT_TRUE(mine.write(
            [&](db::Transaction& tx) { return payments::receive(tx, mine, id, amount, "OP 7"); }));
    }
    orders::Order placed_mixed() {
        auto wanted = order_of("A");
        wanted.lines.push_back({"B", units(3)});
        return load(place(wanted)->id);
    }
    std::vector<JournalRow> rows(const std::string& month) {
        std::vector<JournalRow> all;
        const auto mine = scope();
        mine.read([&](db::Transaction& tx) {
            each_row(tx, mine, *month_of(month), [&](const auto& row) { all.push_back(row); });
            return true;
        });
        return all;
    }
    JournalTotals totals(const std::string& month) {
        const auto mine = scope();
        return mine.read(
            [&](db::Transaction& tx) { return totals_of(tx, mine, *month_of(month)); });
    }
    Result<ClosedMonth> close(const std::string& month) {
        const auto mine = scope();
        return mine.write([&](db::Transaction& tx) { return close_month(tx, mine, month); });
    }
    std::string reopen(const std::string& month, const std::string& why) {
        const auto mine = scope();
        const auto done = mine.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(reopen_month(tx, mine, month, why));
            return true;
        });
        return done ? "" : done.error().code;
    }
    bool is_open(const std::string& day) {
        const auto mine = scope();
        return mine.read([&](db::Transaction& tx) {
            return static_cast<bool>(shop::check_open(tx, mine, *date_from(day), "day"));
        });
    }
};

} // namespace

TEST(Months, begin_and_end_as_the_calendar_has_them) {
    EXPECT_EQ(to_text(month_of("2026-02")->to), "2026-02-28");
    EXPECT_EQ(to_text(month_of("2028-02")->to), "2028-02-29");
    EXPECT_EQ(to_text(month_of("2026-12")->to), "2026-12-31");
    for (const char* wrong : {"", "2026", "2026-13", "2026-00", "26-01-01", "2026-1x"})
        EXPECT_FALSE(month_of(wrong)) << wrong;
    const Date day = *date_from("2026-01-01");
    EXPECT_TRUE(period_of(day, day));
    EXPECT_FALSE(period_of(day, day + std::chrono::days(-1)));
    EXPECT_FALSE(period_of(day, day + std::chrono::days(551)));
}

TEST_P(Books, every_row_adds_up_and_the_rows_to_the_totals) {
    const auto order = placed_mixed();
    invoiced(order.id);
    invoiced(placed("A", 2).id);
    invoiced(placed("B").id);
    const auto all = rows("2026-10");
    ASSERT_EQ(all.size(), 3u);
    Money net{0, ron}, vat{0, ron}, gross{0, ron};
    for (const auto& row : all) {
        Money part_net{0, ron}, part_vat{0, ron};
        for (const auto& part : row.vat) {
            part_net += part.net;
            part_vat += part.vat;
        }
        EXPECT_EQ(part_net, row.net);
        EXPECT_EQ(part_vat, row.vat_total);
        EXPECT_EQ(row.net + row.vat_total, row.gross);
        net += row.net;
        vat += row.vat_total;
        gross += row.gross;
    }
    EXPECT_EQ(all[0].gross, order.total);
    EXPECT_EQ(all[0].order_number, order.number);
    const auto sums = totals("2026-10");
    EXPECT_EQ(sums.net, net);
    EXPECT_EQ(sums.vat_total, vat);
    EXPECT_EQ(sums.gross, gross);
    ASSERT_EQ(sums.vat.size(), 2u);
    EXPECT_EQ(sums.vat[0].rate.basis_points, 2'100); // the highest first
    EXPECT_EQ(sums.vat[1].rate.basis_points, 1'100);
    EXPECT_EQ(sums.vat[0].vat + sums.vat[1].vat, vat);
}

TEST_P(Books, a_storno_is_a_paper_of_its_own_that_takes_everything_back) {
    const auto invoice = invoiced(placed_mixed().id);
    reversed(invoice);
    const auto all = rows("2026-10");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[1].kind, invoicing::InvoiceKind::storno);
    EXPECT_EQ(all[1].number, all[0].number + 1);
    EXPECT_EQ(all[1].net, -all[0].net);
    EXPECT_EQ(all[1].vat_total, -all[0].vat_total);
    ASSERT_EQ(all[1].vat.size(), all[0].vat.size());
    for (const auto& part : all[1].vat)
        EXPECT_LT(part.net.minor, 0);
    EXPECT_TRUE(all[1].takes_back);
    const auto sums = totals("2026-10");
    EXPECT_EQ(sums.gross.minor, 0);
    for (const auto& part : sums.vat)
        EXPECT_EQ(part.vat.minor, 0);
    ASSERT_EQ(sums.series.size(), 1u);
    EXPECT_EQ(sums.series[0].invoices, 1);
    EXPECT_EQ(sums.series[0].stornos, 1);
    EXPECT_TRUE(sums.series[0].missing.empty());
}

TEST_P(Books, a_storno_of_the_next_month_leaves_the_month_of_its_invoice_alone) {
    const auto invoice = invoiced(placed("A").id);
    now = *instant_from("2026-11-03T09:00:00Z");
    reversed(invoice);
    EXPECT_EQ(totals("2026-10").gross, invoice.gross);
    EXPECT_EQ(totals("2026-11").gross, -invoice.gross);
}

TEST_P(Books, a_paper_belongs_to_the_day_on_the_shops_clock) {
    now = *instant_from("2026-10-31T21:59:00Z"); // a minute before midnight in Bucharest
    invoiced(placed("A").id);
    now = *instant_from("2026-10-31T22:00:00Z");
    invoiced(placed("B").id);
    ASSERT_EQ(rows("2026-10").size(), 1u);
    ASSERT_EQ(rows("2026-11").size(), 1u);
    EXPECT_EQ(to_text(rows("2026-11")[0].issued_on), "2026-11-01");
    // A number of another month is not missing in this one.
    EXPECT_TRUE(totals("2026-10").series[0].missing.empty());
}

TEST_P(Books, money_carries_the_vat_of_its_invoice) {
    const auto order = placed_mixed();
    const auto invoice = invoiced(order.id);
    const Money some{100'00, ron};
    paid(order.id, some);
    now += std::chrono::hours(1);
    paid(order.id, order.total - some);
    const auto mine = scope();
    const auto money =
        mine.read([&](db::Transaction& tx) { return money_of(tx, mine, *month_of("2026-10")); });
    ASSERT_EQ(money.size(), 2u);
    Money sum{0, ron};
    for (const auto& row : money) {
        Money inside{0, ron};
        for (const auto& part : row.vat)
            inside += part.net + part.vat;
        EXPECT_EQ(inside, row.amount);
        EXPECT_EQ(row.invoice, invoice.series + std::to_string(invoice.number));
        sum += row.amount;
    }
    EXPECT_EQ(sum, order.total);
    Money vat{0, ron};
    for (const auto& part : vat_of(money))
        vat += part.vat;
    EXPECT_NEAR(static_cast<double>(vat.minor), static_cast<double>(invoice.vat.minor), 2);
    const auto methods = by_method(money, ron);
    ASSERT_EQ(methods.size(), 1u);
    EXPECT_EQ(methods[0].received, order.total);
    EXPECT_EQ(methods[0].given_back.minor, 0);
}

TEST_P(Books, money_without_an_invoice_has_no_vat_yet) {
    const auto order = placed("A");
    paid(order.id, order.total);
    const auto mine = scope();
    const auto money =
        mine.read([&](db::Transaction& tx) { return money_of(tx, mine, *month_of("2026-10")); });
    ASSERT_EQ(money.size(), 1u);
    EXPECT_TRUE(money[0].invoice.empty());
    EXPECT_TRUE(money[0].vat.empty());
}

TEST_P(Books, what_was_owed_invoiced_and_paid_meets_in_the_end) {
    const auto order = placed("A"), open = placed("B");
    invoiced(order.id);
    const auto owed = invoiced(open.id);
    paid(order.id, order.total);
    const auto mine = scope();
    const auto found =
        mine.read([&](db::Transaction& tx) { return reconcile(tx, mine, *month_of("2026-10")); });
    EXPECT_EQ(found.opening.minor, 0);
    EXPECT_EQ(found.invoiced, order.total + owed.gross);
    EXPECT_EQ(found.received, order.total);
    EXPECT_EQ(found.closing, owed.gross);
    EXPECT_EQ(found.closing, found.opening + found.invoiced - found.received - found.given_back);
    EXPECT_EQ(found.closing, found.receivables - found.advances);
}

TEST_P(Books, a_month_is_closed_once_it_is_over_and_nothing_is_dated_into_it_then) {
    const auto invoice = invoiced(placed("A").id);
    EXPECT_EQ(close("2026-10").error().field, "month");
    now = *instant_from("2026-10-31T21:59:00Z");
    EXPECT_FALSE(close("2026-10"));
    now = *instant_from("2026-10-31T22:00:00Z");
    const auto closed = close("2026-10");
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->totals.invoiced, invoice.gross);
    EXPECT_EQ(closed->closed_by, "Ana");
    EXPECT_FALSE(is_open("2026-10-31"));
    EXPECT_FALSE(is_open("2026-09-30")); // nor what came before
    EXPECT_TRUE(is_open("2026-11-01"));
    EXPECT_EQ(close("2026-10").error().code, "already_closed");
    EXPECT_EQ(close("2026-09").error().code, "already_closed");
    reversed(invoice); // dated today, so it may
    const auto kept = scope().read([&](db::Transaction& tx) { return closed_months(tx, shop_id); });
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].totals.invoiced, invoice.gross); // what the books said then
}

TEST_P(Books, only_the_last_month_is_opened_again_with_a_reason_on_record) {
    now = *instant_from("2026-12-05T09:00:00Z");
    EXPECT_EQ(reopen("2026-10", "x"), "not_found");
    ASSERT_TRUE(close("2026-10"));
    ASSERT_TRUE(close("2026-11"));
    EXPECT_EQ(reopen("2026-10", "greșeală"), "not_the_last");
    EXPECT_EQ(reopen("2026-11", "  "), "invalid_field");
    EXPECT_FALSE(is_open("2026-11-15"));
    EXPECT_EQ(reopen("2026-11", "factură uitată"), "");
    EXPECT_TRUE(is_open("2026-11-15"));
    EXPECT_FALSE(is_open("2026-10-15"));
    const auto last = scope().read(
        [&](db::Transaction& tx) { return audit::trail(tx, shop_id, "settings").back(); });
    EXPECT_EQ(last.kind, "month_reopened");
    EXPECT_EQ(last.reason, "factură uitată");
}

ON_BOTH_ENGINES(Books);

} // namespace taraba::books
