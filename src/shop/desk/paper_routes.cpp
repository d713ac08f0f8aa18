#include "shop/customers/register.hpp"
#include "shop/desk/order_view.hpp"
#include "shop/desk/routes.hpp"
#include "shop/documents/document.hpp"
#include "shop/documents/issued.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/efactura/filing.hpp"

namespace taraba::desk {

using documents::IssuedPaper;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct IssueInvoice {
    static constexpr bool lenient = true;
    invoicing::InvoiceKind kind = invoicing::InvoiceKind::invoice;
};
BOOST_DESCRIBE_STRUCT(IssueInvoice, (), (kind))

struct StornoReason {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(StornoReason, (), (reason))

struct InvoicePage {
    std::vector<InvoiceView> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(InvoicePage, (), (items, next_cursor))

Result<InvoicePage> list(const Scope& scope, const shop::ListQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    return scope.read([&](db::Transaction& tx) {
        const auto page = shop::page_of(invoicing::list(tx, scope.id(), before, limit + 1),
                                        static_cast<std::size_t>(limit),
                                        [](const auto& invoice) { return invoice.id.value; });
        return InvoicePage{views_of(tx, scope, page.items), page.next_cursor};
    });
}

Result<InvoiceView> viewed(db::Transaction& tx, const Scope& scope,
                           const Result<invoicing::Invoice>& invoice) {
    if (!invoice) return Failure(invoice.error());
    return view_of(tx, scope, *invoice);
}

struct ShipmentQuery {
    std::optional<std::string> shipment; ///< id; the whole order when not given
};
BOOST_DESCRIBE_STRUCT(ShipmentQuery, (), (shipment))

struct ManifestQuery {
    std::optional<Date> day; ///< today when not given
};
BOOST_DESCRIBE_STRUCT(ManifestQuery, (), (day))

Result<http::File> transport_sheet(const Scope& now, OrderId id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::transport_sheet);
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        TRY(order, orders::must_find(tx, scope, id));
        std::optional<shipping::Shipment> shipment;
        for (auto& each : shipping::of_order(tx, scope.id(), id))
            if (each.state != shipping::ShipmentState::cancelled) shipment = std::move(each);
        return http::File{
            "application/pdf", "transport-" + std::to_string(order.number) + ".pdf",
            documents::transport_sheet_pdf(scope, order, orders::lines_of(tx, scope.id(), id),
                                           shipment, invoicing::live_invoice(tx, scope.id(), id))};
    });
}

Result<http::File> packing_slip(const Scope& now, OrderId id,
                                const std::optional<std::string>& shipment_id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::packing_slip);
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        TRY(order, orders::must_find(tx, scope, id));
        std::optional<shipping::Shipment> shipment;
        if (shipment_id) {
            const auto number = parse_id(*shipment_id);
            shipment = shipping::find(tx, scope.id(), ShipmentId{number.value_or(0)});
            if (!shipment || shipment->order_id != id)
                return not_found("There is no such shipment.");
        }
        return http::File{"application/pdf",
                          "packing-" + std::to_string(order.number) + ".pdf",
                          documents::packing_slip_pdf(
                              scope, order, orders::lines_of(tx, scope.id(), id), shipment),
                          {}};
    });
}

Result<http::File> warranty(const Scope& now, OrderId id) {
    const auto facts = now.read([&](db::Transaction& tx) {
        return documents::warranty_facts(orders::serials_of(tx, now.id(), id),
                                         shipping::delivered_on(tx, now, id),
                                         service::of_order(tx, now.id(), id));
    });
    const auto scope = documents::as_issued(now, id, IssuedPaper::warranty_certificate, facts);
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        TRY(order, orders::must_find(tx, scope, id));
        TRY(pdf, documents::warranty_pdf(scope, order, orders::lines_of(tx, scope.id(), id),
                                         orders::serials_of(tx, scope.id(), id),
                                         invoicing::live_invoice(tx, scope.id(), id),
                                         shipping::delivered_on(tx, scope, id),
                                         service::of_order(tx, scope.id(), id)));
        return http::File{
            "application/pdf", "warranty-" + std::to_string(order.number) + ".pdf", pdf, {}};
    });
}

