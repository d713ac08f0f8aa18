#include "shop/messages/sms_text.hpp"

#include <gtest/gtest.h>

namespace taraba::messages {

namespace {

std::string times(int count, const std::string& text) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

TEST(SmsText, AlphabetOfSevenBitsFits160CharactersAnd153APart) {
    EXPECT_EQ(sms_length("").parts, 0);
    EXPECT_EQ(sms_length(times(160, "a")).parts, 1);
    EXPECT_EQ(sms_length(times(160, "a")).left, 0);
    EXPECT_EQ(sms_length(times(161, "a")).parts, 2);
    EXPECT_EQ(sms_length(times(306, "a")).parts, 2);
    EXPECT_EQ(sms_length(times(307, "a")).parts, 3);
    EXPECT_EQ(sms_length("Comanda 12 @ 20$ ä").encoding, SmsEncoding::gsm7);
}

TEST(SmsText, ExtendedCharactersCountTwiceAndAreNotCut) {
    EXPECT_EQ(sms_length("€[]{}^~|\\").units, 18);
    EXPECT_EQ(sms_length(times(80, "€")).parts, 1);
    EXPECT_EQ(sms_length(times(81, "€")).parts, 2);
    // 76 pairs fill 152 of 153 septets; the 77th does not fit half.
    EXPECT_EQ(sms_length(times(153, "€")).parts, 3);
}

TEST(SmsText, OneRomanianLetterMakesItUcs2) {
    const auto length = sms_length("Comanda e pe drum și ajunge mâine");
    EXPECT_EQ(length.encoding, SmsEncoding::ucs2);
    EXPECT_EQ(length.units, 33);
    EXPECT_EQ(sms_length(times(70, "ș")).parts, 1);
    EXPECT_EQ(sms_length(times(71, "ș")).parts, 2);
    EXPECT_EQ(sms_length(times(134, "ț")).parts, 2);
    EXPECT_EQ(sms_length(times(135, "ț")).parts, 3);
    EXPECT_EQ(sms_length("😀").units, 2);
}

TEST(SmsText, DiacriticsAreWrittenPlain) {
    EXPECT_EQ(without_diacritics("Știți că ați plătit în Târgu Mureş – „mulțumim”…"),
              "Stiti ca ati platit in Targu Mures - \"multumim\"...");
    EXPECT_EQ(sms_length(without_diacritics("ăâîșțşţĂÂÎȘȚ")).encoding, SmsEncoding::gsm7);
    EXPECT_EQ(without_diacritics("Müller Ødegård 日本"), "Müller Ødegård 日本");
}

} // namespace taraba::messages
