#pragma once

#include "shop/scope.hpp"

// Who has an order open just now, so that two people don't work on it without knowing.

namespace taraba::orders {

struct Watcher {
    std::string name;
    Instant seen_at{};
};
BOOST_DESCRIBE_STRUCT(Watcher, (), (name, seen_at))

struct Watchers {
    std::vector<Watcher> items;
};
BOOST_DESCRIBE_STRUCT(Watchers, (), (items))

/// Notes that whoever asks has the order open, and gives the others who have. A page that is open
/// says so every 20 s; who was silent for 45 s has gone. Refuses with `not_found`.
Result<Watchers> watch(const shop::Scope& scope, OrderId id);

/// Takes out those who have gone long ago, of all shops.
void forget_watchers(db::Transaction& tx, Instant before);

} // namespace taraba::orders
