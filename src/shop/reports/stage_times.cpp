#include "shop/reports/stage_times.hpp"

#include <algorithm>

namespace taraba::reports {

namespace {

constexpr db::Sql payments_sql{"reports.times_to_payment", R"sql(
    SELECT order_id, min(settled_at) FROM payments
     WHERE shop_id = $1 AND order_id >= $2 AND order_id < $3 AND settled_at IS NOT NULL
     GROUP BY order_id LIMIT 20000
)sql"};

constexpr db::Sql waybills_sql{"reports.times_to_awb", R"sql(
    SELECT order_id, min(registered_at) FROM shipments
     WHERE shop_id = $1 AND order_id >= $2 AND order_id < $3 AND registered_at IS NOT NULL
       AND return_id IS NULL
     GROUP BY order_id LIMIT 20000
)sql"};

constexpr db::Sql deliveries_sql{"reports.times_to_delivery", R"sql(
    SELECT s.order_id, min(t.at)
      FROM shipments s
      JOIN tracking_events t ON t.shop_id = s.shop_id AND t.shipment_id = s.id
     WHERE s.shop_id = $1 AND s.order_id >= $2 AND s.order_id < $3 AND t.stage = 'delivered'
       AND s.return_id IS NULL
     GROUP BY s.order_id LIMIT 20000
)sql"};

std::optional<std::int64_t> median(db::Transaction& tx, const db::Sql& sql, ShopId shop,
                                   std::int64_t from, std::int64_t before) {
    std::vector<std::int64_t> minutes;
    tx.run(sql, std::initializer_list<db::Param>{shop, from, before}, [&](const db::Row& row) {
        const auto took = row.integer(1) - unix_ms(instant_of_id(row.integer(0)));
        minutes.push_back(std::max<std::int64_t>(0, took / 60'000));
    });
    if (minutes.empty()) return std::nullopt;
    const auto middle = minutes.begin() + static_cast<std::ptrdiff_t>(minutes.size() / 2);
    std::ranges::nth_element(minutes, middle);
    return *middle;
}

} // namespace

StageTimes stage_times(db::Transaction& tx, const shop::Scope& scope, const orders::Days& days) {
    const auto zone = scope.shop->time_zone();
    const auto from = first_id_at(zone.start_of(days.first));
    const auto before = first_id_at(zone.start_of(days.last + std::chrono::days(1)));
    return {median(tx, payments_sql, scope.id(), from, before),
            median(tx, waybills_sql, scope.id(), from, before),
            median(tx, deliveries_sql, scope.id(), from, before)};
}

} // namespace taraba::reports
