#include "api/panel/routes.hpp"
#include "shop/service/steps.hpp"

namespace taraba::api::panel {

namespace {

struct Steps {
    std::vector<shop::ServiceStep> items;
};
BOOST_DESCRIBE_STRUCT(Steps, (), (items))

} // namespace

void add_service_steps(Api& api) {
    api.get<Nothing, Steps>("/api/v1/service-steps",
                            {"The steps of a case, in the shop's order", "service", "orders.read"},
                            [](const Scope& scope, const In<>&) -> Result<Steps> {
                                return Steps{service::steps_of(scope)};
                            });
}

} // namespace taraba::api::panel
