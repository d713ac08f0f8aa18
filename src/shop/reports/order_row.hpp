#pragma once

#include "shop/orders/status_ref.hpp"

namespace taraba::reports {

/// A row of the order list.
struct OrderSummary {
    OrderId id;
    std::int64_t number = 0;
    Instant placed_at{};
    orders::Statuses statuses;
    orders::Contact customer;
    std::string company; ///< when one buys
    std::string locality;
    std::string county;
    std::string lines; ///< in short
    Money total;
    Money due;
    std::string payment_method;  ///< name
    std::string delivery_method; ///< name
    std::string courier;         ///< of the shipment
    std::string awb_number;
    Money net_profit;
    bool held = false;
    std::string channel; ///< the last one
    std::vector<std::string> tags;
    std::string handler;
    std::int64_t alerts = 0; ///< open ones
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (),
                      (id, number, placed_at, statuses, customer, company, locality, county, lines,
                       total, due, payment_method, delivery_method, courier, awb_number, net_profit,
                       held, channel, tags, handler, alerts, version))

/// With a fixed number of statements, however many orders they are.
std::vector<OrderSummary> summaries(db::Transaction& tx, const shop::Scope& scope,
                                    const std::vector<orders::Order>& orders);

} // namespace taraba::reports
