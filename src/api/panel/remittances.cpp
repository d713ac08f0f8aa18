#include "api/panel/routes.hpp"
#include "shop/shipping/remittance.hpp"

namespace taraba::api::panel {

namespace {

struct FetchIn {
    std::string courier;
    std::optional<Date> day; ///< today when missing
};
BOOST_DESCRIBE_STRUCT(FetchIn, (), (courier, day))

} // namespace

void add_remittances(Api& api) {
    api.get<Nothing, shipping::CashOverview>(
        "/api/v1/remittances",
        {"Cash on delivery that couriers still owe, and what fits no order", "payments",
         "payments.edit"},
        [](const Scope& scope, const In<>&) -> Result<shipping::CashOverview> {
            return scope.read([&](db::Transaction& tx) -> Result<shipping::CashOverview> {
                return shipping::cash_overview(tx, scope);
            });
        });
    api.post<FetchIn, shipping::RemittanceReport>(
        "/api/v1/remittances",
        {"Ask a courier what it paid out on a day", "payments", "payments.edit"},
        [](const Scope& scope, const In<FetchIn>& in) {
            return shipping::take_remittances(scope, in.body.courier,
                                              in.body.day.value_or(scope.today()));
        });
}

} // namespace taraba::api::panel
