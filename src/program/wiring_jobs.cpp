#include "program/wiring.hpp"

#include "shop/bulk/bulk.hpp"
#include "shop/customers/register.hpp"
#include "shop/documents/document.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/messages/message.hpp"
#include "shop/notices/trail_check.hpp"
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

void register_jobs(jobs::Runner& runner, shop::Installation& house) {
    customers::register_jobs(runner, house);
    shipping::register_jobs(runner, house);
    efactura::register_jobs(runner, house);
    payments::register_jobs(runner, house);
    messages::register_jobs(runner, house, paper_of);
    bulk::register_jobs(runner, house);
    webhooks::register_jobs(runner, house);
    notices::register_trail_jobs(runner, house);
    house.on_event = webhooks::on_event;
}

} // namespace taraba::program
