#include "shop/efactura/document.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

namespace taraba::efactura {
namespace {

using invoicing::InvoiceContent;
using invoicing::InvoiceKind;

InvoiceContent invoice() {
    InvoiceContent content;
    content.series = "TRB";
    content.number = 281;
    content.issued_on = date(2026, 11, 27);
    content.currency = "RON";
    content.seller = {"Prăvălia Demo SRL",
                      "RO14399840",
                      "J40/9950/2006",
                      {179169, "B", "Sectorul 3", "Str. Lipscani 12", "030031"},
                      "BCR",
                      "RO41RNCB0089095760440001",
                      "200 lei",
                      "a@x.ro",
                      "0722123456",
                      true};
    content.buyer.name = "Ioana Țurcanu";
    content.buyer.address = {54984, "CJ", "Cluj-Napoca", "Str. Unirii 7", "400001"};
    content.lines = {{"Ibric moka", "buc", units(3), {2'100}, {}, {}, {100'00, ron}},
                     {"Carte", "buc", units(1), {1'100}, {}, {}, {50'00, ron}},
                     {"Reducere", "buc", units(1), {2'100}, {}, {}, {-10'00, ron}}};
    invoicing::settle_lines(content);
    content.payment = "Ramburs la curier";
    return content;
}

struct Read {
    pugi::xml_document document;
    explicit Read(const InvoiceContent& content, const std::optional<Corrected>& corrected = {}) {
        const auto text = document_of(content, corrected);
        EXPECT_TRUE(text);
        if (text) EXPECT_TRUE(document.load_string(text->c_str()));
    }
    std::string at(const char* path) const {
        return document.select_node(path).node().text().get();
    }
};

} // namespace

TEST(Efactura, amounts_are_those_of_the_invoice_to_the_ban) {
    const auto content = invoice();
    const Read read(content);
    EXPECT_EQ(read.at("/Invoice/cbc:ID"), "TRB281");
    EXPECT_EQ(read.at("//cac:LegalMonetaryTotal/cbc:LineExtensionAmount"), to_decimal(content.net));
    EXPECT_EQ(read.at("//cac:LegalMonetaryTotal/cbc:PayableAmount"), "140.00");
    EXPECT_EQ(read.at("/Invoice/cac:TaxTotal/cbc:TaxAmount"), to_decimal(content.vat_total));
    EXPECT_EQ(read.at("//cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount"), "27.546667");
    EXPECT_EQ(read.at("//cac:InvoiceLine[1]/cbc:InvoicedQuantity"), "3");
    // A discount: fewer than nothing of a positive price.
    EXPECT_EQ(read.at("//cac:InvoiceLine[3]/cbc:InvoicedQuantity"), "-1");
    EXPECT_EQ(read.at("//cac:InvoiceLine[3]/cac:Price/cbc:PriceAmount"), "8.26");
    EXPECT_EQ(read.at("//cac:InvoiceLine[3]/cbc:LineExtensionAmount"), "-8.26");
}

TEST(Efactura, a_person_has_thirteen_zeros_and_bucharest_its_sector) {
    const Read read(invoice());
    EXPECT_EQ(read.at("//cac:AccountingCustomerParty//cac:PartyLegalEntity/cbc:CompanyID"),
              "0000000000000");
    EXPECT_EQ(read.at("//cac:AccountingSupplierParty//cbc:CityName"), "SECTOR3");
    EXPECT_EQ(read.at("//cac:AccountingSupplierParty//cbc:CountrySubentity"), "RO-B");
    EXPECT_EQ(read.at("//cac:AccountingCustomerParty//cbc:CountrySubentity"), "RO-CJ");
}

TEST(Efactura, the_sector_is_taken_from_the_postal_code_where_the_locality_does_not_say_it) {
    auto content = invoice();
    content.buyer.address = {179132, "B", "București", "Bd. Unirii 25", "040823"};
    EXPECT_EQ(Read(content).at("//cac:AccountingCustomerParty//cbc:CityName"), "SECTOR4");
    content.buyer.address.postal_code.clear();
    EXPECT_EQ(document_of(content, {}).error().field, "buyer.address.locality");
}

TEST(Efactura, a_storno_is_negative_in_quantity_and_names_its_invoice) {
    auto content = invoice();
    content.kind = InvoiceKind::storno;
    for (auto& line : content.lines) {
        line.quantity.thousandths = -line.quantity.thousandths;
        line.net = -line.net;
    }
    const Read read(content, Corrected{"TRB200", date(2026, 11, 2)});
    EXPECT_EQ(read.at("//cac:BillingReference//cbc:ID"), "TRB200");
    EXPECT_EQ(read.at("//cac:BillingReference//cbc:IssueDate"), "2026-11-02");
    EXPECT_EQ(read.at("//cac:InvoiceLine[1]/cbc:InvoicedQuantity"), "-3");
    EXPECT_EQ(read.at("//cac:InvoiceLine[3]/cbc:InvoicedQuantity"), "1");
}

TEST(Efactura, names_too_long_go_on_in_the_description_and_streets_on_a_second_line) {
    auto content = invoice();
    std::string name;
    for (int i = 0; i < 30; ++i)
        name += "șnur ";
    content.lines[0].description = name;
    content.buyer.address.street = std::string(200, 's');
    const Read read(content);
    EXPECT_EQ(read.at("//cac:InvoiceLine[1]/cac:Item/cbc:Description").size(), 179u);
    EXPECT_LT(read.at("//cac:InvoiceLine[1]/cac:Item/cbc:Name").size(), 121u);
    EXPECT_EQ(read.at("//cac:AccountingCustomerParty//cbc:AdditionalStreetName").size(), 50u);
}

TEST(Efactura, a_proforma_is_no_fiscal_invoice) {
    auto content = invoice();
    content.kind = InvoiceKind::proforma;
    EXPECT_EQ(document_of(content, {}).error().code, "not_an_invoice");
}

TEST(Efactura, who_collects_no_vat_is_outside_of_it) {
    auto content = invoice();
    content.seller.tax_id = "14399840";
    for (auto& line : content.lines)
        line.vat_rate = {0};
    invoicing::settle_lines(content);
    const Read read(content);
    EXPECT_EQ(read.at("//cac:TaxSubtotal//cbc:ID"), "O");
    EXPECT_EQ(read.at("//cac:TaxSubtotal//cbc:TaxExemptionReasonCode"), "VATEX-EU-O");
    EXPECT_EQ(read.at("//cac:ClassifiedTaxCategory/cbc:Percent"), "");
}

namespace {

/// An invoice whose lines carry no VAT.
InvoiceContent without(invoicing::WithoutVat reason) {
    auto content = invoice();
    for (auto& line : content.lines)
        line.vat_rate = {0};
    invoicing::settle_lines(content);
    content.without_vat = reason;
    return content;
}

std::string category(const InvoiceContent& content) {
    return Read(content).at("//cac:TaxSubtotal//cbc:ID");
}

} // namespace

TEST(Efactura, lines_without_vat_say_why) {
    using enum invoicing::WithoutVat;
    EXPECT_EQ(category(without(reverse_charge)), "AE");
    EXPECT_EQ(category(without(intra_community)), "K");
    EXPECT_EQ(category(without(exported)), "G");
    auto content = without(exempt);
    content.without_vat_by = "Cod fiscal art. 292 alin. (1)";
    EXPECT_EQ(category(content), "E");
    EXPECT_EQ(Read(content).at("//cac:TaxSubtotal//cbc:TaxExemptionReason"),
              "Scutit de TVA: Cod fiscal art. 292 alin. (1)");
}

TEST(Efactura, goods_that_leave_the_country_have_a_place_and_a_day) {
    auto content = without(invoicing::WithoutVat::intra_community);
    content.buyer.company = true;
    content.buyer.tax_id = "DE123456789";
    content.buyer.address = {0, "", "Berlin", "Hauptstr. 1", "10115", "DE"};
    content.delivered_on = date(2026, 11, 25);
    const Read read(content);
    EXPECT_EQ(read.at("//cac:Delivery/cbc:ActualDeliveryDate"), "2026-11-25");
    EXPECT_EQ(read.at("//cac:DeliveryLocation//cbc:IdentificationCode"), "DE");
    EXPECT_EQ(read.at("//cac:AccountingCustomerParty//cac:PartyTaxScheme/cbc:CompanyID"),
              "DE123456789");
    EXPECT_EQ(read.at("//cac:AccountingCustomerParty//cbc:CountrySubentity"), "");
}

TEST(Efactura, another_currency_gives_its_vat_in_lei_too) {
    auto content = invoice();
    content.currency = "EUR";
    for (auto& line : content.lines)
        line.gross.currency = eur;
    invoicing::settle_lines(content);
    content.exchange_rate = 50'905;
    content.vat_in_own = Money{105'00, ron};
    const Read read(content);
    EXPECT_EQ(read.at("/Invoice/cbc:TaxCurrencyCode"), "RON");
    EXPECT_EQ(read.at("/Invoice/cac:TaxTotal[2]/cbc:TaxAmount"), "105.00");
    EXPECT_EQ(read.at("//cac:LegalMonetaryTotal/cbc:PayableAmount"), "140.00");
}

TEST(Efactura, vat_at_cash_receipt_is_said_by_the_period) {
    auto content = invoice();
    EXPECT_EQ(Read(content).at("//cac:InvoicePeriod/cbc:DescriptionCode"), "");
    content.vat_at_cash_receipt = true;
    EXPECT_EQ(Read(content).at("//cac:InvoicePeriod/cbc:DescriptionCode"), "432");
}

TEST(Efactura, control_characters_do_not_reach_the_document) {
    auto content = invoice();
    content.lines[0].description = "a\x01"
                                   "b\x0b"
                                   "c";
    EXPECT_EQ(Read(content).at("//cac:InvoiceLine[1]/cac:Item/cbc:Name"), "abc");
}

} // namespace taraba::efactura
