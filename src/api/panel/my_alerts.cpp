#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/subscriptions.hpp"
#include "shop/messages/sms.hpp"

namespace taraba::api::panel {

using alerts::Subscription;

namespace {

Result<StaffId> person_of(const Scope& scope) {
    if (scope.principal.kind == ActorKind::operator_ && scope.principal.id != 0)
        return StaffId{scope.principal.id};
    return refuse(RefusalKind::conflict, "no_person", "Only people of the shop listen to alerts.");
}

} // namespace

void add_my_alerts(Api& api) {
    api.get<Nothing, Subscription>(
        "/api/v1/me/alerts", {"How one hears of alerts", "notices", "orders.read"},
        [](const Scope& scope, const In<>&) -> Result<Subscription> {
            TRY(person, person_of(scope));
            return scope.read([&](db::Transaction& tx) -> Result<Subscription> {
                return alerts::subscription_of(tx, scope.id(), person);
            });
        });
    api.post<Subscription, Subscription>(
        "/api/v1/me/alerts", {"Choose how one hears of alerts", "notices", "orders.read"},
        [](const Scope& scope, const In<Subscription>& in) -> Result<Subscription> {
            TRY(person, person_of(scope));
            if (!in.body.phone.empty() && !messages::mobile_number(in.body.phone))
                return invalid_field("phone", "This is no mobile number.");
            return scope.write([&](db::Transaction& tx) -> Result<Subscription> {
                alerts::subscribe(tx, scope, person, in.body);
                return in.body;
            });
        });
}

} // namespace taraba::api::panel
