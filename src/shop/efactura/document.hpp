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

/// UN/ECE recommendation 20 for a unit as people write it; `H87` is a piece, `C62` whatever is not
/// known.
std::string unit_code(const std::string& unit);

/// What people and documents call an invoice: `TRB281`.
std::string number_of(const std::string& series, std::int64_t number);

/// The document, from the issued invoice alone. Amounts are those of the invoice, to the ban; unit
/// prices without VAT have six decimals. A line negative (discount, storno) has a negative
/// quantity and a positive price (BR-27). Refuses with `invalid_field` what the ministry's rules
/// would of the parties' data (a missing sector of Bucharest, a seller without tax number), and a
/// proforma with `not_an_invoice`.
Result<std::string> document_of(const invoicing::InvoiceContent& content,
                                const std::optional<Corrected>& corrected);

} // namespace taraba::efactura
