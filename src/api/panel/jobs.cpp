#include "jobs/jobs.hpp"
#include "api/crud.hpp"
#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"

namespace taraba::api::panel {

namespace {

struct Jobs {
    std::vector<JobView> items;
};
BOOST_DESCRIBE_STRUCT(Jobs, (), (items))

} // namespace

void add_jobs(Api& api) {
    api.get<Nothing, Jobs>("/api/v1/jobs", {"Jobs that failed for good", "notices", "orders.read"},
                           [](const Scope& scope, const In<>&) -> Result<Jobs> {
                               return scope.read([&](db::Transaction& tx) -> Result<Jobs> {
                                   Jobs failed;
                                   for (const auto& job : jobs::dead_jobs(tx, scope.id()))
                                       failed.items.push_back({job.id, job.kind, job.state,
                                                               job.attempts, job.last_error,
                                                               job.subject, job.run_at});
                                   return failed;
                               });
                           });
    api.post<Nothing, Nothing>(
        "/api/v1/jobs/{id}/retry", {"Try a failed job again", "notices", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<void> {
            TRY(id, in.id<JobId>());
            const auto revived = scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(jobs::retry_dead(tx, scope.id(), id, scope.now));
                return true;
            });
            if (!revived) return Failure(revived.error());
            return {};
        },
        204);
}

} // namespace taraba::api::panel
