#include "api/crud.hpp"
#include "api/invoice_view.hpp"
#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "shop/customers/register.hpp"
#include "shop/documents/document.hpp"
#include "shop/efactura/document.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order.hpp"
#include "shop/payments/exchange.hpp"

namespace taraba::api::panel {

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
    return api::view_of(tx, scope, *invoice);
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

void add_invoices(Api& api) {
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
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<InvoiceId>());
                          const auto invoice = scope.read([&](db::Transaction& tx) {
                              return invoicing::find(tx, scope.id(), id);
                          });
                          if (!invoice) return not_found("There is no such invoice.");
                          return File{"application/pdf",
                                      invoice->series + std::to_string(invoice->number) + ".pdf",
                                      documents::invoice_pdf(scope, invoice->content)};
                      });
    api.file<Nothing>(
        "/api/v1/invoices/{id}.xml", "application/xml",
        {"The invoice as RO e-Factura takes it (UBL 2.1, CIUS-RO)", "invoices", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<File> {
            TRY(id, in.id<InvoiceId>());
            return scope.read([&](db::Transaction& tx) -> Result<File> {
                const auto invoice = invoicing::find(tx, scope.id(), id);
                if (!invoice) return not_found("There is no such invoice.");
                TRY(xml, efactura::xml_of(tx, scope, id));
                return File{"application/xml",
                            efactura::number_of(invoice->series, invoice->number) + ".xml", xml};
            });
        });
    api.get<Nothing, InvoiceView>(
        "/api/v1/invoices/{id}", {"One invoice", "invoices", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<InvoiceView> {
            TRY(id, in.id<InvoiceId>());
            return scope.read([&](db::Transaction& tx) -> Result<InvoiceView> {
                const auto invoice = invoicing::find(tx, scope.id(), id);
                if (!invoice) return not_found("There is no such invoice.");
                return api::view_of(tx, scope, *invoice);
            });
        });
    api.file_for<shop::PaperLayout>(
        "/api/v1/invoices/sample", "application/pdf",
        {"How an invoice looks in a layout, saved or not", "invoices", "settings.read"},
        [](const Scope& scope, const In<shop::PaperLayout>& in) -> Result<File> {
            return File{"application/pdf",
                        "sample.pdf",
                        documents::invoice_pdf(scope, invoicing::sample(scope, in.body)),
                        {}};
        });
}

} // namespace taraba::api::panel
