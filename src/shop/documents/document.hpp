#pragma once

#include "shop/invoicing/invoice.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::documents {

/// The invoice, proforma or storno as A4 PDF, from its frozen content alone: printing it again
/// gives the same paper.
/// `logo` is the PNG that the content names.
std::string invoice_pdf(const invoicing::InvoiceContent& content, const std::string& logo = {});
/// The same with the logo looked up.
std::string invoice_pdf(const shop::Scope& scope, const invoicing::InvoiceContent& content);

/// The transport sheet of an order: sender and recipient, courier and AWB, parcels, content,
/// cash to collect, places for signatures.
std::string transport_sheet_pdf(const shop::Scope& scope, const orders::Order& order,
                                const std::vector<orders::OrderLine>& lines,
                                const std::optional<shipping::Shipment>& shipment,
                                const std::optional<invoicing::Invoice>& invoice);

/// Several PDF documents as one. Refuses with `unreadable_document` what is no PDF.
Result<std::string> joined(const std::vector<std::string>& documents);

} // namespace taraba::documents
