// The letter as bytes: what a mail server and a reader of mail must be able to count on. That its
// signature holds is checked by another program, in tests/e2e/letters.

#include "gateways/letter.hpp"

#include "gateways/dkim.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using namespace taraba::messages;

namespace {

Mail mail_of(const std::string& subject, const std::string& text) {
    return {"1.2@shop.ro",         "Prăvălia", "a@shop.ro",
            "b@buyer.ro",          subject,    text,
            "<p>" + text + "</p>", {},         Instant(Millis(1'795'653'103'000))};
}

std::vector<std::string> lines_of(const std::string& letter) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < letter.size();) {
        const auto end = letter.find("\r\n", start);
        lines.push_back(letter.substr(start, end - start));
        start = end + 2;
    }
    return lines;
}

} // namespace

TEST(Letter, has_short_ascii_lines_and_a_date) {
    const auto letter =
        letter_of(mail_of("Comanda 17", std::string(500, 'x') + " = ăîâșț\n.punct \nsfârșit"));
    for (const auto& line : lines_of(letter)) {
        EXPECT_LE(line.size(), 78U) << line;
        for (const char c : line)
            EXPECT_TRUE(c == '\t' || (c >= 0x20 && c < 0x7f)) << line;
    }
    EXPECT_NE(letter.find("Date: Thu, 26 Nov 2026 00:31:43 +0000\r\n"), letter.npos);
    EXPECT_NE(letter.find("From: =?UTF-8?B?UHLEg3bEg2xpYQ==?= <a@shop.ro>\r\n"), letter.npos);
    EXPECT_NE(letter.find("=3D =C4=83"), letter.npos);
    EXPECT_NE(letter.find(".punct=20\r\n"),
              letter.npos); // a blank at the end of a line would be lost
}

TEST(Letter, takes_no_header_from_a_text) {
    auto mail = mail_of("Bună\r\nBcc: x@y.ro", "\r\n.\r\nMAIL FROM");
    mail.from_name = "Shop\nX-Evil: 1";
    const auto letter = letter_of(mail);
    for (const auto& line : lines_of(letter)) {
        EXPECT_FALSE(line.starts_with("Bcc:"));
        EXPECT_FALSE(line.starts_with("X-Evil:"));
    }
}

TEST(Letter, a_bad_key_leaves_it_unsigned) {
    EXPECT_EQ(dkim_signature(letter_of(mail_of("x", "y")), {"shop.ro", "taraba", "none"}, {}), "");
}
