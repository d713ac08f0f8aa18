#include "shop/orders/viewers.hpp"

#include "shop/orders/order.hpp"

namespace taraba::orders {

namespace {

constexpr db::Sql watch_sql{"orders.watch", R"sql(
    INSERT INTO order_viewers (shop_id, order_id, name, seen_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (shop_id, order_id, name) DO UPDATE SET seen_at = $4
)sql"};

constexpr db::Sql watching_sql{"orders.watching", R"sql(
    SELECT 1 FROM order_viewers
     WHERE shop_id = $1 AND order_id = $2 AND name = $3 AND seen_at > $4
)sql"};

constexpr db::Sql watchers_sql{"orders.watchers", R"sql(
    SELECT name, seen_at FROM order_viewers
     WHERE shop_id = $1 AND order_id = $2 AND name <> $3 AND seen_at > $4 ORDER BY name
)sql"};

constexpr db::Sql forget_watchers_sql{"orders.forget_watchers",
                                      "DELETE FROM order_viewers WHERE seen_at < $1"};

} // namespace

Result<Watchers> watch(const shop::Scope& scope, OrderId id) {
    const auto& me = scope.principal.name;
    const Instant gone = scope.now - std::chrono::seconds(45);
    bool arrives = false;
    const auto others = scope.write([&](db::Transaction& tx) -> Result<Watchers> {
        MUST(must_find(tx, scope, id));
        arrives = !tx.number(watching_sql, {scope.id(), id, me, gone});
        Watchers watchers{tx.list<Watcher>(watchers_sql, {scope.id(), id, me, gone})};
        tx.change(watch_sql, {scope.id(), id, me, scope.now});
        return watchers;
    });
    // Who is there already hears at once of who arrives, and only then: they look again themselves.
    if (others && arrives && !others->items.empty())
        scope.announce("watchers", shop::order_subject(id));
    return others;
}

void forget_watchers(db::Transaction& tx, Instant before) {
    tx.change(forget_watchers_sql, {before});
}

} // namespace taraba::orders
