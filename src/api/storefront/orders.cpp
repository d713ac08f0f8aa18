#include "api/storefront/order_view.hpp"
#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/documents/document.hpp"
#include "shop/invoicing/invoice.hpp"

#include <algorithm>

namespace taraba::api::storefront {

void add_orders(Api& api) {
    api.post<checkout::PlaceOrder, checkout::PlacedOrder>(
        "/api/v1/checkout/orders", {"Place an order", "checkout", "checkout"},
        [](const Scope& scope, const In<checkout::PlaceOrder>& in) {
            return checkout::place(scope, in.body);
        },
        201);
    api.get<TokenQuery, BuyerOrder>(
        "/api/v1/checkout/orders/{id}",
        {"The buyer's order, by its signed link", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerOrder> {
            TRY(id, signed_order(scope, in));
            return scope.read([&](db::Transaction& tx) { return buyer_order(tx, scope, id); });
        });
    api.file<TokenQuery>("/api/v1/checkout/orders/{id}/invoices/{invoice}.pdf", "application/pdf",
                         {"A paper of the buyer's order", "checkout", "checkout"},
                         [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<File> {
                             TRY(id, signed_order(scope, in));
                             TRY(invoice_id, in.template id<InvoiceId>("invoice"));
                             const auto invoice = scope.read([&](db::Transaction& tx) {
                                 return invoicing::find(tx, scope.id(), invoice_id);
                             });
                             if (!invoice || invoice->order_id != id)
                                 return not_found("There is no such paper.");
                             return File{"application/pdf",
                                         invoice->series + std::to_string(invoice->number) + ".pdf",
                                         documents::invoice_pdf(scope, invoice->content)};
                         });
}

} // namespace taraba::api::storefront
