#include "api/invoice_view.hpp"

#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"

namespace taraba::api {

std::vector<InvoiceView> views_of(db::Transaction& tx, const Scope& scope,
                                  const std::vector<invoicing::Invoice>& invoices) {
    std::vector<InvoiceView> views;
    const auto states = efactura::states_of(tx, scope.id(), invoices);
    for (const auto& invoice : invoices) {
        const auto& buyer = invoice.content.buyer;
        InvoiceView view{invoice.id,       invoice.kind,        invoice.series,    invoice.number,
                         invoice.order_id, invoice.storno_of,   invoice.issued_on, buyer.name,
                         buyer.tax_id,     buyer.registered_on, invoice.net,       invoice.vat,
                         invoice.gross};
        if (invoice.content.exchange_rate != 0) view.in_currency = invoice.content.gross;
        if (const auto known = states.find(invoice.id); known != states.end())
            view.efactura = known->second;
        views.push_back(std::move(view));
    }
    return views;
}

InvoiceView view_of(db::Transaction& tx, const Scope& scope, const invoicing::Invoice& invoice) {
    return views_of(tx, scope, {invoice}).front();
}

} // namespace taraba::api
