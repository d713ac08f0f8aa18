#include "shop/messages/gathering.hpp"

#include "base/text.hpp"
#include "shop/messages/message_store.hpp"
#include "shop/messages/sms.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

/// So many go at once; a buyer who pays right after ordering expects both letters.
constexpr std::size_t at_once = 2;

bool is_under_way(const Message& message) {
    return message.state == MessageState::waiting && !message.gather_until && !message.sent_with;
}

/// When the next message of the order may go without being the third of a burst: its letters of
/// the last minutes, and those that are being sent now.
Instant after_burst(const shop::Scope& scope, const std::vector<Message>& others) {
    const auto window = std::chrono::minutes(scope.shop->settings.mail.gather_minutes);
    std::vector<Instant> gone;
    for (const auto& each : others) {
        if (is_under_way(each)) gone.push_back(scope.now);
        if (each.sent_at && !each.sent_with && *each.sent_at + window > scope.now)
            gone.push_back(*each.sent_at);
    }
    if (gone.size() < at_once) return scope.now;
    std::ranges::sort(gone, std::greater());
    return gone[at_once - 1] + window;
}

Instant may_go_at(const shop::Scope& scope, const Message& message,
                  const std::vector<Message>& others, AskedBy who) {
    const Instant quiet =
        scope.now + (message.channel == MessageChannel::sms ? quiet_for(scope) : Millis(0));
    // One that gathers has waited for the burst already.
    if (who == AskedBy::person || message.gather_until) return quiet;
    return std::max(quiet, after_burst(scope, others));
}

/// Takes into the carrier what the others say.
void take_in(const shop::Scope& scope, Message& carrier, const std::vector<Message>& members) {
    const bool letter = carrier.channel == MessageChannel::email;
    for (const auto& each : members) {
        carrier.body.text += (letter ? "\n\n· · ·\n\n" : "\n") + each.body.text;
        for (const auto paper : each.attachments)
            if (std::ranges::find(carrier.attachments, paper) == carrier.attachments.end())
                carrier.attachments.push_back(paper);
    }
    // What happened last is what the buyer looks for.
    if (!members.empty()) carrier.subject = members.back().subject;
    if (letter) return;
    carrier.parts = sms_length(carrier.body.text).parts;
    carrier.cost = cost_of(scope, carrier.parts);
}

void keep_message(db::Transaction& tx, const shop::Scope& scope, Message& message) {
    ++message.version;
    if (!message_table().update(tx, scope.id(), message))
        throw WriteConflict("message " + to_text(message.id) + " was changed meanwhile");
}

void wait(db::Transaction& tx, const shop::Scope& scope, Message& message, Instant until,
          AskedBy who) {
    message.gather_until = until;
    keep_message(tx, scope, message);
    json::object payload{{"order", to_text(message.order_id)},
                         {"template", message.template_},
                         {"channel", std::string(name_of(message.channel))},
                         {"message", to_text(message.id)}};
    if (who == AskedBy::person) payload["by_hand"] = true;
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "order_message", std::move(payload),
                  shop::order_subject(message.order_id), scope.now, until - scope.now);
}

} // namespace

std::vector<Message> gathered_in(db::Transaction& tx, ShopId shop, const Message& carrier) {
    auto all = of_order(tx, shop, carrier.order_id);
    std::erase_if(all, [&](const Message& each) { return each.sent_with != carrier.id; });
    return all;
}

Result<Turn> take_turn(const shop::Scope& scope, MessageId id, AskedBy who) {
    return scope.write([&](db::Transaction& tx) -> Result<Turn> {
        auto found = message_table().find(tx, scope.id(), id.value);
        if (!found) return not_found("There is no such message.");
        auto& message = *found;
        if (message.state == MessageState::sent || message.sent_with) return Turn{false, message};
        if (message.fate == SmsFate::asked) return Turn{true, message};
        // An offer is no news of the order, so it goes by itself.
        if (!message.unsubscribe_url.empty())
            return Turn{message.state == MessageState::waiting, message};
        // One that was tried has had its turn; only the night still counts.
        if (message.attempts > 0) who = AskedBy::person;
        auto others = of_order(tx, scope.id(), message.order_id);
        std::erase_if(others, [&](const Message& each) {
            return each.id == message.id || each.channel != message.channel ||
                   !each.unsubscribe_url.empty();
        });
        const Instant free = may_go_at(scope, message, others, who);
        if (free > scope.now) {
            const auto carrier = std::ranges::find_if(others, [](const Message& each) {
                return each.state == MessageState::waiting && each.gather_until;
            });
            if (message.gather_until || carrier == others.end()) {
                wait(tx, scope, message, free, who);
                return Turn{false, message};
            }
            // The carrier changes as well, so that it cannot leave in the same moment.
            message.sent_with = carrier->id;
            keep_message(tx, scope, *carrier);
            keep_message(tx, scope, message);
            return Turn{false, message};
        }
        if (!message.gather_until) return Turn{true, message};
        message.gather_until.reset();
        auto members = gathered_in(tx, scope.id(), message);
        // What failed with it stands in its text already.
        std::erase_if(members,
                      [](const Message& each) { return each.state != MessageState::waiting; });
        take_in(scope, message, members);
        keep_message(tx, scope, message);
        return Turn{true, message};
    });
}

} // namespace taraba::messages
