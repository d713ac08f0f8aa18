#pragma once

#include "shop/shipping/shipment.hpp"

namespace taraba::shipping {

/// What reading a courier's invoice brought.
struct CourierInvoiceReport {
    std::int64_t rows = 0;
    std::int64_t matched = 0;     ///< parcels of ours
    std::int64_t changed = 0;     ///< of these, with another cost than was reckoned
    Money charged;                ///< of the matched ones, without VAT
    Money difference;             ///< charged more, or less, than was reckoned
    std::vector<std::string> odd; ///< AWBs of no parcel of ours
};
BOOST_DESCRIBE_STRUCT(CourierInvoiceReport, (), (rows, matched, changed, charged, difference, odd))

/// Reads what a courier's invoice charges for each parcel: a CSV whose first line names the AWB and
/// the amount without VAT, in Romanian or English; several rows of one AWB are added up. It becomes
/// the cost of delivery in the order's profit, with the difference on record. Reading an invoice
/// again (the same document number) changes nothing. Refuses with `not_found` an unknown courier
/// and with `invalid_field` a file without these columns, or no document number.
Result<CourierInvoiceReport> take_courier_invoice(const shop::Scope& scope,
                                                  const std::string& courier,
                                                  const std::string& document,
                                                  const std::string& csv);

/// Sets the order's cost of delivery to what all its registered parcels cost together, those that
/// came back with a return too.
Result<void> renew_delivery_cost(db::Transaction& tx, const shop::Scope& scope, OrderId id);

} // namespace taraba::shipping
