#include "shop/documents/printing.hpp"

#include "shop/documents/document.hpp"
#include "shop/documents/issued.hpp"
#include "shop/documents/pick_list.hpp"
#include "shop/documents/shipping_papers.hpp"

#include <algorithm>

namespace taraba::documents {

using shop::Scope;

namespace {

/// What the papers of an order are made of.
struct Ordered {
    orders::Order order;
    std::vector<orders::OrderLine> lines;
    orders::SerialsByProduct serials;
    /// The papers of a parcel are made for each of them; an order without any has those of itself.
    std::vector<std::optional<shipping::Shipment>> parts;
    std::optional<invoicing::Invoice> invoice;
    std::optional<Date> delivered_on;
    std::vector<service::Case> repairs;
};

Result<Ordered> read(const Scope& scope, OrderId id) {
    return scope.read([&](db::Transaction& tx) -> Result<Ordered> {
        TRY(order, orders::must_find(tx, scope, id));
        Ordered all{order,
                    orders::lines_of(tx, scope.id(), id),
                    orders::serials_of(tx, scope.id(), id),
                    {},
                    invoicing::live_invoice(tx, scope.id(), id),
                    shipping::delivered_on(tx, scope, id),
                    service::of_order(tx, scope.id(), id)};
        for (auto& each : shipping::of_order(tx, scope.id(), id))
            if (each.state != shipping::ShipmentState::cancelled)
                all.parts.emplace_back(std::move(each));
        if (all.parts.empty()) all.parts.emplace_back();
        return all;
    });
}

/// The papers of one kind that an order has; none is no mistake.
Result<void> add_papers(const Scope& scope, const Ordered& all, PrintedPaper paper,
                        shipping::LabelFormat format, std::vector<std::string>& pages) {
    const auto issued = [&](IssuedPaper kind, const std::string& facts) {
        return as_issued(scope, all.order.id, kind, facts);
    };
    if (paper == PrintedPaper::invoices && all.invoice)
        pages.push_back(invoice_pdf(scope, all.invoice->content));
    if (paper == PrintedPaper::warranty_certificates) {
        const auto certificate = warranty_pdf(
            issued(IssuedPaper::warranty_certificate,
                   warranty_facts(all.serials, all.delivered_on, all.repairs)),
            all.order, all.lines, all.serials, all.invoice, all.delivered_on, all.repairs);
        if (certificate) pages.push_back(*certificate);
    }
    if (paper == PrintedPaper::return_forms)
        pages.push_back(return_form_pdf(issued(IssuedPaper::return_form, ""), all.order, all.lines,
                                        all.delivered_on));
    for (const auto& part : all.parts) {
        if (paper == PrintedPaper::labels && part &&
            part->state == shipping::ShipmentState::registered) {
            TRY(label, shipping::label_of(scope, part->id, format));
            pages.push_back(label);
        }
        if (paper == PrintedPaper::transport_sheets)
            pages.push_back(transport_sheet_pdf(issued(IssuedPaper::transport_sheet, ""), all.order,
                                                all.lines, part, all.invoice));
        if (paper == PrintedPaper::packing_slips)
            pages.push_back(packing_slip_pdf(issued(IssuedPaper::packing_slip, ""), all.order,
                                             all.lines, part));
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> papers_of(const Scope& scope, OrderId id,
                                           const WantedPapers& wanted) {
    TRY(all, read(scope, id));
    std::vector<std::string> pages;
    for (const auto paper : wanted.papers)
        MUST(add_papers(scope, all, paper, wanted.format, pages));
    return pages;
}

Result<std::string> printed(const Scope& scope, const WantedPapers& wanted,
                            std::map<OrderId, std::vector<std::string>> pages) {
    std::vector<OrderId> ids;
    for (const auto& each : pages)
        ids.push_back(each.first);
    ids = scope.read([&](db::Transaction& tx) { return in_picking_order(tx, scope, ids); });
    std::vector<std::string> all;
    if (std::ranges::find(wanted.papers, PrintedPaper::pick_list) != wanted.papers.end())
        all.push_back(pick_list_pdf(
            scope, scope.read([&](db::Transaction& tx) { return picks_of(tx, scope, ids); }),
            ids.size()));
    for (const auto id : ids)
        std::ranges::move(pages[id], std::back_inserter(all));
    if (all.empty())
        return refuse(RefusalKind::conflict, "nothing_to_print",
                      "None of these orders has such a paper yet.");
    return joined(all);
}

} // namespace taraba::documents
