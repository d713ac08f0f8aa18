// Papers of a selection as one document, in the order in which the goods are picked.

#include "shop/desk/routes.hpp"
#include "shop/documents/document.hpp"
#include "shop/documents/pick_list.hpp"
#include "shop/documents/shipping_papers.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Scope;

namespace {

enum class PrintedPaper {
    labels,
    invoices,
    transport_sheets,
    pick_list,
    packing_slips,
    warranty_certificates
};
BOOST_DESCRIBE_ENUM(PrintedPaper, labels, invoices, transport_sheets, pick_list, packing_slips,
                    warranty_certificates)

struct PrintRequest {
    static constexpr bool lenient = true;
    std::vector<std::string> orders;  ///< ids, at most 500
    std::vector<PrintedPaper> papers; ///< in this order; those of an order follow each other
    shipping::LabelFormat format = shipping::LabelFormat::a6;
};
BOOST_DESCRIBE_STRUCT(PrintRequest, (), (orders, papers, format))

Result<std::vector<OrderId>> ids_of(const std::vector<std::string>& texts) {
    if (texts.empty() || texts.size() > 500)
        return invalid_field("orders", "One to 500 orders at a time.");
    std::vector<OrderId> ids;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto id = parse_id(texts[i]);
        if (!id) return invalid_field("orders[" + std::to_string(i) + "]", "This is not an id.");
        ids.push_back(OrderId{*id});
    }
    return ids;
}

/// The papers of one kind that an order has; none is no mistake.
Result<void> add_papers(const Scope& scope, OrderId id, PrintedPaper paper,
                        shipping::LabelFormat format, std::vector<std::string>& pages) {
    struct Read {
        orders::Order order;
        std::vector<orders::OrderLine> lines;
        std::vector<shipping::Shipment> shipments;
        std::optional<invoicing::Invoice> invoice;
        std::optional<Date> delivered_on;
    };
    const auto read = scope.read([&](db::Transaction& tx) -> Result<Read> {
        TRY(order, orders::must_find(tx, scope, id));
        Read all{order,
                 orders::lines_of(tx, scope.id(), id),
                 {},
                 invoicing::live_invoice(tx, scope.id(), id),
                 shipping::delivered_on(tx, scope, id)};
        for (auto& each : shipping::of_order(tx, scope.id(), id))
            if (each.state != shipping::ShipmentState::cancelled)
                all.shipments.push_back(std::move(each));
        return all;
    });
    if (!read) return Failure(read.error());
    if (paper == PrintedPaper::invoices && read->invoice)
        pages.push_back(documents::invoice_pdf(scope, read->invoice->content));
    if (paper == PrintedPaper::warranty_certificates) {
        const auto certificate = documents::warranty_pdf(scope, read->order, read->lines,
                                                         read->invoice, read->delivered_on);
        if (certificate) pages.push_back(*certificate);
    }
    // The papers of a parcel, for each of them; an order without any has those of itself.
    std::vector<std::optional<shipping::Shipment>> parts(read->shipments.begin(),
                                                         read->shipments.end());
    if (parts.empty()) parts.emplace_back();
    for (const auto& part : parts) {
        if (paper == PrintedPaper::labels && part &&
            part->state == shipping::ShipmentState::registered) {
            TRY(label, shipping::label_of(scope, part->id, format));
            pages.push_back(label);
        }
        if (paper == PrintedPaper::transport_sheets)
            pages.push_back(documents::transport_sheet_pdf(scope, read->order, read->lines, part,
                                                           read->invoice));
        if (paper == PrintedPaper::packing_slips)
            pages.push_back(documents::packing_slip_pdf(scope, read->order, read->lines, part));
    }
    return {};
}

Result<http::File> print(const Scope& scope, const PrintRequest& wanted) {
    TRY(asked, ids_of(wanted.orders));
    if (wanted.papers.empty()) return invalid_field("papers", "Which papers?");
    const auto ids = scope.read(
        [&](db::Transaction& tx) { return documents::in_picking_order(tx, scope, asked); });
    std::vector<std::string> pages;
    for (const auto paper : wanted.papers)
        if (paper == PrintedPaper::pick_list)
            pages.push_back(documents::pick_list_pdf(scope, scope.read([&](db::Transaction& tx) {
                return documents::picks_of(tx, scope, ids);
            }),
                                                     ids.size()));
    for (const auto id : ids)
        for (const auto paper : wanted.papers)
            MUST(add_papers(scope, id, paper, wanted.format, pages));
    if (pages.empty())
        return refuse(RefusalKind::conflict, "nothing_to_print",
                      "None of these orders has such a paper yet.");
    TRY(all, documents::joined(pages));
    return http::File{"application/pdf", "print.pdf", all, {}};
}

} // namespace

void add_print_routes(Api& api) {
    api.file_for<PrintRequest>(
        "/api/v1/print", "application/pdf",
        {"Papers of several orders as one document, in picking order", "documents", "orders.read"},
        [](const Scope& scope, const In<PrintRequest>& in) { return print(scope, in.body); });
}

} // namespace taraba::desk
