#include "api/panel/routes.hpp"
#include "shop/catalog/product.hpp"
#include "shop/efactura/sign_in.hpp"
#include "shop/messages/template.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/shipping/courier_account.hpp"
#include "shop/staff/staff.hpp"

#include <algorithm>

namespace taraba::api::panel {

namespace {

struct SetUpStep {
    std::string key;
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(SetUpStep, (), (key, done))

struct SetUp {
    std::vector<SetUpStep> items; ///< in the order in which a merchant takes them
};
BOOST_DESCRIBE_STRUCT(SetUp, (), (items))

template <class Methods>
bool any_active(const Methods& methods) {
    return std::ranges::any_of(methods, [](const auto& method) { return method.active; });
}

/// One that a delivery method goes by and that can be called.
bool any_courier(const Scope& scope) {
    const auto accounts = shipping::courier_accounts(scope);
    return std::ranges::any_of(*pricing::delivery_methods(scope), [&](const auto& method) {
        const auto found = std::ranges::find(
            accounts, method.courier, [](const auto& account) { return account.traits.name; });
        return method.active && found != accounts.end() && (found->set_up || found->played);
    });
}

/// Invoices reach the ministry.
bool reports(const Scope& scope) {
    if (scope.shop->settings.books.reporting == shop::Reporting::elsewhere) return true;
    const auto anaf = efactura::sign_in_view(scope);
    return anaf.played || anaf.signed_in;
}

Result<SetUp> set_up(const Scope& scope) {
    const auto& settings = scope.shop->settings;
    const auto& seller = settings.seller;
    const bool reported = reports(scope);
    return scope.read([&](db::Transaction& tx) -> Result<SetUp> {
        orders::OrderFilter any;
        TRY(orders, orders::count(tx, scope, any, 1));
        return SetUp{
            {{"seller", !seller.name.empty() && !seller.tax_id.empty() && !seller.iban.empty() &&
                            seller.address.siruta != 0},
             {"products", !catalog::list(tx, scope.id(), "", INT64_MAX, 1).empty()},
             {"delivery", any_active(*pricing::delivery_methods(scope))},
             {"payment", any_active(*pricing::payment_methods(scope))},
             {"courier", any_courier(scope)},
             {"mail", !settings.mail.url.empty() || !scope.installation.sandbox_smtp.empty()},
             {"efactura", reported},
             {"templates", !messages::templates(tx, scope.id()).empty()},
             {"people", staff::people(tx, scope.id()).size() > 1},
             {"first_order", orders > 0}}};
    });
}

} // namespace

void add_set_up(Api& api) {
    api.get<Nothing, SetUp>(
        "/api/v1/set-up",
        {"What the shop still needs before its first order", "settings", "settings.read"},
        [](const Scope& scope, const In<>&) { return set_up(scope); });
}

} // namespace taraba::api::panel