Result<http::File> return_form(const Scope& now, OrderId id) {
    const auto scope = documents::as_issued(now, id, IssuedPaper::return_form);
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        TRY(order, orders::must_find(tx, scope, id));
        return http::File{"application/pdf",
                          "return-" + std::to_string(order.number) + ".pdf",
                          documents::return_form_pdf(scope, order,
                                                     orders::lines_of(tx, scope.id(), id),
                                                     shipping::delivered_on(tx, scope, id)),
                          {}};
    });
}

Result<http::File> manifest(const Scope& scope, const std::string& courier,
                            std::optional<Date> wanted) {
    const auto known = shipping::courier_registry().find(courier);
    if (known == shipping::courier_registry().end())
        return not_found("There is no courier of this name.");
    const Date day = wanted.value_or(scope.today());
    const auto shipments = scope.read(
        [&](db::Transaction& tx) { return shipping::registered_on(tx, scope, courier, day); });
    if (shipments.empty())
        return refuse(RefusalKind::conflict, "nothing_to_print",
                      "No parcel was given to this courier on that day.");
    return http::File{"application/pdf",
                      "manifest-" + courier + "-" + to_text(day) + ".pdf",
                      documents::manifest_pdf(scope, known->second.traits.title, day, shipments),
                      {}};
}

/// The buyer's tax number decides whether the seller charges VAT: the register is asked first. One
/// that is out of reach does not stop an invoice.
Result<void> ask_register(const Scope& scope, const invoicing::ManualInvoice& wanted) {
    if (!wanted.buyer.company) return {};
    const auto known = customers::look_up_company(scope, wanted.buyer.company->cui);
    const bool hangs_on_it = wanted.without_vat == invoicing::WithoutVat::reverse_charge ||
                             wanted.without_vat == invoicing::WithoutVat::intra_community;
    if (!known && hangs_on_it && known.error().kind == RefusalKind::not_found)
        return invalid_field("buyer.company.cui", known.error().detail);
    return {};
}

Result<std::optional<payments::ExchangeRate>> rate_for(const Scope& scope,
                                                       const invoicing::ManualInvoice& wanted) {
    if (!wanted.currency || wanted.currency == scope.shop->currency || wanted.currency->size() != 3)
        return std::optional<payments::ExchangeRate>();
    TRY(rate, payments::rate_for_invoice(scope, Currency::of(*wanted.currency)));
    return std::optional(rate);
}

} // namespace

