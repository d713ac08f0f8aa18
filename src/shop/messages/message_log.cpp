#include "shop/messages/message_log.hpp"

#include "base/text.hpp"
#include "shop/messages/message_store.hpp"

namespace taraba::messages {

namespace {

const std::string by_channel = " AND channel = 'sms'", by_letter = " AND channel = 'email'";

/// Only literal conditions, so that each text is one prepared statement that meets its own index.
std::string conditions_of(const LogFilter& filter) {
    std::string sql;
    if (filter.channel) sql += *filter.channel == MessageChannel::sms ? by_channel : by_letter;
    if (filter.state) sql += " AND state = '" + std::string(name_of(*filter.state)) + "'";
    // In the words of the index, because SQLite does not conclude one condition from another.
    if (filter.state && *filter.state != MessageState::sent) sql += " AND state <> 'sent'";
    return sql;
}

std::string select_of(const std::string& where, const LogFilter& filter) {
    return "SELECT " + message_table().columns() + " FROM messages WHERE shop_id = $1" + where +
           conditions_of(filter) + " ORDER BY id DESC LIMIT $3";
}

/// The text after every one that begins with `prefix`.
std::string end_of(const std::string& prefix) { return prefix + "\xf4\x8f\xbf\xbf"; }

std::vector<Message> find(db::Transaction& tx, const shop::Scope& scope, const LogFilter& filter,
                          std::int64_t before, std::int64_t limit) {
    const std::string q(trimmed(filter.q.value_or("")));
    const auto list = [&](const std::string& name, const std::string& where,
                          std::vector<db::Param> params) {
        const std::string sql = select_of(where, filter);
        return tx.list<Message>({"messages.log_" + name, sql}, std::move(params));
    };
    if (q.empty()) return list("all", " AND id < $2", {scope.id(), before, limit});
    if (digits_of(q).size() == q.size() && q.size() < 9) {
        const auto order = orders::find_by_number(tx, scope.id(), std::stoll(q));
        if (!order) return {};
        return list("order", " AND id < $2 AND order_id = $4", {scope.id(), before, limit, *order});
    }
    // `id + 0` keeps SQLite from walking all messages by age until enough have such a recipient;
    // for the same reason `id < $2` stands inside only.
    const std::string start = folded(q);
    const std::string newest = " AND id IN (SELECT id FROM messages WHERE shop_id = $1 AND "
                               "recipient >= $4 AND recipient < $5 AND id + 0 < $2" +
                               conditions_of(filter) + " ORDER BY id + 0 DESC LIMIT $3)";
    return list("recipient", newest, {scope.id(), before, limit, start, end_of(start)});
}

} // namespace

Result<LogPage> log(const shop::Scope& scope, const LogFilter& filter) {
    TRY(limit, shop::list_limit(filter.limit));
    TRY(before, shop::cursor_id(filter.cursor));
    return scope.read([&](db::Transaction& tx) -> Result<LogPage> {
        std::vector<LoggedMessage> rows;
        for (auto& message : find(tx, scope, filter, before, limit + 1)) {
            LoggedMessage row{std::move(message), 0};
            if (const auto order = orders::must_find(tx, scope, row.order_id))
                row.order_number = order->number;
            rows.push_back(std::move(row));
        }
        auto page = shop::page_of(std::move(rows), static_cast<std::size_t>(limit),
                                  [](const auto& each) { return each.id.value; });
        return LogPage{std::move(page.items), page.next_cursor};
    });
}

} // namespace taraba::messages
