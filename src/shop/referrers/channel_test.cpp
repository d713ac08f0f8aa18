#include "shop/referrers/channel.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using namespace taraba::referrers;

TEST(Channel, is_read_from_the_landing_page_first) {
    const struct {
        const char *url, *landing, *name;
    } cases[]{
        {"https://www.google.com/", "https://s.ro/?gclid=x", "google adwords"},
        {"", "https://s.ro/?utm_source=google&utm_medium=cpc", "google adwords"},
        {"", "https://s.ro/?utm_source=Google&utm_medium=CPC&utm_campaign=toamna",
         "google adwords"},
        {"https://www.google.ro/", "https://s.ro/", "google"},
        {"", "https://s.ro/?fbclid=x&utm_source=facebook&utm_medium=cpc", "facebook ads"},
        {"https://m.facebook.com/", "https://s.ro/", "facebook"},
        {"https://l.instagram.com/", "https://s.ro/", "instagram"},
        {"", "https://s.ro/?utm_source=newsletter&utm_medium=email", "newsletter"},
        {"https://www.compari.ro/x", "https://s.ro/", "compari.ro"},
        {"", "", "direct"},
        {"", "https://s.ro/", "direct"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(channel_of(each.url, each.landing).name, each.name)
            << each.url << " " << each.landing;
    EXPECT_EQ(channel_of("", "https://s.ro/?gclid=1&utm_campaign=toamn%C4%83").campaign, "toamnă");
    EXPECT_EQ(channel_of("", "https://s.ro/?gclid=1&utm_campaign=%00%ff").campaign,
              "\xef\xbf\xbd"); // foreign bytes
}

TEST(Channel, of_many_touches_the_first_and_the_last_nine_are_kept) {
    std::vector<Touch> touches;
    const Instant start = *instant_from("2026-11-01T00:00:00Z");
    for (int i = 0; i < 14; ++i)
        touches.push_back(
            {{"https://x.ro/" + std::to_string(i)}, {}, start + std::chrono::hours(i)});
    std::swap(touches[0], touches[13]); // the order of time counts, not the order they came in
    const auto list = kept(touches, start + std::chrono::hours(99));
    ASSERT_EQ(list.size(), 10u);
    EXPECT_EQ(list.front().url, "https://x.ro/0");
    EXPECT_EQ(list[1].url, "https://x.ro/5");
    EXPECT_EQ(list.back().url, "https://x.ro/13");
    EXPECT_EQ(list.back().position, 10);
}

TEST(Channel, the_shops_own_rules_come_first) {
    const std::vector<shop::ChannelRule> rules{
        {shop::VisitPart::campaign, shop::Matches::begins_with, "Influencer", "influenceri"},
        {shop::VisitPart::came_from, shop::Matches::contains, "forum", "forumuri"},
        {shop::VisitPart::landed_on, shop::Matches::is, "/qr", "pliant"},
    };
    const auto name = [&](const char* url, const char* landing) {
        return channel_of(url, landing, rules).name;
    };
    EXPECT_EQ(name("", "https://s.ro/?utm_source=ig&utm_campaign=INFLUENCER-ana"), "influenceri");
    EXPECT_EQ(name("https://www.forum-cafea.ro/t/7", "https://s.ro/"), "forumuri");
    EXPECT_EQ(name("", "https://s.ro/qr?x=1"), "pliant");
    EXPECT_EQ(name("", "https://s.ro/qr/2"), "direct");
    EXPECT_EQ(name("", "https://s.ro/?gclid=x"), "google adwords");
    EXPECT_EQ(channel_of("", "https://s.ro/?utm_campaign=influencer", rules).campaign,
              "influencer");
}

TEST(Channel, a_click_says_its_keyword_and_its_id) {
    const auto click = click_of("https://s.ro/?gclid=Cj0KCQ&utm_term=cafea+boabe");
    EXPECT_EQ(click.keyword, "cafea boabe");
    EXPECT_EQ(click.id, "gclid=Cj0KCQ");
    EXPECT_TRUE(click_of("https://s.ro/").id.empty());
}
