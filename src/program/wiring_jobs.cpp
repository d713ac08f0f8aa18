#include "program/wiring.hpp"

#include "shop/alerts/trail_check.hpp"
#include "shop/bulk/bulk.hpp"
#include "shop/customers/register.hpp"
#include "shop/documents/document.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/messages/message.hpp"
#include "shop/payments/payment.hpp"
#include "shop/shipping/shipment.hpp"
#include "shop/webhooks/webhook.hpp"

namespace taraba::program {

namespace {

std::optional<std::string> paper_of(const shop::Scope& scope, OrderId id,
                                    messages::AttachedPaper paper) {
    const auto wanted = paper == messages::AttachedPaper::invoice
                            ? invoicing::InvoiceKind::invoice
                            : invoicing::InvoiceKind::proforma;
    std::optional<std::string> pdf;
    for (const auto& invoice :
         scope.read([&](db::Transaction& tx) { return invoicing::of_order(tx, scope.id(), id); }))
        if (invoice.kind == wanted) pdf = documents::invoice_pdf(scope, invoice.content);
    return pdf;
}

} // namespace

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    customers::register_jobs(runner, installation);
    shipping::register_jobs(runner, installation);
    efactura::register_jobs(runner, installation);
    payments::register_jobs(runner, installation);
    messages::register_jobs(runner, installation, paper_of);
    bulk::register_jobs(runner, installation);
    webhooks::register_jobs(runner, installation);
    alerts::register_trail_jobs(runner, installation);
    installation.on_event = webhooks::on_event;
}

} // namespace taraba::program
