#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/orders/order.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::api::panel {

using statuses::Status;

namespace {

struct Successor {
    std::string successor; ///< id or code of the status that its orders move to
};
BOOST_DESCRIBE_STRUCT(Successor, (), (successor))

/// Moves the orders of a status to its successor, a batch a transaction, then removes it.
Result<void> replace_status(const Scope& scope, StatusId id, const std::string& successor) {
    const auto catalogue = statuses::of(scope);
    const auto* from = catalogue->find(id);
    const auto* to = catalogue->find(successor);
    if (!from) return not_found("There is no such status.");
    if (!to || to->axis != from->axis || to->id == from->id)
        return invalid_field("successor", "The successor is another status of the same axis.");
    constexpr std::int64_t batch = 500;
    for (std::int64_t moved = batch; moved == batch;) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<std::int64_t> {
            return orders::move_status(tx, scope, *from, *to, batch);
        });
        if (!done) return Failure(done.error());
        moved = *done;
    }
    const auto removed = scope.write([&](db::Transaction& tx) -> Result<bool> {
        MUST(statuses::remove(tx, scope, id));
        return true;
    });
    if (!removed) return Failure(removed.error());
    return {};
}

} // namespace

void add_statuses(Api& api) {
    add_crud<Status>(
        api, {"/api/v1/statuses", "statuses", "status", "orders.read", "settings.edit",
              [](db::Transaction&, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return cut(statuses::of(scope)->all(), before, limit); },
              [](db::Transaction&, const Scope& scope, std::int64_t id) {
                  const auto* found = statuses::of(scope)->find(StatusId{id});
                  return found ? std::optional(*found) : std::nullopt;
              },
              [](db::Transaction& tx, const Scope& scope, Status status, bool fresh) {
                  return statuses::save(tx, scope, std::move(status), fresh);
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  const auto* status = statuses::of(scope)->find(StatusId{id});
                  if (!status) return not_found("There is no such status.");
                  if (orders::is_status_used(tx, scope.id(), *status))
                      return refuse(RefusalKind::conflict, "in_use",
                                    "Orders are in this status; name its successor.");
                  return statuses::remove(tx, scope, StatusId{id});
              }});
    api.post<Successor, Nothing>(
        "/api/v1/statuses/{id}/replace",
        {"Move all orders of a status to another and remove it", "statuses", "settings.edit"},
        [](const Scope& scope, const In<Successor>& in) -> Result<void> {
            TRY(id, in.template id<StatusId>());
            return replace_status(scope, id, in.body.successor);
        },
        204);
}

} // namespace taraba::api::panel
