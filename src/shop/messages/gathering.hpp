#pragma once

#include "shop/messages/message.hpp"

// One letter instead of a burst. An order that is paid, packed and sent within minutes would tell
// its buyer so in as many letters: the first two go at once, what follows waits a little and goes
// together. Text messages of the quiet hours wait likewise.

namespace taraba::messages {

/// What the job of a message does: sends it as it now is, or nothing, since it waits (with a job of
/// its own for when it may go) or goes in another message of its order.
struct Turn {
    bool is_now = false;
    Message message;
};

/// Decides it in one transaction. What a person asked for waits for quiet hours only.
/// Refuses with `not_found`.
Result<Turn> take_turn(const shop::Scope& scope, MessageId id, AskedBy who);

/// Those that go in this one, the oldest first.
std::vector<Message> gathered_in(db::Transaction& tx, ShopId shop, const Message& carrier);

} // namespace taraba::messages
