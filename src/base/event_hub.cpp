#include "base/event_hub.hpp"

#include <vector>

namespace taraba {

std::uint64_t EventHub::listen(const std::string& topic, Listener listener) {
    const std::lock_guard lock(mutex_);
    listeners_[++last_ticket_] = {topic, std::move(listener)};
    return last_ticket_;
}

void EventHub::leave(std::uint64_t ticket) {
    const std::lock_guard lock(mutex_);
    listeners_.erase(ticket);
}

void EventHub::publish(const std::string& topic, const std::string& data) {
    std::vector<Listener> wanted;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [ticket, entry] : listeners_)
            if (entry.topic == topic) wanted.push_back(entry.listener);
    }
    for (const auto& listener : wanted)
        listener(data);
}

} // namespace taraba
