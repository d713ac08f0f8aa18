#pragma once

#include "shop/pricing/quote.hpp"
#include "shop/shipping/courier_account.hpp"

namespace taraba::shipping {

/// What the courier of each method that asks (`formula.ask_courier`) wants for these goods, with
/// VAT, by code of method. Answers of the last hour are taken from the database, and a courier that
/// did not answer is left alone for a minute; with `may_ask` false nothing is asked at all, as
/// inside a transaction. What is not here is priced by the method's formula.
std::map<std::string, Money> courier_prices(const shop::Scope& scope,
                                            const pricing::QuoteRequest& request, bool may_ask);

} // namespace taraba::shipping
