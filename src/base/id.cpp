#include "base/id.hpp"

#include <algorithm>
#include <charconv>

namespace taraba {

std::int64_t IdMaker::next(Instant at) {
    const std::int64_t ms = std::max<std::int64_t>(1, (at - id_epoch).count());
    if (history_) return ms << 22 | node_ << 12 | (history_count_++ & 4095);
    const std::int64_t wanted = ms << 12;
    std::int64_t last = last_.load(std::memory_order_relaxed);
    std::int64_t mine = 0;
    do {
        mine = std::max(wanted, last + 1);
    } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
    return (mine >> 12) << 22 | node_ << 12 | (mine & 4095);
}

std::optional<std::int64_t> parse_id(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value;
}

} // namespace taraba
