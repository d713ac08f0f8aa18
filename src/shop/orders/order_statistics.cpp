#include "shop/orders/order_statistics.hpp"

#include "shop/pricing/quote.hpp"

#include <algorithm>
#include <map>

namespace taraba::orders {

namespace {

using statuses::Stage;

/// One order as a sum needs it.
struct Facts {
    std::int64_t id = 0;
    StatusId order_status_id;
    StatusId delivery_status_id;
    DeliveryMethodId delivery_method_id;
    PaymentMethodId payment_method_id;
    std::string county;
    Money total;
    Money paid;
    Money net_profit;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (id, order_status_id, delivery_status_id, delivery_method_id,
                       payment_method_id, county, total, paid, net_profit))

constexpr db::Sql statistics_of_customer_sql{"orders.customer_statistics", R"sql(
    SELECT id, order_status_id, delivery_status_id, delivery_method_id, payment_method_id, county,
           total, paid, net_profit
      FROM orders WHERE shop_id = $1 AND customer_id = $2 ORDER BY id LIMIT 10000
)sql"};

constexpr db::Sql of_period_sql{"orders.statistics_of_period", R"sql(
    SELECT id, order_status_id, delivery_status_id, delivery_method_id, payment_method_id, county,
           total, paid, net_profit
      FROM orders WHERE shop_id = $1 AND id >= $2 AND id < $3
)sql"};

/// The last channel of each order of a period.
constexpr db::Sql channels_sql{"orders.channels_of_period", R"sql(
    SELECT c.channel AS key, count(*) AS orders,
           CAST(sum(o.total) AS BIGINT) AS sales, CAST(sum(o.net_profit) AS BIGINT) AS net_profit
      FROM order_channels c JOIN orders o ON o.shop_id = c.shop_id AND o.id = c.order_id
     WHERE c.shop_id = $1 AND c.channel = $4 AND c.is_last = 1 AND c.order_id >= $2
       AND c.order_id < $3 AND o.order_status_id NOT IN (
           SELECT id FROM statuses WHERE shop_id = $1 AND axis = 'order' AND stage = 'cancelled')
     GROUP BY c.channel
)sql"};

class Groups {
public:
    explicit Groups(Currency currency) : currency_(currency) {}

    void add(const std::string& key, const Facts& order) {
        auto& group =
            groups_.try_emplace(key, Group{key, 0, {0, currency_}, {0, currency_}}).first->second;
        ++group.orders;
        group.sales += order.total;
        group.net_profit += order.net_profit;
    }
    /// The largest first.
    std::vector<Group> by_sales() && {
        auto list = std::move(*this).by_key();
        std::ranges::stable_sort(list, std::greater{},
                                 [](const Group& group) { return group.sales.minor; });
        return list;
    }
    std::vector<Group> by_key() && {
        std::vector<Group> list;
        for (auto& [key, group] : groups_)
            list.push_back(std::move(group));
        return list;
    }

private:
    Currency currency_;
    std::map<std::string, Group> groups_;
};

template <class Methods, class AnyId>
std::string code_of(const Methods& methods, AnyId id) {
    const auto found =
        std::ranges::find_if(methods, [&](const auto& each) { return each.id == id; });
    return found == methods.end() ? "" : found->code;
}

bool in_stage(const shop::Scope& scope, StatusId id, Stage stage) {
    const auto* status = statuses::of(scope)->find(id);
    return status && status->stage == stage;
}

std::vector<Group> channels_between(db::Transaction& tx, const shop::Scope& scope,
                                    std::int64_t from, std::int64_t before) {
    std::vector<Group> channels;
    for (const auto& channel : known_channels(tx, scope.id()))
        for (auto& group : tx.list<Group>(channels_sql, {scope.id(), from, before, channel}))
            channels.push_back(std::move(group));
    std::ranges::stable_sort(channels, std::greater{},
                             [](const Group& group) { return group.sales.minor; });
    return channels;
}

} // namespace

CustomerStatistics customer_statistics(db::Transaction& tx, const shop::Scope& scope,
                                       CustomerId id) {
    const Money none{0, scope.currency()};
    CustomerStatistics sum{0, 0, 0, none, none, none, {}, {}};
    for (const auto& order : tx.list<Facts>(statistics_of_customer_sql, {scope.id(), id})) {
        ++sum.orders;
        if (!sum.first_at) sum.first_at = instant_of_id(order.id);
        sum.last_at = instant_of_id(order.id);
        if (in_stage(scope, order.order_status_id, Stage::cancelled)) {
            ++sum.cancelled;
            continue;
        }
        if (in_stage(scope, order.delivery_status_id, Stage::returned)) ++sum.returned;
        sum.ordered += order.total;
        sum.paid += order.paid;
        sum.net_profit += order.net_profit;
    }
    return sum;
}

PeriodStatistics period_statistics(db::Transaction& tx, const shop::Scope& scope,
                                   const Days& days) {
    const Currency currency = scope.currency();
    const auto zone = scope.shop->time_zone();
    const std::int64_t from = first_id_at(zone.start_of(days.first));
    const std::int64_t before = first_id_at(zone.start_of(days.last + std::chrono::days(1)));
    PeriodStatistics sum;
    sum.first_day = to_text(days.first);
    sum.last_day = to_text(days.last);
    sum.sales = sum.net_profit = sum.average = {0, currency};
    Groups by_day(currency), by_county(currency), by_delivery(currency), by_payment(currency);
    const auto deliveries = pricing::delivery_methods(scope);
    const auto payments = pricing::payment_methods(scope);
    const Money none{0, currency};
    // Days without an order are days too.
    for (Date day = days.first; day <= days.last; day = day + std::chrono::days(1))
        sum.days.push_back({to_text(day), 0, none, none});
    tx.run(of_period_sql, std::initializer_list<db::Param>{scope.id(), from, before},
           [&](const db::Row& row) {
               Facts order;
               db::read_row(row, shape_of<Facts>(), &order, currency);
               if (in_stage(scope, order.order_status_id, Stage::cancelled)) {
                   ++sum.cancelled;
                   return;
               }
               ++sum.orders;
               sum.sales += order.total;
               sum.net_profit += order.net_profit;
               by_day.add(to_text(zone.day_of(instant_of_id(order.id))), order);
               by_county.add(order.county, order);
               by_delivery.add(code_of(*deliveries, order.delivery_method_id), order);
               by_payment.add(code_of(*payments, order.payment_method_id), order);
           });
    for (auto& group : std::move(by_day).by_key())
        if (const auto day = std::ranges::find(sum.days, group.key, &Group::key);
            day != sum.days.end())
            *day = group;
    if (sum.orders > 0) sum.average = scaled(sum.sales, 1, sum.orders);
    sum.counties = std::move(by_county).by_sales();
    sum.delivery_methods = std::move(by_delivery).by_sales();
    sum.payment_methods = std::move(by_payment).by_sales();
    sum.channels = channels_between(tx, scope, from, before);
    return sum;
}

} // namespace taraba::orders
