#include "http/throttle.hpp"

namespace taraba::http {

bool Throttle::admit(const std::string& key, Instant now) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() > 100'000) // an attack from many addresses must not eat the memory
        std::erase_if(buckets_,
                      [&](const auto& each) { return now - each.second.start > window_; });
    auto& bucket = buckets_[key];
    if (now - bucket.start > window_) bucket = {now, 0};
    return ++bucket.count <= attempts_;
}

void Throttle::forgive(const std::string& key) {
    const std::lock_guard lock(mutex_);
    buckets_.erase(key);
}

} // namespace taraba::http
