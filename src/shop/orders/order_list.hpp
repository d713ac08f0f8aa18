#pragma once

#include "shop/orders/order.hpp"

namespace taraba::orders {

enum class ReferrerMatch { any, first, last, only };
BOOST_DESCRIBE_ENUM(ReferrerMatch, any, first, last, only)

/// Days counted in the shop's zone; `last7` ends today, a week begins on Monday.
enum class Period { today, yesterday, last7, last30, this_week, this_month, last_month, this_year };
BOOST_DESCRIBE_ENUM(Period, today, yesterday, last7, last30, this_week, this_month, last_month,
                    this_year)

/// First and last day of a period, seen from `today`.
struct Days {
    Date first;
    Date last;
};
Days days_of(Period period, Date today);

/// Filters of the order list; all that are given must hold. A status is named by id, code or
/// stage; of lists (also parted by commas) any entry will do.
struct OrderFilter {
    static constexpr bool lenient = true;
    std::vector<std::string> order_status;
    std::vector<std::string> payment_status;
    std::vector<std::string> delivery_status;
    std::optional<Period> period;
    std::optional<std::string> placed_from; ///< a time, or a day of the shop
    std::optional<std::string> placed_to;   ///< a time, or a day of the shop (to its end)
    std::optional<std::string> referrer;    ///< channel
    std::optional<ReferrerMatch> referrer_match;
    std::vector<std::string> payment_method;  ///< ids or codes
    std::vector<std::string> delivery_method; ///< ids or codes
    std::vector<std::string> courier;         ///< of the delivery method
    std::vector<std::string> county;          ///< codes
    std::optional<std::string> product;       ///< id or SKU
    std::optional<std::string> customer;      ///< id or e-mail
    std::optional<std::string> total_from;    ///< amounts of the shop's currency
    std::optional<std::string> total_to;
    std::optional<std::string> profit_from;
    std::optional<std::string> profit_to;
    std::optional<std::string> tag;
    std::optional<bool> alert;          ///< has an open alert
    std::optional<std::string> handler; ///< who of the shop took it on
    std::optional<std::string> q; ///< words of number, name, phone, e-mail, company, AWB, invoice
    std::optional<bool> held;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(OrderFilter, (),
                      (order_status, payment_status, delivery_status, period, placed_from,
                       placed_to, referrer, referrer_match, payment_method, delivery_method,
                       courier, county, product, customer, total_from, total_to, profit_from,
                       profit_to, tag, alert, handler, q, held, cursor, limit))

/// A filter as it stands in an address, a saved view or a bulk task:
/// `order_status=new&period=today`. Refuses with `invalid_field`.
Result<OrderFilter> filter_from(const std::string& query);

struct Found {
    std::vector<Order> orders;          ///< newest first
    std::optional<std::int64_t> cursor; ///< go on below this id; a page may be short, even empty
};

/// Looks at a bounded number of index entries whatever the filters are, so that its time does not
/// depend on how many orders there are. Refuses with `invalid_field`.
Result<Found> search(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter);

/// How many orders match, counted up to `most`: for the tabs of the list.
Result<std::int64_t> count(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter,
                           std::int64_t most);

/// The values that a column of order_channels or order_tags has, in order; each costs one look at
/// the index, however many orders have it.
std::vector<std::string> known_channels(db::Transaction& tx, ShopId shop);
std::vector<std::string> known_tags(db::Transaction& tx, ShopId shop);

} // namespace taraba::orders
