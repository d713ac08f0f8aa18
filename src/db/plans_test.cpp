// Every statement meets an index, on both engines, without statistics. Those that the sources hold
// as constants are explained here, run or not; those that are put together are explained by the
// fixture as its tests run them (support/plans.hpp).

#include "support/plans.hpp"

#include "shop/messages/message_log.hpp"
#include "shop/profit/summary.hpp"

#include "support/shop_fixture.hpp"

using namespace taraba;

namespace {

class Plans : public support::ShopTest {};

} // namespace

TEST_P(Plans, statements_of_the_sources_meet_an_index) {
    const auto statements = support::statements_of_the_sources();
    ASSERT_GT(statements.size(), 250u);
    for (const auto& statement : statements)
        for (const auto& fault : support::plan_faults(*database, statement))
            ADD_FAILURE() << fault;
}

TEST_P(Plans, bad_ones_are_found) {
    const support::Statement bad[]{
        {"a", "SELECT id FROM messages WHERE body = $1", {}},
        {"b", "SELECT id FROM messages WHERE shop_id = $1 AND body = $2", {}},
        {"c", "DELETE FROM shipments WHERE shop_id = $1 AND courier = $2", {}},
        {"d", "SELECT o.id FROM orders o WHERE o.shop_id = $1 ORDER BY o.total LIMIT 5", {}}};
    for (const auto& statement : bad)
        EXPECT_FALSE(support::plan_faults(*database, statement).empty()) << statement.name;
}

TEST_P(Plans, the_message_log_under_every_filter) {
    placed("A");
    messages::LogFilter filter;
    for (const char* q : {"", "1001", "ion@exemplu.ro"})
        for (const auto& channel : {std::optional<messages::MessageChannel>(),
                                    std::optional(messages::MessageChannel::sms),
                                    std::optional(messages::MessageChannel::email)})
            for (const auto& state : {std::optional<messages::MessageState>(),
                                      std::optional(messages::MessageState::sent),
                                      std::optional(messages::MessageState::failed)}) {
                filter.q = q;
                filter.channel = channel;
                filter.state = state;
                EXPECT_TRUE(messages::log(scope(), filter));
            }
}

TEST_P(Plans, the_profit_of_a_period_by_every_dimension) {
    const auto today = scope().today();
    scope().read([&](db::Transaction& tx) {
        for (const auto days : {7, 365})
            for (const auto dimension :
                 {profit::Dimension::total, profit::Dimension::product, profit::Dimension::customer,
                  profit::Dimension::county, profit::Dimension::channel_first})
                for (const std::int64_t limit : {100, 5'000}) {
                    profit::totals_by(tx, scope(), dimension, today + std::chrono::days(-days),
                                      today, profit::SortBy::net_profit, false, limit);
                    profit::totals_over_time(tx, scope(), today + std::chrono::days(-days), today,
                                             limit > 100);
                }
        return true;
    });
}

ON_BOTH_ENGINES(Plans);
