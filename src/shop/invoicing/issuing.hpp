#pragma once

#include "shop/invoicing/invoice.hpp"

// What invoices of orders and those written by hand have in common.

namespace taraba::invoicing {

/// A paper of today with the shop on it and nothing sold yet.
InvoiceContent blank(const shop::Scope& scope, InvoiceKind kind, const std::string& language);
Party buyer_of(db::Transaction& tx, const shop::Scope& scope, const orders::Billing& billing,
               const shop::Address& delivery_address);
/// The next number of its series; the row's lock makes a second issuer wait.
void take_number(db::Transaction& tx, const shop::Scope& scope, InvoiceContent& content);
/// Writes it, with what hangs on an invoice. Refuses what the areas above do.
Result<Invoice> issue(db::Transaction& tx, const shop::Scope& scope, InvoiceContent content,
                      std::optional<OrderId> order, std::optional<InvoiceId> storno_of);

/// When the last line is at 0 %: goods of its class are exempt by the law that its rate names.
void exempt_by_class(InvoiceContent& content, const pricing::TaxCalendar& calendar,
                     const std::string& vat_class);

/// Says on the paper what the law wants said of its VAT (Cod fiscal art. 319 (20) h-p), once its
/// lines are there.
void add_tax_mentions(InvoiceContent& content);
/// Why its lines without VAT carry none, as the paper says it.
std::string words_of(WithoutVat reason, const std::string& by, const std::string& language);

/// The amount in the shop's currency, by the rate on the paper.
Money in_own_currency(const InvoiceContent& content, Money amount, Currency own);

} // namespace taraba::invoicing
