#pragma once

#include "shop/orders/order.hpp"

namespace taraba::orders {

enum class ReferrerMatch { any, first, last, only };
BOOST_DESCRIBE_ENUM(ReferrerMatch, any, first, last, only)

/// Filters of the order list; all that are given must hold. A status is named by id, code or
/// stage, several for one axis mean any of them.
struct OrderFilter {
    std::vector<std::string> order_status;
    std::vector<std::string> payment_status;
    std::vector<std::string> delivery_status;
    std::optional<std::string> placed_from; ///< a time, or a day of the shop
    std::optional<std::string> placed_to;   ///< a time, or a day of the shop (to its end)
    std::optional<std::string> referrer;    ///< channel
    std::optional<ReferrerMatch> referrer_match;
    std::optional<std::string> customer; ///< id or e-mail
    std::optional<std::string> q;        ///< words of number, name, phone, e-mail, AWB
    std::optional<bool> held;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(OrderFilter, (),
                      (order_status, payment_status, delivery_status, placed_from, placed_to,
                       referrer, referrer_match, customer, q, held, cursor, limit))

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

} // namespace taraba::orders