void add_paper_routes(Api& api) {
    api.post<IssueInvoice, InvoiceView>(
        "/api/v1/orders/{id}/invoices",
        {"Issue the invoice or proforma of an order", "invoices", "invoices.issue"},
        [](const Scope& scope, const In<IssueInvoice>& in) -> Result<InvoiceView> {
            TRY(id, in.template id<OrderId>());
            auto issued = scope.create([&](db::Transaction& tx) -> Result<InvoiceView> {
                TRY(order, orders::must_find(tx, scope, id));
                if (in.body.kind == invoicing::InvoiceKind::storno)
                    return invalid_field("kind", "A storno is made from its invoice.");
                return viewed(tx, scope,
                              invoicing::issue_for_order(tx, scope, order, in.body.kind));
            });
            scope.announce("order_changed", shop::order_subject(id));
            return issued;
        },
        201);
    api.get<shop::ListQuery, InvoicePage>(
        "/api/v1/invoices",
        {"Invoices, proformas and stornos, newest first", "invoices", "orders.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) {
            return list(scope, in.query);
        });
    api.post<invoicing::ManualInvoice, InvoiceView>(
        "/api/v1/invoices",
        {"Write an invoice by hand, without an order", "invoices", "invoices.issue"},
        [](const Scope& scope, const In<invoicing::ManualInvoice>& in) -> Result<InvoiceView> {
            MUST(ask_register(scope, in.body));
            TRY(rate, rate_for(scope, in.body));
            return scope.create([&](db::Transaction& tx) -> Result<InvoiceView> {
                return viewed(tx, scope, invoicing::issue_manual(tx, scope, in.body, rate));
            });
        },
        201);
    api.post<StornoReason, InvoiceView>(
        "/api/v1/invoices/{id}/storno", {"Reverse an invoice", "invoices", "invoices.issue"},
        [](const Scope& scope, const In<StornoReason>& in) -> Result<InvoiceView> {
            TRY(id, in.template id<InvoiceId>());
            return scope.create([&](db::Transaction& tx) -> Result<InvoiceView> {
                return viewed(tx, scope, invoicing::storno(tx, scope, id, in.body.reason));
            });
        },
        201);
    api.file<Nothing>("/api/v1/invoices/{id}.pdf", "application/pdf",
                      {"The invoice on paper", "invoices", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<InvoiceId>());
                          const auto invoice = scope.read([&](db::Transaction& tx) {
                              return invoicing::find(tx, scope.id(), id);
                          });
                          if (!invoice) return not_found("There is no such invoice.");
                          return http::File{"application/pdf",
                                            invoice->series + std::to_string(invoice->number) +
                                                ".pdf",
                                            documents::invoice_pdf(scope, invoice->content)};
                      });
    api.file<Nothing>(
        "/api/v1/invoices/{id}.xml", "application/xml",
        {"The invoice as RO e-Factura takes it (UBL 2.1, CIUS-RO)", "invoices", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<http::File> {
            TRY(id, in.id<InvoiceId>());
            return scope.read([&](db::Transaction& tx) -> Result<http::File> {
                const auto invoice = invoicing::find(tx, scope.id(), id);
                if (!invoice) return not_found("There is no such invoice.");
                TRY(xml, efactura::xml_of(tx, scope, id));
                return http::File{"application/xml",
                                  efactura::number_of(invoice->series, invoice->number) + ".xml",
                                  xml};
            });
        });
    api.get<Nothing, InvoiceView>(
        "/api/v1/invoices/{id}", {"One invoice", "invoices", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<InvoiceView> {
            TRY(id, in.id<InvoiceId>());
            return scope.read([&](db::Transaction& tx) -> Result<InvoiceView> {
                const auto invoice = invoicing::find(tx, scope.id(), id);
                if (!invoice) return not_found("There is no such invoice.");
                return view_of(tx, scope, *invoice);
            });
        });
    api.file<Nothing>("/api/v1/orders/{id}/transport-sheet.pdf", "application/pdf",
                      {"The transport sheet of an order", "shipments", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<OrderId>());
                          return transport_sheet(scope, id);
                      });
    api.file<ShipmentQuery>(
        "/api/v1/orders/{id}/packing-slip.pdf", "application/pdf",
        {"What lies in the parcels of an order, or of one shipment, without prices", "documents",
         "orders.read"},
        [](const Scope& scope, const In<Nothing, ShipmentQuery>& in) -> Result<http::File> {
            TRY(id, in.template id<OrderId>());
            return packing_slip(scope, id, in.query.shipment);
        });
    api.file<Nothing>("/api/v1/orders/{id}/warranty-certificate.pdf", "application/pdf",
                      {"The guarantee of an order's goods", "documents", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<OrderId>());
                          return warranty(scope, id);
                      });
    api.file<Nothing>("/api/v1/orders/{id}/return-form.pdf", "application/pdf",
                      {"What a buyer fills in to send goods back", "documents", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<OrderId>());
                          return return_form(scope, id);
                      });
    api.file<ManifestQuery>(
        "/api/v1/couriers/{courier}/manifest.pdf", "application/pdf",
        {"The day's waybills of a courier, to be signed at the hand-over", "documents",
         "orders.read"},
        [](const Scope& scope, const In<Nothing, ManifestQuery>& in) {
            return manifest(scope, in.request.path_values.find("courier")->second, in.query.day);
        });
}

} // namespace taraba::desk
