#include "base/text.hpp"

#include "base/csv.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using Words = std::vector<std::string>;

TEST(Text, folds_case_diacritics_and_spaces) {
    EXPECT_EQ(folded("  Ștefănești-Sud "), "stefanesti-sud");
    EXPECT_EQ(folded("ŞCOALA  ţării"), "scoala tarii"); // cedillas as old keyboards write them
    EXPECT_EQ(folded("ÎÂĂȘȚ îâășț"), "iaast iaast");
}

TEST(Text, search_terms_are_words_without_doubles) {
    EXPECT_EQ(search_terms("Ana-Maria Popescu, ana 7"), (Words{"ana", "maria", "popescu", "7"}));
    EXPECT_EQ(search_terms("a b 1"), (Words{"1"}));
}

TEST(Text, refuses_bad_utf8) {
    EXPECT_TRUE(is_utf8("ăîș €"));
    for (const char* bad : {"\xff", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80"})
        EXPECT_FALSE(is_utf8(bad));
}

TEST(Text, foreign_bytes_become_text) {
    EXPECT_EQ(as_utf8("ș"), "ș");
    EXPECT_EQ(as_utf8(std::string("a\xff\0b", 4)), "a\xef\xbf\xbd"
                                                   "b");
}

TEST(Text, is_shortened_at_a_character) {
    EXPECT_EQ(shortened("aș", 3), "aș");
    EXPECT_EQ(shortened("aș", 2), "a");
    EXPECT_EQ(shortened("ș", 1), "");
}

TEST(Text, percent_decoding_keeps_what_is_no_escape) {
    EXPECT_EQ(percent_decoded("a%20b+c%zz%", true), "a b c%zz%");
    EXPECT_EQ(percent_encoded("a b/ș"), "a%20b%2F%C8%99");
}

TEST(Text, html_is_escaped) {
    EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

TEST(Csv, quoted_cells_may_hold_anything) {
    const auto rows = parse_csv("\xef\xbb\xbf"
                                "a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\n,\n");
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].cells, (Words{"a", "b"}));
    EXPECT_EQ(rows[1].cells, (Words{"x,\"y\"", "two\nlines"}));
    EXPECT_EQ(rows[1].line, 2u);
    EXPECT_EQ(rows[2].cells, (Words{"", ""}));
    EXPECT_EQ(rows[2].line, 4u);
}

TEST(Csv, cells_are_found_by_name) {
    const CsvTable table("sku,price\nA,1\nB\n");
    EXPECT_TRUE(table.has("price"));
    EXPECT_EQ(table.cell(table.records()[0], "price"), "1");
    EXPECT_EQ(table.cell(table.records()[1], "price"), "");
}
