#include "shop/efactura/anaf.hpp"

#include "base/zip.hpp"

#include <gtest/gtest.h>

namespace taraba::efactura {

TEST(AnafAnswer, mistakes_are_read_from_the_archive) {
    const std::string mistakes =
        R"(<?xml version="1.0"?><header xmlns="mfp:anaf:dgti:efactura:mesajEroriFactuta:v1" Index_incarcare="5" Cif_emitent="14399840"><Error errorMessage="E: BR-RO-111: județul lipsește"/><Error errorMessage="E: BR-CO-10: suma"/></header>)";
    const auto archive = zip({{"5.xml", mistakes}, {"semnatura_5.xml", "<Signature/>"}});
    EXPECT_EQ(mistakes_in(archive), "E: BR-RO-111: județul lipsește\nE: BR-CO-10: suma");
    EXPECT_EQ(invoice_number_in(archive), "");
    EXPECT_EQ(mistakes_in("no archive"), "");
}

TEST(AnafAnswer, the_number_is_that_of_the_invoice_whatever_its_prefixes) {
    const std::string invoice =
        R"(<?xml version="1.0"?><ns2:Invoice xmlns:ns2="urn:x" xmlns:cbc="urn:y"><cbc:CustomizationID>z</cbc:CustomizationID><cbc:ID>TRB281</cbc:ID><cac:Party><cbc:ID>9</cbc:ID></cac:Party></ns2:Invoice>)";
    EXPECT_EQ(invoice_number_in(zip({{"5.xml", invoice}, {"semnatura_5.xml", "<S/>"}})), "TRB281");
    EXPECT_EQ(mistakes_in(zip({{"5.xml", invoice}})), "");
}

} // namespace taraba::efactura
