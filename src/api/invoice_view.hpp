#pragma once

#include "api/api.hpp"
#include "shop/efactura/filing.hpp"

namespace taraba::api {

/// An invoice in a list: of the panel, of an order, of the buyer.
struct InvoiceView {
    InvoiceId id;
    invoicing::InvoiceKind kind = invoicing::InvoiceKind::invoice;
    std::string series;
    std::int64_t number = 0;
    std::optional<OrderId> order_id;
    std::optional<InvoiceId> storno_of;
    Date issued_on{};
    std::string buyer; ///< name
    std::string tax_id;
    std::optional<Date> registered_on; ///< when the public register was asked of the buyer
    Money net;
    Money vat;
    Money gross;
    std::optional<Money> in_currency; ///< the total as written, when that is not in the shop's
    std::optional<efactura::FilingState> efactura; ///< how it stands with the ministry
};
BOOST_DESCRIBE_STRUCT(InvoiceView, (),
                      (id, kind, series, number, order_id, storno_of, issued_on, buyer, tax_id,
                       registered_on, net, vat, gross, in_currency, efactura))

std::vector<InvoiceView> views_of(db::Transaction& tx, const Scope& scope,
                                  const std::vector<invoicing::Invoice>& invoices);
InvoiceView view_of(db::Transaction& tx, const Scope& scope, const invoicing::Invoice& invoice);

} // namespace taraba::api
