#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::orders {

/// The products of wanted lines, several lines of one SKU added up.
/// Refuses with `invalid_field` on `lines[i].sku` or `lines[i].quantity`; a product that is no
/// longer offered is refused unless `also_withdrawn`.
Result<std::vector<pricing::Wanted>> look_up(db::Transaction& tx, const shop::Scope& scope,
                                             const std::vector<WantedLine>& lines,
                                             bool also_withdrawn = false);

/// The lines of an order as they are kept: prices, costs and rates of now.
std::vector<OrderLine> draft_lines(const std::vector<pricing::Wanted>& wanted,
                                   const pricing::Priced& priced);

/// Writes methods and amounts of a price onto the order.
void apply(const shop::Scope& scope, const pricing::Priced& priced, Order& order);

/// Refuse with `invalid_field` below `path`.
Result<Contact> checked_contact(const Contact& contact, const std::string& path);
/// Without a company the person is the contact.
Result<Billing> checked_billing(const Billing& billing, const Contact& contact,
                                const std::string& path);

} // namespace taraba::orders
