#include "shop/customers/customer.hpp"

#include <gtest/gtest.h>

using namespace taraba::customers;

TEST(Company, cui_has_its_check_digit) {
    for (const char* good :
         {"14399840", "RO14399840", "18773866", "1590082", "361757", "427320", "159", "ro 159"})
        EXPECT_TRUE(is_valid_cui(good)) << good;
    for (const char* bad : {"14399841", "", "RO", "1", "12345678901", "1439984O"})
        EXPECT_FALSE(is_valid_cui(bad)) << bad;
}

TEST(Company, iban_is_one_mod_97) {
    EXPECT_TRUE(is_valid_iban("RO41RNCB0089095760440001"));
    EXPECT_TRUE(is_valid_iban("RO49 AAAA 1B31 0075 9384 0000"));
    EXPECT_FALSE(is_valid_iban("RO49AAAA1B31007593840001"));
    EXPECT_FALSE(is_valid_iban("RO49AAAA1B3100759384000"));
}

TEST(Company, trade_register_numbers_are_old_or_new) {
    EXPECT_TRUE(is_valid_trade_register_number("J40/9950/2006"));
    EXPECT_TRUE(is_valid_trade_register_number("J2024012345409"));
    EXPECT_FALSE(is_valid_trade_register_number("40/9950/2006"));
    EXPECT_FALSE(is_valid_trade_register_number("J202401234540"));
}

TEST(Contact, phones_and_addresses_are_tidied_or_refused) {
    EXPECT_EQ(plain_phone("+40 722 123 456"), "0722123456");
    EXPECT_EQ(plain_phone("0040722123456"), "0722123456");
    EXPECT_EQ(plain_phone("0722.123.456"), "0722123456");
    EXPECT_FALSE(plain_phone("12"));
    EXPECT_FALSE(plain_phone("sună-mă"));
    EXPECT_TRUE(is_email("ana@exemplu.ro"));
    for (const char* bad : {"ana", "ana@", "@x.ro", "a b@x.ro", "a@b@c.ro", "ana@exemplu"})
        EXPECT_FALSE(is_email(bad)) << bad;
}
