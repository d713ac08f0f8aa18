#pragma once

#include "shop/scope.hpp"

namespace taraba::payments {

/// What reading a processor's settlement brought.
struct SettlementReport {
    std::int64_t rows = 0;
    std::int64_t settled = 0;     ///< payments whose commission is now known
    Money commission;             ///< of those, together
    std::vector<std::string> odd; ///< references that we have no payment for, or another amount
};
BOOST_DESCRIBE_STRUCT(SettlementReport, (), (rows, settled, commission, odd))

/// Reads a settlement file: a CSV whose first line names the charge (our reference or the
/// processor's number), its amount and the commission kept, in Romanian or English. The commission
/// goes into the order's profit, and so does what the rate of today makes of a charge in another
/// currency. Reading a file again changes nothing. Refuses with `not_found` for
/// an unknown processor and with `invalid_field` a file without these columns.
Result<SettlementReport> take_settlement(const shop::Scope& scope, const std::string& processor,
                                         const std::string& csv);

} // namespace taraba::payments
