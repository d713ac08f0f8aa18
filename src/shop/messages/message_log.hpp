#pragma once

#include "shop/messages/message.hpp"
#include "shop/page.hpp"

namespace taraba::messages {

/// All that are given must hold.
struct LogFilter {
    std::optional<MessageChannel> channel;
    std::optional<MessageState> state;
    std::optional<std::string> q; ///< an order's number, or how the recipient's address begins
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(LogFilter, (), (channel, state, q, cursor, limit))

struct LoggedMessage : Message {
    std::int64_t order_number = 0;
};
BOOST_DESCRIBE_STRUCT(LoggedMessage, (Message), (order_number))

struct LogPage {
    std::vector<LoggedMessage> items; ///< newest first
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(LogPage, (), (items, next_cursor))

/// Answers from an index whatever the filter is. Refuses with `invalid_field`.
Result<LogPage> log(const shop::Scope& scope, const LogFilter& filter);

} // namespace taraba::messages
