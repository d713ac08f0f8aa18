#pragma once

#include "shop/orders/order_list.hpp"

// Sums over orders: of a customer, of a period. Cancelled orders count apart and into no sum.

namespace taraba::orders {

struct CustomerStatistics {
    std::int64_t orders = 0;
    std::int64_t cancelled = 0;
    std::int64_t returned = 0;
    Money ordered; ///< with VAT
    Money paid;
    Money net_profit;
    std::optional<Instant> first_at;
    std::optional<Instant> last_at;
};
BOOST_DESCRIBE_STRUCT(CustomerStatistics, (),
                      (orders, cancelled, returned, ordered, paid, net_profit, first_at, last_at))

CustomerStatistics customer_statistics(db::Transaction& tx, const shop::Scope& scope,
                                       CustomerId id);

/// A group of orders: a day, a channel, a county, a method.
struct Group {
    std::string key;
    std::int64_t orders = 0;
    Money sales; ///< with VAT
    Money net_profit;
};
BOOST_DESCRIBE_STRUCT(Group, (), (key, orders, sales, net_profit))

struct PeriodStatistics {
    std::string first_day; ///< YYYY-MM-DD
    std::string last_day;
    std::int64_t orders = 0;
    std::int64_t cancelled = 0;
    Money sales; ///< with VAT
    Money net_profit;
    Money average; ///< sales an order
    std::vector<Group> days;
    std::vector<Group> channels; ///< by the last touch
    std::vector<Group> counties;
    std::vector<Group> delivery_methods; ///< key: code
    std::vector<Group> payment_methods;  ///< key: code
};
BOOST_DESCRIBE_STRUCT(PeriodStatistics, (),
                      (first_day, last_day, orders, cancelled, sales, net_profit, average, days,
                       channels, counties, delivery_methods, payment_methods))

/// Reads the orders of the period, at most 400 days, in one walk along their ids.
PeriodStatistics period_statistics(db::Transaction& tx, const shop::Scope& scope, const Days& days);

} // namespace taraba::orders
