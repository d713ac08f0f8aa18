#pragma once

#include "shop/returns/return.hpp"

namespace taraba::returns {

/// What a return is worth, a line each with its gross and rate of today: the goods less their
/// share of the discount, and delivery and fees when nothing of the order stays (OUG 34/2014
/// art. 13: all that was paid, with the standard delivery). Before the goods are here it counts
/// what is to come.
std::vector<invoicing::InvoiceLine> value_of(db::Transaction& tx, const shop::Scope& scope,
                                             const orders::Order& order, const Return& rma);

/// What has gone back for a return, at processors and by hand, and is not refused.
struct PaidBack {
    Money sum;
    bool unclear = false;   ///< of a part nobody knows yet
    std::int64_t tries = 0; ///< the refused ones too
};
PaidBack paid_back(db::Transaction& tx, const shop::Scope& scope, const Return& rma);

/// Ends a return whose money has all gone back for certain; another stays as it is.
Result<Return> finish(const shop::Scope& scope, RmaId id);

/// By line of the order: how many more pieces are away from the shelf than its invoice, less its
/// stornos, says: paid back and thrown away; negative what came back to be replaced.
std::map<std::int64_t, Quantity> left_beyond_invoice(db::Transaction& tx, const shop::Scope& scope,
                                                     OrderId order);

} // namespace taraba::returns
