#pragma once

#include "shop/books/money.hpp"

// What accountants' programmes take in. Each is a ZIP.

namespace taraba::books {

/// SAGA: `F_….xml` with the invoices (Facturi/Factura/Antet, Detalii/Continut/Linie) and `I_….xml`
/// with the receipts, as its manual has them ("Import date din fișiere XML").
std::string saga_zip(db::Transaction& tx, const shop::Scope& scope, const Period& period);

/// WinMentor: `Facturi.txt`, `Partner.txt` and `Articole.txt`, as its "Structuri import din alte
/// aplicații" has them; of one month, as that programme works by months. Plain letters, because it
/// reads the Windows code page.
std::string winmentor_zip(db::Transaction& tx, const shop::Scope& scope, const Period& month);

/// The facts that the D406 declaration (SAF-T) asks of sales, payments, goods and their movements,
/// as CSV by the names of its schema; accounts are for the accountant's programme to add.
std::string saft_zip(db::Transaction& tx, const shop::Scope& scope, const Period& period);

} // namespace taraba::books
