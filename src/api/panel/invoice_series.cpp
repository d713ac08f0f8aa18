#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/invoicing/invoice.hpp"

namespace taraba::api::panel {

namespace {

struct AllSeries {
    std::vector<invoicing::Series> items;
};
BOOST_DESCRIBE_STRUCT(AllSeries, (), (items))

} // namespace

void add_invoice_series(Api& api) {
    api.get<Nothing, AllSeries>(
        "/api/v1/invoice-series", {"Series of invoice numbers", "invoices", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<AllSeries> {
            return scope.read([&](db::Transaction& tx) -> Result<AllSeries> {
                return AllSeries{invoicing::all_series(tx, scope.id())};
            });
        });
    api.post<invoicing::Series, invoicing::Series>(
        "/api/v1/invoice-series",
        {"Change a series, or where its numbers go on", "invoices", "settings.edit"},
        [](const Scope& scope, const In<invoicing::Series>& in) {
            return scope.create(
                [&](db::Transaction& tx) { return invoicing::change_series(tx, scope, in.body); });
        });
}

} // namespace taraba::api::panel
