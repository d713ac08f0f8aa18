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

TEST(Company, vat_numbers_of_other_states_begin_with_the_state) {
    EXPECT_TRUE(is_eu_vat_number("DE123456789"));
    EXPECT_TRUE(is_eu_vat_number("el 123456789"));
    EXPECT_EQ(country_of_vat_number("EL123456789"), "GR");
    for (const char* bad : {"RO18773866", "GR123456789", "US123456789", "DE", "DE1", "123456789",
                            "DE12345678901234", "DE12-345"})
        EXPECT_FALSE(is_eu_vat_number(bad)) << bad;
}

TEST(Address, bucharest_needs_its_sector_which_the_postal_code_says) {
    taraba::shop::Address address{0, "B", "București", "Calea Victoriei 1", "010061"};
    EXPECT_EQ(checked(address, "")->locality, "Sectorul 1");
    address.postal_code.clear();
    EXPECT_EQ(checked(address, "a.").error().field, "a.locality");
    EXPECT_TRUE(checked(address, "", Typed::so_far));
    address.locality = "Sector 4";
    EXPECT_EQ(checked(address, "")->locality, "Sectorul 4");
}

TEST(Address, elsewhere_a_country_a_locality_and_a_street_are_enough) {
    taraba::shop::Address address{0, "", "Berlin", "Hauptstr. 1", "10115", "de"};
    EXPECT_EQ(checked_anywhere(address, "")->country, "DE");
    EXPECT_EQ(checked(address, "a.").error().field, "a.country");
    address.country = "ZZ";
    EXPECT_EQ(checked_anywhere(address, "a.").error().field, "a.country");
    address.country = "DE";
    address.locality.clear();
    EXPECT_EQ(checked_anywhere(address, "a.").error().field, "a.locality");
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
