#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/trail_check.hpp"

namespace taraba::api::panel {

namespace {

struct TrailChecks {
    std::vector<alerts::TrailCheck> items;
};
BOOST_DESCRIBE_STRUCT(TrailChecks, (), (items))

} // namespace

void add_trail_checks(Api& api) {
    api.get<Nothing, TrailChecks>(
        "/api/v1/trail-checks", {"The last 30 verifications of the records", "staff", "staff.edit"},
        [](const Scope& scope, const In<>&) -> Result<TrailChecks> {
            return scope.read([&](db::Transaction& tx) -> Result<TrailChecks> {
                return TrailChecks{alerts::trail_checks(tx, scope.id())};
            });
        });
    api.post<Nothing, alerts::TrailCheck>(
        "/api/v1/trail-checks", {"Verify the records now", "staff", "staff.edit"},
        [](const Scope& scope, const In<>&) -> Result<alerts::TrailCheck> {
            return scope.create(
                [&](db::Transaction& tx) { return alerts::begin_check(tx, scope); });
        },
        201);
}

} // namespace taraba::api::panel
