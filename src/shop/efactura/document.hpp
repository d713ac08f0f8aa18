#pragma once

#include "shop/invoicing/invoice.hpp"

// RO e-Factura (OUG 120/2021): a fiscal invoice as the document that the ministry takes, UBL 2.1 in
// the CIUS-RO 1.0.1 profile of EN 16931.

namespace taraba::efactura {

/// The invoice that a storno takes back.
struct Corrected {
    std::string number; ///< as on its own document
    Date issued_on{};
};

/// What people and documents call an invoice: `TRB281`.
std::string number_of(const std::string& series, std::int64_t number);

/// What the ministry's rules would refuse, with the field of the invoice; empty: nothing. Only what
/// depends on the data: an address without its sector, a seller without a tax number.
std::vector<Refusal> faults_of(const invoicing::InvoiceContent& content);

/// The document, from the issued invoice alone. Amounts are those of the invoice, to the ban; unit
/// prices without VAT have six decimals. A line below nothing (discount, storno) has a negative
/// quantity and a positive price (BR-27). Refuses with what faults_of() names first, and a proforma
/// with `not_an_invoice`.
Result<std::string> document_of(const invoicing::InvoiceContent& content,
                                const std::optional<Corrected>& corrected);

} // namespace taraba::efactura
