#pragma once

#include "db/table.hpp"
#include "shop/messages/message.hpp"

namespace taraba::messages {

const db::Table<Message>& message_table();

/// Writes the message of a job, once: a second try finds it by its id. Refuses with `not_found`
/// when the template is gone or its conditions do not hold.
Result<Message> written(const shop::Scope& scope, MessageId id, OrderId order,
                        MessageChannel channel, const std::string& code, AskedBy who,
                        const std::map<std::string, std::string>& more = {});
/// Changes the message as it is now; nothing when it is gone.
std::optional<Message> change(const shop::Scope& scope, MessageId id,
                              const std::function<void(db::Transaction&, Message&)>& work);

} // namespace taraba::messages
