#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace taraba {

/// Hands server-sent events from whoever publishes them to the connections that listen. Any thread
/// may call any of it. A listener is called on the publishing thread, outside the lock, and may be
/// called once more by a publish() under way while leave() takes it out: it owns what it uses.
class EventHub {
public:
    using Listener = std::function<void(const std::string& data)>;

    std::uint64_t listen(const std::string& topic, Listener listener);
    void leave(std::uint64_t ticket);
    /// `data` is one line of JSON.
    void publish(const std::string& topic, const std::string& data);

private:
    struct Entry {
        std::string topic;
        Listener listener;
    };
    std::mutex mutex_;
    std::uint64_t last_ticket_ = 0;
    std::map<std::uint64_t, Entry> listeners_;
};

} // namespace taraba
