// Papers: what was issued once looks the same ever after, and what an order does not have yet is
// left out.

#include "shop/documents/document.hpp"
#include "shop/documents/issued.hpp"
#include "shop/documents/printing.hpp"
#include "shop/documents/sheet.hpp"
#include "support/shop_fixture.hpp"

namespace taraba::documents {

namespace {

class Documents : public support::ShopTest {
protected:
    /// The shop after it has moved and taken another name.
    shop::Scope renamed() {
        auto mine = scope();
        auto changed = *mine.shop;
        changed.settings.seller.name = "Altă Firmă SRL";
        changed.settings.seller.iban = "RO49AAAA1B31007593840000";
        mine.shop = std::make_shared<const shop::Shop>(std::move(changed));
        return mine;
    }
    invoicing::Invoice invoiced(OrderId id) {
        const auto mine = scope();
        const auto issued = mine.write([&](db::Transaction& tx) -> Result<invoicing::Invoice> {
            TRY(order, orders::must_find(tx, mine, id));
            return invoicing::issue_for_order(tx, mine, order, invoicing::InvoiceKind::invoice);
        });
        expects(static_cast<bool>(issued));
        return *issued;
    }
    shipping::Shipment sent_by_own_car(OrderId id) {
        jobs::Runner runner{*database, [this] { return now; }, "one"};
        shipping::register_jobs(runner, installation);
        shipping::ShipmentRequest wanted;
        wanted.courier = "own";
        const auto mine = scope();
        const auto asked = mine.write(
            [&](db::Transaction& tx) { return shipping::request(tx, mine, id, wanted); });
        expects(static_cast<bool>(asked));
        runner.drain();
        return *mine.read(
            [&](db::Transaction& tx) { return shipping::find(tx, shop_id, asked->id); });
    }
    std::size_t papers(OrderId id, std::vector<PrintedPaper> wanted) {
        const auto pages = papers_of(scope(), id, {std::move(wanted)});
        EXPECT_TRUE(pages);
        return pages ? pages->size() : 0;
    }
    static std::string name_on(const shop::Scope& scope) {
        return scope.shop->settings.seller.name;
    }
};

/// The library writes the second in which it made the file.
std::string undated(std::string pdf) {
    const auto begin = pdf.find("/CreationDate (");
    if (begin != pdf.npos) pdf.erase(begin, pdf.find(')', begin) - begin);
    return pdf;
}

} // namespace

TEST_P(Documents, a_paper_printed_again_has_the_seller_of_its_first_day) {
    const auto order = placed("A");
    EXPECT_EQ(name_on(as_issued(scope(), order.id, IssuedPaper::packing_slip)),
              "Prăvălia Demo SRL");
    const auto after = renamed();
    EXPECT_EQ(name_on(as_issued(after, order.id, IssuedPaper::packing_slip)), "Prăvălia Demo SRL");
    // Another paper, another order and other facts are printed for the first time now.
    EXPECT_EQ(name_on(as_issued(after, order.id, IssuedPaper::transport_sheet)), "Altă Firmă SRL");
    EXPECT_EQ(name_on(as_issued(after, order.id, IssuedPaper::packing_slip, "facts")),
              "Altă Firmă SRL");
    EXPECT_EQ(name_on(as_issued(after, placed("A").id, IssuedPaper::packing_slip)),
              "Altă Firmă SRL");
    EXPECT_EQ(name_on(as_issued(scope(), order.id, IssuedPaper::transport_sheet)),
              "Altă Firmă SRL");
}

TEST_P(Documents, a_paper_of_no_order_is_not_kept) {
    EXPECT_EQ(name_on(as_issued(scope(), OrderId{7}, IssuedPaper::packing_slip)),
              "Prăvălia Demo SRL");
    EXPECT_EQ(name_on(as_issued(renamed(), OrderId{7}, IssuedPaper::packing_slip)),
              "Altă Firmă SRL");
}

TEST_P(Documents, an_invoice_is_printed_from_itself_alone) {
    const auto invoice = invoiced(placed("A").id);
    const auto before = undated(invoice_pdf(scope(), invoice.content));
    EXPECT_TRUE(before.starts_with("%PDF-"));
    now += std::chrono::hours(24 * 400);
    EXPECT_TRUE(undated(invoice_pdf(renamed(), invoice.content)) == before);
}

TEST_P(Documents, an_order_has_the_papers_that_its_facts_give) {
    const auto order = placed("A");
    EXPECT_EQ(papers(order.id, {PrintedPaper::invoices}), 0u);
    EXPECT_EQ(papers(order.id, {PrintedPaper::labels}), 0u);
    EXPECT_EQ(papers(order.id, {PrintedPaper::packing_slips, PrintedPaper::transport_sheets}), 2u);
    invoiced(order.id);
    EXPECT_EQ(papers(order.id, {PrintedPaper::invoices}), 1u);
    const auto shipment = sent_by_own_car(order.id);
    ASSERT_EQ(shipment.state, shipping::ShipmentState::registered);
    EXPECT_EQ(papers(order.id, {PrintedPaper::labels}), 1u);
    ASSERT_TRUE(shipping::cancel(scope(), shipment.id, "greșit"));
    EXPECT_EQ(papers(order.id, {PrintedPaper::labels}), 0u);
    EXPECT_EQ(papers_of(scope(), OrderId{7}, {{PrintedPaper::invoices}}).error().code, "not_found");
}

TEST_P(Documents, nothing_to_print_is_said_and_no_empty_paper_given) {
    const auto order = placed("A");
    const auto none = printed(scope(), {{PrintedPaper::invoices}}, {{order.id, {}}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, "nothing_to_print");
    const auto list = printed(scope(), {{PrintedPaper::pick_list}}, {{order.id, {}}});
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->starts_with("%PDF-"));
}

TEST_P(Documents, codes_name_the_paper_and_lead_to_the_orders_page) {
    installation.public_url = "https://comenzi.example";
    const auto order = placed("A");
    const auto codes = codes_of(scope(), order.id, "1001");
    EXPECT_EQ(codes.bar, "1001");
    EXPECT_TRUE(codes.qr.starts_with("https://comenzi.example/")) << codes.qr;
    EXPECT_NE(codes.qr, codes_of(scope(), placed("A").id, "1001").qr);
}

ON_BOTH_ENGINES(Documents);

TEST(WarrantyFacts, change_with_what_the_certificate_says) {
    const Date day = *date_from("2026-10-05");
    const orders::SerialsByProduct serials{{ProductId{1}, {"S1"}}};
    const auto facts = warranty_facts(serials, day, {});
    EXPECT_EQ(facts, warranty_facts(serials, day, {}));
    EXPECT_NE(facts, warranty_facts(serials, std::nullopt, {}));
    EXPECT_NE(facts, warranty_facts(serials, day + std::chrono::days(1), {}));
    EXPECT_NE(facts, warranty_facts({{ProductId{1}, {"S2"}}}, day, {}));
    service::Case repair;
    EXPECT_EQ(facts, warranty_facts(serials, day, {repair})); // not over yet
    repair.closed_on = day;
    EXPECT_NE(facts, warranty_facts(serials, day, {repair}));
}

TEST(JoinedPapers, are_all_there_and_what_is_no_pdf_is_refused) {
    const auto page = [](const char* text) {
        Paper paper(Paper::a6_width, Paper::a6_height, text);
        paper.text(20, 20, 100, text, {});
        return paper.finish();
    };
    const auto both = joined({page("unu"), page("doi")});
    ASSERT_TRUE(both);
    EXPECT_TRUE(both->starts_with("%PDF-"));
    EXPECT_TRUE(joined({*both, page("trei")}));
    const auto refused = joined({page("unu"), "<html>"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "unreadable_document");
}

} // namespace taraba::documents
