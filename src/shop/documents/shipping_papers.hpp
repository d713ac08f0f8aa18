#pragma once

#include "shop/invoicing/invoice.hpp"
#include "shop/orders/serials.hpp"
#include "shop/service/case.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::documents {

/// What lies in a parcel, without prices, with a box to tick each line: of one shipment, or of the
/// whole order before there is any.
std::string packing_slip_pdf(const shop::Scope& scope, const orders::Order& order,
                             const std::vector<orders::OrderLine>& lines,
                             const std::optional<shipping::Shipment>& shipment);

/// The day's waybills of a courier with parcels, weight and cash, to be signed by both
/// (borderou de predare-primire).
std::string manifest_pdf(const shop::Scope& scope, const std::string& courier, Date day,
                         const std::vector<shipping::Shipment>& shipments);

/// The guarantee of the goods of an order that have one, with what the law wants on it: OUG
/// 140/2021 art. 9-14, OG 21/1992. Refuses with `no_warranty` when no line has one.
Result<std::string> warranty_pdf(const shop::Scope& scope, const orders::Order& order,
                                 const std::vector<orders::OrderLine>& lines,
                                 const orders::SerialsByProduct& serials,
                                 const std::optional<invoicing::Invoice>& invoice,
                                 std::optional<Date> delivered_on,
                                 const std::vector<service::Case>& repairs);

/// What a buyer fills in and puts into the parcel that comes back, with the statement of
/// withdrawal of OUG 34/2014 (annex, part B).
std::string return_form_pdf(const shop::Scope& scope, const orders::Order& order,
                            const std::vector<orders::OrderLine>& lines,
                            std::optional<Date> delivered_on);

} // namespace taraba::documents
