#include "shop/orders/number.hpp"

#include <algorithm>

namespace taraba::orders {

std::int64_t next_number(const shop::Scope& scope) {
    constexpr std::int64_t size_max = 256;
    const std::lock_guard lock(scope.installation.numbers_mutex);
    auto& block = scope.installation.numbers[scope.id()];
    if (block.next == block.end) {
        const bool busy = scope.now - block.taken < Millis(1'000);
        block.size = busy ? std::min(block.size * 2, size_max) : 1;
        const auto first =
            scope.installation.database.write([&](db::Transaction& tx) -> Result<std::int64_t> {
                return shop::take_numbers(tx, scope.id(), "orders", block.size);
            });
        block.next = *first;
        block.end = block.next + block.size;
        block.taken = scope.now;
    }
    return block.next++;
}

} // namespace taraba::orders
