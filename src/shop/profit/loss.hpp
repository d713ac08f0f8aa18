#pragma once

#include "shop/profit/profit.hpp"

namespace taraba::profit {

/// What of an order costs more than it brings.
enum class LossCause {
    cost_above_price, ///< a line's goods with their green tax, above its price
    wrong_vat_class,  ///< sold in another VAT class than the product has now
    discount,
    delivery, ///< the courier takes more than the buyer pays
    cash_fee, ///< the courier's fee for cash above the buyer's
    commission,
    advertising,
    service,
    currency, ///< the charge was in another, whose rate fell
    returned  ///< goods came back, what was spent on them did not
};
BOOST_DESCRIBE_ENUM(LossCause, cost_above_price, wrong_vat_class, discount, delivery, cash_fee,
                    commission, advertising, service, currency, returned)

struct LossReason {
    LossCause cause = LossCause::cost_above_price;
    Money amount;    ///< what it takes off the result, without VAT
    std::string sku; ///< of a line
    std::optional<ProductId> product_id;
};
BOOST_DESCRIBE_STRUCT(LossReason, (), (cause, amount, sku, product_id))

/// The VAT classes that the lines' products have today.
using VatClasses = std::map<ProductId, std::string>;

/// Why an order loses money, the largest first. Empty when it does not. Delivery and fees are taken
/// without VAT at the order's own share of it.
std::vector<LossReason> reasons_of(const orders::Order& order,
                                   const std::vector<orders::OrderLine>& lines,
                                   const Report& report, const VatClasses& classes,
                                   const pricing::TaxCalendar& taxes, Date day);

/// The stored report with its reasons. Refuses with `not_found`.
struct ExplainedReport : Report {
    std::vector<LossReason> reasons; ///< of an order that loses money
};
BOOST_DESCRIBE_STRUCT(ExplainedReport, (Report), (reasons))
Result<ExplainedReport> explained(db::Transaction& tx, const shop::Scope& scope, OrderId id);

/// Tells operators early of an order that would lose money; ends it when it no longer would, or
/// somebody has decided. In the transaction that changes or places the order.
void warn(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order);

} // namespace taraba::profit
