// Statements of banks as they come, and the orders they pay.

#include "base/csv.hpp"
#include "shop/payments/bank.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/settlement.hpp"
#include "support/shop_fixture.hpp"

using namespace taraba;
using namespace taraba::payments;

namespace {

const char* const camt = R"(<?xml version="1.0" encoding="UTF-8"?>
<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><ns2:BkToCstmrStmt><ns2:Stmt>
<ns2:Ntry><ns2:Amt Ccy="RON">504.98</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:BookgDt><ns2:Dt>2026-10-06</ns2:Dt></ns2:BookgDt>
<ns2:NtryDtls><ns2:TxDtls><ns2:Refs><ns2:AcctSvcrRef>B1</ns2:AcctSvcrRef><ns2:EndToEndId>NOTPROVIDED</ns2:EndToEndId></ns2:Refs>
<ns2:RltdPties><ns2:Dbtr><ns2:Nm>POP ION</ns2:Nm></ns2:Dbtr><ns2:DbtrAcct><ns2:Id><ns2:IBAN>RO41RNCB0089095760440001</ns2:IBAN></ns2:Id></ns2:DbtrAcct></ns2:RltdPties>
<ns2:RmtInf><ns2:Ustrd>plata comanda</ns2:Ustrd><ns2:Ustrd>REFERENCE</ns2:Ustrd></ns2:RmtInf></ns2:TxDtls></ns2:NtryDtls></ns2:Ntry>
<ns2:Ntry><ns2:Amt Ccy="RON">12.00</ns2:Amt><ns2:CdtDbtInd>DBIT</ns2:CdtDbtInd><ns2:BookgDt><ns2:Dt>2026-10-06</ns2:Dt></ns2:BookgDt></ns2:Ntry>
<ns2:Ntry><ns2:Amt Ccy="EUR">70.00</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:BookgDt><ns2:Dt>2026-10-06</ns2:Dt></ns2:BookgDt></ns2:Ntry>
<ns2:Ntry><ns2:Amt Ccy="RON">300.00</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:ValDt><ns2:DtTm>2026-10-07T10:00:00</ns2:DtTm></ns2:ValDt>
<ns2:NtryDtls><ns2:TxDtls><ns2:Amt Ccy="RON">100.00</ns2:Amt></ns2:TxDtls><ns2:TxDtls><ns2:AmtDtls><ns2:TxAmt><ns2:Amt Ccy="RON">200.00</ns2:Amt></ns2:TxAmt></ns2:AmtDtls></ns2:TxDtls></ns2:NtryDtls></ns2:Ntry>
</ns2:Stmt></ns2:BkToCstmrStmt></ns2:Document>)";

const char* const mt940 = ":20:STARTUMS\r\n:25:RO49AAAA1B31007593840000\r\n:28C:1/1\r\n"
                          ":60F:C261005RON1000,00\r\n"
                          ":61:2610061006C504,98NTRFNONREF//B77\r\n"
                          ":86:166?00VIRAMENT?20plata comanda ?21REFERENCE?31RO41RNCB0089?32POP "
                          "ION?33VASILE\r\n"
                          ":61:2610061006D20,00NCHGNONREF\r\n:86:comision\r\n"
                          ":61:261007CR1.234,5NTRFNONREF\r\n:86:text simplu\r\npe doua randuri\r\n"
                          ":62F:C261007RON2000,00\r\n-\r\n";

std::string with(const std::string& text, const std::string& reference) {
    auto result = text;
    result.replace(result.find("REFERENCE"), 9, reference);
    return result;
}

class Bank : public support::ShopTest {
protected:
    orders::Order by_transfer() {
        auto wanted = order_of("A", 2);
        wanted.payment_method = "bank_transfer";
        return load(place(wanted)->id);
    }
    StatementReport take_in(const std::string& text) {
        const auto report = take_statement(scope(), text);
        EXPECT_TRUE(report) << report.error().detail.text();
        return report ? *report : StatementReport{};
    }
    std::vector<BankLine> open_lines() {
        return scope().read([&](db::Transaction& tx) {
            return bank_lines(tx, shop_id, BankLineState::open, INT64_MAX, 50);
        });
    }
    std::string csv(const std::string& rows) {
        return "Data;Platitor;IBAN;Detalii;Credit\n" + rows;
    }
};

} // namespace

