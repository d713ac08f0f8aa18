#pragma once

#include "shop/shipping/shipment.hpp"

// Papers of orders to be printed together: of a few at once, of hundreds as a task.

namespace taraba::documents {

enum class PrintedPaper {
    labels,
    invoices,
    transport_sheets,
    pick_list,
    packing_slips,
    warranty_certificates,
    return_forms
};
BOOST_DESCRIBE_ENUM(PrintedPaper, labels, invoices, transport_sheets, pick_list, packing_slips,
                    warranty_certificates, return_forms)

/// Which papers, in this order; those of an order follow each other, and the pick list of all
/// leads.
struct WantedPapers {
    static constexpr bool lenient = true;
    std::vector<PrintedPaper> papers;
    shipping::LabelFormat format = shipping::LabelFormat::a6;
};
BOOST_DESCRIBE_STRUCT(WantedPapers, (), (papers, format))

/// So many orders are printed together.
inline constexpr std::int64_t printed_at_once = 500;

/// The papers that an order has, each a PDF; those it does not have yet are left out. May ask the
/// courier for a label. Refuses with `not_found` and like the courier.
Result<std::vector<std::string>> papers_of(const shop::Scope& scope, OrderId id,
                                           const WantedPapers& wanted);

/// One document of all, in picking order. Refuses with `nothing_to_print`.
Result<std::string> printed(const shop::Scope& scope, const WantedPapers& wanted,
                            std::map<OrderId, std::vector<std::string>> pages);

} // namespace taraba::documents
