#include "shop/messages/message.hpp"

#include "jobs/jobs.hpp"

#include <gtest/gtest.h>

using namespace taraba;

TEST(Message, variables_are_filled_and_unknown_ones_stay_visible) {
    EXPECT_EQ(messages::filled("Comanda {{ order_number }} · {{nume}}", {{"order_number", "17"}}),
              "Comanda 17 · {{nume}}");
    EXPECT_EQ(messages::filled("{{a}}{{a}} {{", {{"a", "{{a}}"}}),
              "{{a}}{{a}} {{"); // values are not filled again
}

TEST(Message, html_twin_escapes_and_links) {
    const auto html = messages::html_of("Bună <b>\n\nhttps://x.ro/?a=1&b=2 ok", "Prăvălia");
    EXPECT_NE(html.find("Bună &lt;b&gt;"), std::string::npos);
    EXPECT_NE(html.find("<a href=\"https://x.ro/?a=1&amp;b=2\">"), std::string::npos);
    EXPECT_EQ(html.find("<b>"), std::string::npos);
}

TEST(Jobs, back_off_doubles_with_jitter_up_to_an_hour) {
    for (const std::uint32_t random : {0U, 12345U, 4294967295U})
        for (int attempt = 1; attempt <= 20; ++attempt) {
            const auto ceiling =
                std::min<std::int64_t>(3'600'000, std::int64_t{2'000} << std::min(attempt - 1, 11));
            const auto pause = jobs::back_off(attempt, random).count();
            EXPECT_GE(pause, ceiling / 2);
            EXPECT_LE(pause, ceiling);
        }
}
