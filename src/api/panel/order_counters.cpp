#include "api/panel/routes.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::api::panel {

namespace {

struct Counter {
    StatusId status_id;
    std::string code;
    std::int64_t count = 0; ///< up to 1000
};
BOOST_DESCRIBE_STRUCT(Counter, (), (status_id, code, count))

struct Counters {
    std::vector<Counter> items;
};
BOOST_DESCRIBE_STRUCT(Counters, (), (items))

} // namespace

void add_order_counters(Api& api) {
    api.get<Nothing, Counters>(
        "/api/v1/order-counters",
        {"Orders in each status, counted up to 1000", "orders", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Counters> {
            return scope.read([&](db::Transaction& tx) -> Result<Counters> {
                Counters counters;
                for (const auto& status : statuses::of(scope)->all()) {
                    orders::OrderFilter filter;
                    (status.axis == statuses::Axis::order ? filter.order_status
                     : status.axis == statuses::Axis::payment
                         ? filter.payment_status
                         : filter.delivery_status) = {status.code};
                    TRY(number, orders::count(tx, scope, filter, 1'000));
                    counters.items.push_back({status.id, status.code, number});
                }
                return counters;
            });
        });
}

} // namespace taraba::api::panel
