#include "shop/bulk/bulk.hpp"
#include "api/crud.hpp"
#include "api/panel/routes.hpp"

namespace taraba::api::panel {

void add_bulk(Api& api) {
    api.post<bulk::BulkOrders, bulk::BulkView>(
        "/api/v1/bulk",
        {"Do something with many orders: those named, or all that match a filter", "orders",
         "orders.read"},
        [](const Scope& scope, const In<bulk::BulkOrders>& in) {
            return bulk::start_bulk(scope, in.body);
        },
        202);
    api.get<Nothing, bulk::BulkView>(
        "/api/v1/bulk/{id}", {"How far work on many orders is", "orders", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<bulk::BulkView> {
            TRY(id, in.id<BulkTaskId>());
            return bulk::bulk_view(scope, id);
        });
    api.file<Nothing>("/api/v1/bulk/{id}/papers.pdf", "application/pdf",
                      {"What a finished task of printing has made", "orders", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<BulkTaskId>());
                          TRY(all, bulk::printed_by(scope, id));
                          return File{"application/pdf", "print.pdf", all, {}};
                      });
    api.post<Nothing, bulk::BulkView>(
        "/api/v1/bulk/{id}/undo",
        {"Take back what was done with many orders", "orders", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<bulk::BulkView> {
            TRY(id, in.id<BulkTaskId>());
            return bulk::undo_bulk(scope, id);
        },
        202);
}

} // namespace taraba::api::panel
