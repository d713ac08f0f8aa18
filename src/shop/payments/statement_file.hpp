#pragma once

#include "base/money.hpp"
#include "base/refusal.hpp"
#include "base/time.hpp"

#include <string>
#include <vector>

namespace taraba::payments {

/// Money that came to an account, as its bank writes it.
struct BankEntry {
    Date booked_on{};
    Money amount;
    std::string payer;
    std::string payer_iban;
    std::string details;  ///< what the payer wrote
    std::string bank_ref; ///< the bank's own
};

/// Reads a statement: CAMT.053 (ISO 20022 XML), MT940 (SWIFT), or a CSV whose first line names its
/// columns in Romanian or English. Only money that came in counts, in the shop's currency. Refuses
/// with `invalid_field` what is none of them, with the line where it can be told.
Result<std::vector<BankEntry>> read_statement(const std::string& text, Currency currency);

} // namespace taraba::payments
