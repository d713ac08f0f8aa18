// A burst of messages about one order becomes two at once and one letter for the rest.

#include "shop/messages/gathering.hpp"

#include "shop/messages/message_store.hpp"
#include "support/shop_fixture.hpp"

using namespace taraba;
using namespace taraba::messages;

namespace {

class Gathering : public support::ShopTest {
protected:
    Message wrote(const orders::Order& order, const std::string& subject,
                  MessageChannel channel = MessageChannel::email) {
        const auto mine = scope();
        Message message;
        message.id = mine.new_id<MessageId>();
        message.order_id = order.id;
        message.channel = channel;
        message.recipient = channel == MessageChannel::sms ? "+40722123456" : "a@b.ro";
        message.subject = subject;
        message.body.text = "Despre " + subject + ".";
        message.cost = {0, mine.currency()};
        EXPECT_TRUE(mine.write([&](db::Transaction& tx) -> Result<bool> {
            message_table().insert(tx, shop_id, message);
            return true;
        }));
        return message;
    }
    Turn turn(const Message& message, AskedBy who = AskedBy::status) {
        auto taken = take_turn(set_up(scope()), message.id, who);
        EXPECT_TRUE(taken);
        return *taken;
    }
    void left(const Message& message) {
        ASSERT_TRUE(change(scope(), message.id, [&](db::Transaction&, Message& kept) {
            kept.state = MessageState::sent;
            kept.sent_at = now;
            ++kept.attempts;
        }));
    }
    Message kept(const Message& message) {
        return *scope().read([&](db::Transaction& tx) {
            return message_table().find(tx, shop_id, message.id.value);
        });
    }
    /// The scope with the settings of this test.
    shop::Scope set_up(shop::Scope mine) const {
        auto changed = *mine.shop;
        changed.settings.mail.gather_minutes = minutes;
        changed.settings.sms.quiet_from = quiet_from;
        changed.settings.sms.quiet_to = quiet_to;
        mine.shop = std::make_shared<const shop::Shop>(std::move(changed));
        return mine;
    }

    std::int64_t minutes = 10;
    std::string quiet_from, quiet_to;
};

} // namespace

TEST_P(Gathering, the_first_two_go_at_once_and_the_rest_in_one) {
    const auto order = placed("A");
    const auto first = wrote(order, "plată"), second = wrote(order, "factură");
    EXPECT_TRUE(turn(first).is_now);
    left(first);
    now += std::chrono::minutes(1);
    EXPECT_TRUE(turn(second).is_now);
    left(second);

    now += std::chrono::minutes(1);
    auto third = wrote(order, "împachetare");
    EXPECT_FALSE(turn(third).is_now);
    // Until only one letter is younger than the ten minutes.
    EXPECT_EQ(kept(third).gather_until, now + std::chrono::minutes(8));
    auto fourth = wrote(order, "expediere");
    ASSERT_TRUE(change(scope(), fourth.id, [](db::Transaction&, Message& each) {
        each.attachments = {AttachedPaper::invoice};
    }));
    EXPECT_FALSE(turn(fourth).is_now);
    EXPECT_EQ(kept(fourth).sent_with, third.id);
    EXPECT_FALSE(turn(fourth).is_now); // asked again, as after a crash
    EXPECT_TRUE(turn(wrote(order, "de la om"), AskedBy::person).is_now);
    EXPECT_TRUE(turn(wrote(placed("A"), "altă comandă")).is_now);

    now += std::chrono::minutes(8);
    const auto together = turn(third);
    ASSERT_TRUE(together.is_now);
    EXPECT_EQ(together.message.subject, "expediere");
    EXPECT_EQ(together.message.body.text, "Despre împachetare.\n\n· · ·\n\nDespre expediere.");
    EXPECT_EQ(together.message.attachments, std::vector{AttachedPaper::invoice});
    // What comes now has missed it, and gathers anew.
    left(third);
    const auto fifth = wrote(order, "livrare");
    EXPECT_FALSE(turn(fifth).is_now);
    EXPECT_FALSE(kept(fifth).sent_with);
    EXPECT_TRUE(kept(fifth).gather_until);
}

TEST_P(Gathering, a_shop_may_want_every_letter_at_once) {
    minutes = 0;
    const auto order = placed("A");
    for (const char* subject : {"a", "b", "c", "d"}) {
        const auto message = wrote(order, subject);
        EXPECT_TRUE(turn(message).is_now);
        left(message);
    }
}

TEST_P(Gathering, text_messages_of_the_night_come_as_one_in_the_morning) {
    const auto zone = scope().shop->time_zone();
    const std::string clock = zone.local_text(now).substr(11, 5);
    quiet_from = clock;
    quiet_to = zone.local_text(now + std::chrono::hours(2)).substr(11, 5);
    const auto order = placed("A");
    const auto first = wrote(order, "plecat", MessageChannel::sms),
               second = wrote(order, "pe drum", MessageChannel::sms);
    EXPECT_FALSE(turn(first).is_now);
    EXPECT_FALSE(turn(second).is_now);
    EXPECT_TRUE(turn(wrote(order, "scrisoare")).is_now);
    EXPECT_EQ(kept(second).sent_with, first.id);
    now = *kept(first).gather_until;
    const auto together = turn(first);
    ASSERT_TRUE(together.is_now);
    EXPECT_EQ(together.message.body.text, "Despre plecat.\nDespre pe drum.");
    EXPECT_EQ(together.message.parts, 1);
}

ON_BOTH_ENGINES(Gathering);
