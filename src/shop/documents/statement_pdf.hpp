#pragma once

#include "shop/payments/credit.hpp"

namespace taraba::documents {

/// The open invoices of a company that pays on invoice, by term, as they stand today.
std::string statement_pdf(const shop::Scope& scope, const payments::Statement& statement);

} // namespace taraba::documents
