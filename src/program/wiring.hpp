#pragma once

#include "jobs/jobs.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/scope.hpp"

// What an upper area does when a lower one moves is tied together here, so that the lower area
// never names the upper.

namespace taraba::program {

/// What areas do when orders move (wiring_hooks.cpp).
orders::Workflow make_workflow();
/// Every kind of job (wiring_jobs.cpp).
void register_jobs(jobs::Runner& runner, shop::Installation& installation);
/// Everything that the clock starts (wiring_schedules.cpp).
void register_schedules(jobs::Runner& runner, shop::Installation& installation);

} // namespace taraba::program
