#pragma once

#include "base/time.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

namespace taraba::http {

/// Counts attempts by key (an address, an e-mail) in a sliding window of this node's memory.
class Throttle {
public:
    Throttle(int attempts, Millis window) : attempts_(attempts), window_(window) {}

    /// Counts one attempt; false when there were too many.
    bool admit(const std::string& key, Instant now);
    /// Forgets a key, as after a successful sign-in.
    void forgive(const std::string& key);

private:
    struct Bucket {
        Instant start{};
        int count = 0;
    };
    const int attempts_;
    const Millis window_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

} // namespace taraba::http
