#include "shop/invoicing/invoice.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace taraba::invoicing {
namespace {

InvoiceLine line(std::int64_t gross, std::int64_t basis_points = 2'100) {
    return {"x", "buc", units(1), {basis_points}, {}, {}, {gross, ron}};
}

InvoiceContent settled(std::vector<InvoiceLine> lines) {
    InvoiceContent content;
    content.currency = "RON";
    content.lines = std::move(lines);
    settle_lines(content);
    return content;
}

} // namespace

TEST(InvoiceLines, a_discount_takes_off_what_is_without_vat_in_it) {
    const auto content = settled({line(100'00), line(-10'00), line(50'00, 1'100)});
    EXPECT_EQ(content.lines[0].net.minor, 82'64);
    EXPECT_EQ(content.lines[0].vat.minor, 17'36);
    EXPECT_EQ(content.lines[1].net.minor, -8'26);
    EXPECT_EQ(content.lines[1].vat.minor, -1'74);
    EXPECT_EQ(content.lines[2].net.minor, 45'05);
    EXPECT_EQ(content.net.minor, 82'64 - 8'26 + 45'05);
    EXPECT_EQ(content.gross.minor, 140'00);
}

RC_GTEST_PROP(InvoiceLines, add_up_in_both_columns_and_keep_their_signs, ()) {
    std::vector<InvoiceLine> lines;
    const auto goods = *rc::gen::inRange(1, 8);
    for (int i = 0; i < goods; ++i)
        lines.push_back(line(*rc::gen::inRange<std::int64_t>(1'00, 9'999'99)));
    std::int64_t most = 0;
    for (const auto& each : lines)
        most += each.gross.minor;
    lines.push_back(line(-*rc::gen::inRange<std::int64_t>(1, most + 1)));
    const auto content = settled(lines);
    Money net{0, ron}, vat{0, ron};
    for (const auto& each : content.lines) {
        net += each.net;
        vat += each.vat;
        RC_ASSERT(each.net + each.vat == each.gross);
        RC_ASSERT((each.gross.minor < 0 ? each.net.minor <= 0 : each.net.minor >= 0));
    }
    RC_ASSERT(net == content.net);
    RC_ASSERT(vat == content.vat_total);
}

} // namespace taraba::invoicing