TEST(StatementFile, amounts_as_people_and_banks_write_them) {
    const std::pair<const char*, std::optional<std::int64_t>> cases[]{
        {"1.234,56", 123'456},
        {"1,234.56", 123'456},
        {"1234.5", 123'450},
        {"1 234", 123'400},
        {"1.234", 123'400},
        {"0,07", 7},
        {"-5,00", -500},
        {"", std::nullopt},
        {"12a", std::nullopt},
        {"1,2,3", std::nullopt},
        {"99999999999999999", std::nullopt}};
    for (const auto& [text, minor] : cases)
        EXPECT_EQ(amount_in(text), minor) << text;
}

TEST(StatementFile, camt_053_with_prefixes_batches_and_other_currencies) {
    const auto entries = read_statement(camt, ron);
    ASSERT_TRUE(entries) << entries.error().detail.text();
    ASSERT_EQ(entries->size(), 3u);
    EXPECT_EQ((*entries)[0].amount.minor, 504'98);
    EXPECT_EQ((*entries)[0].payer, "POP ION");
    EXPECT_EQ((*entries)[0].payer_iban, "RO41RNCB0089095760440001");
    EXPECT_EQ((*entries)[0].details, "plata comanda REFERENCE");
    EXPECT_EQ((*entries)[0].bank_ref, "B1");
    EXPECT_EQ((*entries)[0].booked_on, date(2026, 10, 6));
    EXPECT_EQ((*entries)[1].amount.minor, 100'00);
    EXPECT_EQ((*entries)[2].amount.minor, 200'00);
    EXPECT_EQ((*entries)[2].booked_on, date(2026, 10, 7));
}

TEST(StatementFile, mt940_structured_and_plain) {
    const auto entries = read_statement(mt940, ron);
    ASSERT_TRUE(entries) << entries.error().detail.text();
    ASSERT_EQ(entries->size(), 2u);
    EXPECT_EQ((*entries)[0].amount.minor, 504'98);
    EXPECT_EQ((*entries)[0].payer, "POP ION VASILE");
    EXPECT_EQ((*entries)[0].bank_ref, "B77");
    EXPECT_NE((*entries)[0].details.find("REFERENCE"), std::string::npos);
    EXPECT_EQ((*entries)[1].details, "text simplu pe doua randuri");
    EXPECT_TRUE(read_statement(mt940, eur)->empty());
}

TEST(StatementFile, what_is_none_is_said_with_its_line) {
    for (const std::string text : {"", "x", "<Document/>", "<a", "Data;Detalii\n1;2"})
        EXPECT_EQ(read_statement(text, ron).error().field, "statement") << text;
    const auto bad =
        read_statement("Data,Detalii,Credit\n2026-10-06,x,1.00\n2026-10-06,y,abc\n", ron);
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().detail.text().find("Line 3"), std::string::npos);
}

TEST(PaymentReference, is_read_however_people_write_it_and_never_with_a_wrong_letter) {
    const std::string reference = payment_reference(1042);
    const char letter = reference.back();
    for (const std::string& text :
         {"plata " + reference, std::string("TRB1042") + letter, std::string("trb 1042 ") + letter,
          std::string("op/TRB-1042-") + letter + "/popescu"})
        EXPECT_EQ(referenced_order(text), 1042) << text;
    EXPECT_EQ(referenced_order(std::string("TRB-1043-") + letter), std::nullopt);
    EXPECT_EQ(referenced_order("TRB-"), std::nullopt);
    EXPECT_EQ(referenced_order("1042"), std::nullopt);
}

TEST_P(Bank, a_reference_with_the_exact_amount_pays_the_order_once) {
    const auto order = by_transfer();
    const std::string amount = to_decimal(order.total);
    const auto text =
        csv("06.10.2026;POP ION;RO41;plata " + order.payment_reference + ";" + amount + "\n");
    auto report = take_in(text);
    EXPECT_EQ(report.matched, 1);
    EXPECT_EQ(load(order.id).paid, order.total);
    EXPECT_EQ(orders::standing(scope(), load(order.id)).payment.stage, statuses::Stage::paid);
    report = take_in(text);
    EXPECT_EQ(report.known, 1);
    EXPECT_EQ(report.matched, 0);
    EXPECT_EQ(load(order.id).paid, order.total);
}

TEST_P(Bank, camt_and_mt940_pay_orders_too) {
    for (const std::string form : {camt, mt940}) {
        auto wanted = order_of("A", 2);
        wanted.payment_method = "bank_transfer";
        const auto order = load(place(wanted)->id);
        auto text = with(form, order.payment_reference);
        for (const std::string written : {"504.98", "504,98"})
            if (const auto at = text.find(written); at != text.npos)
                text.replace(at, 6,
                             written[3] == '.' ? to_decimal(order.total)
                                               : to_decimal(order.total).replace(3, 1, ","));
        EXPECT_EQ(take_in(text).matched, 1);
        EXPECT_EQ(load(order.id).paid, order.total);
    }
}

TEST_P(Bank, two_equal_transfers_of_a_day_are_two) {
    const auto report = take_in(csv("06.10.2026;A;;x;5,00\n06.10.2026;A;;x;5,00\n"));
    EXPECT_EQ(report.open, 2);
    EXPECT_EQ(take_in(csv("06.10.2026;A;;x;5,00\n06.10.2026;A;;x;5,00\n")).known, 2);
}

TEST_P(Bank, what_does_not_fit_waits_with_suggestions_and_is_worked_off) {
    const auto order = by_transfer();
    take_in(csv("06.10.2026;STRAIN;;" + order.payment_reference +
                ";100,00\n"
                "06.10.2026;POP ION;;fara referinta;" +
                to_decimal(order.total) +
                "\n"
                "06.10.2026;BANCA;;dobanda;0,05\n"));
    const auto lines = open_lines(); // newest first
    ASSERT_EQ(lines.size(), 3u);
    const auto suggested = [&](const BankLine& line) {
        return scope().read([&](db::Transaction& tx) {
            return suggestions(tx, scope(), line, unpaid_orders(tx, scope()));
        });
    };
    EXPECT_TRUE(suggested(lines[0]).empty());
    ASSERT_EQ(suggested(lines[1]).size(), 1u);
    EXPECT_EQ(suggested(lines[1])[0].reason, MatchReason::amount_and_payer);
    EXPECT_EQ(suggested(lines[2])[0].reason, MatchReason::reference);
    EXPECT_EQ(ignore(scope(), lines[0].id, "").error().field, "reason");
    EXPECT_TRUE(ignore(scope(), lines[0].id, "dobândă"));
    EXPECT_TRUE(match(scope(), lines[2].id, order.id)); // a part
    EXPECT_EQ(load(order.id).paid.minor, 100'00);
    EXPECT_EQ(match(scope(), lines[1].id, order.id).error().field, "amount"); // more than is due
    EXPECT_EQ(match(scope(), lines[2].id, order.id).error().code, "line_decided");
    EXPECT_EQ(open_lines().size(), 1u);
}

TEST_P(Bank, a_settlement_names_its_columns_or_is_refused) {
    EXPECT_EQ(take_settlement(scope(), "nobody", "x").error().kind, RefusalKind::not_found);
    EXPECT_EQ(take_settlement(scope(), "payu", "a,b\n1,2\n").error().field, "settlement");
    const auto report =
        take_settlement(scope(), "payu", "REFNO,Amount,Commission\n77,10.00,0.20\n");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->settled, 0);
    EXPECT_EQ(report->odd, (std::vector<std::string>{"77"}));
}

ON_BOTH_ENGINES(Bank);
