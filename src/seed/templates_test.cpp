#include "seed/seed.hpp"

#include <gtest/gtest.h>

#include <set>

namespace taraba::seed {

namespace {

TEST(Templates, AreThereInBothLanguages) {
    std::set<std::tuple<std::string, messages::MessageChannel, std::string>> known;
    for (const auto& each : ready_templates())
        known.emplace(each.code, each.channel, each.language);
    EXPECT_FALSE(known.empty());
    for (const auto& [code, channel, language] : known)
        EXPECT_TRUE(known.contains({code, channel, language == "ro" ? "en" : "ro"})) << code;
}

TEST(Templates, AreReadFromTheirHead) {
    const auto all = ready_templates();
    const auto placed = std::ranges::find_if(all, [](const messages::Template& each) {
        return each.code == "order_placed" && each.language == "en";
    });
    ASSERT_NE(placed, all.end());
    EXPECT_EQ(placed->subject, "We have received order {{order_number}}");
    EXPECT_EQ(placed->attachments, std::vector{messages::AttachedPaper::proforma});
    EXPECT_TRUE(placed->body.text.starts_with("Hello {{customer_name}},\n\nWe have"));
    EXPECT_TRUE(placed->body.text.ends_with("Thank you,\n{{shop_name}}"));
}

} // namespace

} // namespace taraba::seed
