#pragma once

#include "shop/orders/order_list.hpp"

namespace taraba::orders {

/// The filters, read: what a row must satisfy.
struct Wanted {
    std::vector<StatusId> statuses[3]; ///< by axis; empty: any
    std::int64_t from = 0;             ///< ids, from inclusive …
    std::int64_t before = INT64_MAX;   ///< … to exclusive
    std::optional<CustomerId> customer;
    std::optional<ProductId> product;
    std::optional<std::string> channel;
    ReferrerMatch match = ReferrerMatch::any;
    std::vector<PaymentMethodId> payment_methods;
    std::vector<DeliveryMethodId> delivery_methods;
    std::vector<std::string> counties;
    std::optional<Money> total_from, total_to, profit_from, profit_to;
    std::optional<std::string> tag;
    std::optional<bool> alert;
    std::optional<std::string> handler;
    std::vector<std::string> words;
    std::optional<bool> held;
    bool nothing = false; ///< a filter that no order can satisfy
};

inline constexpr statuses::Axis axes[]{statuses::Axis::order, statuses::Axis::payment,
                                       statuses::Axis::delivery};

/// Refuses with `invalid_field` for what names nothing of this shop.
Result<Wanted> read(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter);

} // namespace taraba::orders
