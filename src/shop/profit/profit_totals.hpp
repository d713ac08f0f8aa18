#pragma once

#include "base/shape.hpp"

#include <string>

namespace taraba::profit {

/// What reports are broken down by. Channels and campaigns in four ways of giving an order to its
/// touches: all to the first, all to the last, the same to each, or 40 % to the first and the last
/// and the rest to those between (u-shaped, "position").
enum class Dimension {
    total,
    product,
    category,
    brand,
    customer,
    county,
    delivery_method,
    courier,
    payment_method,
    channel_first,
    channel_last,
    channel_linear,
    channel_position,
    campaign_first,
    campaign_last,
    campaign_linear,
    campaign_position,
    outcome ///< `earns`, `may_lose`, `held`, `released`
};
BOOST_DESCRIBE_ENUM(Dimension, total, product, category, brand, customer, county, delivery_method,
                    courier, payment_method, channel_first, channel_last, channel_linear,
                    channel_position, campaign_first, campaign_last, campaign_linear,
                    campaign_position, outcome)

/// Sums over orders that were not cancelled. An order counts once for each of its products
/// and categories. Costs are positive: revenue − goods − courier − commission − advertising − other
/// − tax = net_profit, to the ban.
struct ProfitTotals {
    Quantity orders;   ///< a part of one where several share it
    Quantity returned; ///< of these, orders of which something came back
    Quantity pieces;
    Money sales;   ///< with VAT, less what came back
    Money revenue; ///< as the profit report counts it: of a VAT payer without VAT
    Money goods;
    Money courier;    ///< with its fee for cash
    Money commission; ///< of payment processors
    Money advertising;
    Money other; ///< packaging, green tax, repairs, what rates took
    Money tax;   ///< of the regime
    Money net_profit;
};
BOOST_DESCRIBE_STRUCT(ProfitTotals, (),
                      (orders, returned, pieces, sales, revenue, goods, courier, commission,
                       advertising, other, tax, net_profit))

ProfitTotals no_totals(Currency currency);
ProfitTotals& operator+=(ProfitTotals& sum, const ProfitTotals& more);

} // namespace taraba::profit
