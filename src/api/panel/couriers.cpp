#include "api/panel/routes.hpp"
#include "http/message.hpp"
#include "shop/documents/shipping_papers.hpp"
#include "shop/partners/account.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/shipping/courier_account.hpp"
#include "shop/shipping/courier_localities.hpp"
#include "shop/shipping/pickup_points.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::api::panel {

using shipping::CourierAccountView;

namespace {

struct CourierAccounts {
    std::vector<CourierAccountView> items;
};
BOOST_DESCRIBE_STRUCT(CourierAccounts, (), (items))

struct OrderedPickup {
    std::string number; ///< the courier's own
};
BOOST_DESCRIBE_STRUCT(OrderedPickup, (), (number))

struct FixedLocality {
    std::int64_t siruta = 0; ///< 0: none of ours
};
BOOST_DESCRIBE_STRUCT(FixedLocality, (), (siruta))

struct Synced {
    std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(Synced, (), (points))

const std::string& courier_in(const http::Request& request) {
    return request.path_value("courier");
}

struct ManifestQuery {
    std::optional<Date> day; ///< today when not given
};
BOOST_DESCRIBE_STRUCT(ManifestQuery, (), (day))

Result<File> manifest(const Scope& scope, const std::string& courier, std::optional<Date> wanted) {
    const auto known = shipping::courier_registry().find(courier);
    if (known == shipping::courier_registry().end())
        return not_found("There is no courier of this name.");
    const Date day = wanted.value_or(scope.today());
    const auto shipments = scope.read(
        [&](db::Transaction& tx) { return shipping::registered_on(tx, scope, courier, day); });
    if (shipments.empty())
        return refuse(RefusalKind::conflict, "nothing_to_print",
                      "No parcel was given to this courier on that day.");
    return File{"application/pdf",
                "manifest-" + courier + "-" + to_text(day) + ".pdf",
                documents::manifest_pdf(scope, known->second.traits.title, day, shipments),
                {}};
}

} // namespace

void add_couriers(Api& api) {
    api.get<Nothing, CourierAccounts>(
        "/api/v1/couriers",
        {"Couriers, what each can do, and the shop's accounts", "couriers", "settings.read"},
        [](const Scope& scope, const In<>&) -> Result<CourierAccounts> {
            return CourierAccounts{shipping::courier_accounts(scope)};
        });
    api.get<Nothing, CourierAccountView>(
        "/api/v1/couriers/{courier}",
        {"The shop's account with a courier", "couriers", "settings.read"},
        [](const Scope& scope, const In<>& in) {
            return shipping::courier_account(scope, courier_in(in.request));
        });
    api.put<partners::WantedAccount, CourierAccountView>(
        "/api/v1/couriers/{courier}",
        {"Set the account with a courier; secrets are sealed and never shown again", "couriers",
         "settings.edit"},
        [](const Scope& scope, const In<partners::WantedAccount>& in) {
            return shipping::put_courier_account(scope, courier_in(in.request), in.body);
        });
    api.post<Nothing, Nothing>(
        "/api/v1/couriers/{courier}/check",
        {"Sign in with the shop's account", "couriers", "settings.edit"},
        [](const Scope& scope, const In<>& in) {
            return shipping::check_courier(scope, courier_in(in.request));
        },
        204);
    api.post<Nothing, Synced>(
        "/api/v1/couriers/{courier}/points",
        {"Fetch the courier's lockers and offices again", "couriers", "settings.edit"},
        [](const Scope& scope, const In<>& in) -> Result<Synced> {
            TRY(count, shipping::sync_points(scope, courier_in(in.request)));
            return Synced{count};
        });
    api.post<Nothing, shipping::LocalityReport>(
        "/api/v1/couriers/{courier}/localities",
        {"Fetch the courier's localities again and match them with ours", "couriers",
         "settings.edit"},
        [](const Scope& scope, const In<>& in) {
            return shipping::sync_localities(scope, courier_in(in.request));
        });
    api.get<Nothing, shipping::LocalityReport>(
        "/api/v1/couriers/{courier}/localities",
        {"How the courier's localities match ours, and which do not", "couriers", "settings.read"},
        [](const Scope& scope, const In<>& in) -> Result<shipping::LocalityReport> {
            return shipping::locality_report(scope, courier_in(in.request));
        });
    api.put<FixedLocality, shipping::LocalityReport>(
        "/api/v1/couriers/{courier}/localities/{code}",
        {"Say which of our localities a courier's one is", "couriers", "settings.edit"},
        [](const Scope& scope, const In<FixedLocality>& in) {
            return shipping::fix_locality(scope, courier_in(in.request),
                                          in.request.path_value("code"), in.body.siruta);
        });
    api.post<shipping::PickupOrder, OrderedPickup>(
        "/api/v1/couriers/{courier}/pickups",
        {"Ask the courier to send its car", "couriers", "shipments.send"},
        [](const Scope& scope, const In<shipping::PickupOrder>& in) -> Result<OrderedPickup> {
            TRY(number, shipping::order_pickup(scope, courier_in(in.request), in.body));
            return OrderedPickup{number};
        },
        201);
    api.file<ManifestQuery>("/api/v1/couriers/{courier}/manifest.pdf", "application/pdf",
                            {"The day's waybills of a courier, to be signed at the hand-over",
                             "documents", "orders.read"},
                            [](const Scope& scope, const In<Nothing, ManifestQuery>& in) {
                                return manifest(scope, in.request.path_value("courier"),
                                                in.query.day);
                            });
}

} // namespace taraba::api::panel
