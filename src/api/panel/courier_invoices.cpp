#include "api/panel/routes.hpp"
#include "shop/shipping/courier_invoice.hpp"

namespace taraba::api::panel {

namespace {

struct InvoiceQuery {
    std::optional<std::string> document; ///< number of the invoice
};
BOOST_DESCRIBE_STRUCT(InvoiceQuery, (), (document))

} // namespace

void add_courier_invoices(Api& api) {
    api.post_at<Nothing, InvoiceQuery, shipping::CourierInvoiceReport>(
        "/api/v1/courier-invoices/{courier}",
        {"Take a courier's invoice in: the body is its CSV; what parcels cost goes into the profit",
         "payments", "payments.edit"},
        [](const Scope& scope, const In<Nothing, InvoiceQuery>& in) {
            return shipping::take_courier_invoice(scope, in.request.path_value("courier"),
                                                  in.query.document.value_or(""), in.request.body);
        },
        200, 20 << 20);
}

} // namespace taraba::api::panel
