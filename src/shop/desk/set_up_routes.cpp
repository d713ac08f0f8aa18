// What a new shop still needs before its first order, and the choices that settings are made of.

#include "shop/catalog/product.hpp"
#include "shop/desk/routes.hpp"
#include "shop/efactura/sign_in.hpp"
#include "shop/messages/sms.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/payments/processor.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shipping/courier_account.hpp"
#include "shop/staff/staff.hpp"

#include <algorithm>

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

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
        return SetUp{{{"seller", !seller.name.empty() && !seller.tax_id.empty() &&
                                     !seller.iban.empty() && seller.address.siruta != 0},
                      {"products", !catalog::list(tx, scope.id(), "", INT64_MAX, 1).empty()},
                      {"delivery", any_active(*pricing::delivery_methods(scope))},
                      {"payment", any_active(*pricing::payment_methods(scope))},
                      {"courier", any_courier(scope)},
                      {"mail", !settings.mail.url.empty() || !scope.house.sandbox_smtp.empty()},
                      {"efactura", reported},
                      {"templates", !messages::templates(tx, scope.id()).empty()},
                      {"people", staff::people(tx, scope.id()).size() > 1},
                      {"first_order", orders > 0}}};
    });
}

/// The values that the settings' forms offer, so that no client keeps a list of its own.
struct AxisChoices {
    statuses::Axis axis = statuses::Axis::order;
    std::vector<statuses::Stage> stages;
};
BOOST_DESCRIBE_STRUCT(AxisChoices, (), (axis, stages))

struct SettingChoices {
    std::vector<AxisChoices> axes;
    std::vector<statuses::Action> status_actions;
    std::vector<std::string> colours;
    std::vector<std::string> permissions;
    std::vector<std::string> templates;
    std::vector<std::string> template_variables;
    std::vector<pricing::PaymentKind> payment_kinds;
    std::vector<pricing::CardBrand> card_brands;
    std::vector<std::string> processors;
    std::vector<std::string> couriers;
    std::vector<std::string> sms_gateways;
    std::vector<messages::MessageChannel> message_channels;
    std::vector<std::string> vat_classes;
};
BOOST_DESCRIBE_STRUCT(SettingChoices, (),
                      (axes, status_actions, colours, permissions, templates, template_variables,
                       payment_kinds, card_brands, processors, couriers, sms_gateways,
                       message_channels, vat_classes))

template <class Enum>
std::vector<Enum> all_of() {
    std::vector<Enum> values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
        [&](auto each) { values.push_back(each.value); });
    return values;
}

Result<SettingChoices> choices(const Scope& scope) {
    SettingChoices all;
    for (const auto axis : all_of<statuses::Axis>()) {
        AxisChoices of{axis, {}};
        for (const auto stage : all_of<statuses::Stage>())
            if (statuses::belongs_to(stage, axis)) of.stages.push_back(stage);
        all.axes.push_back(std::move(of));
    }
    all.status_actions = all_of<statuses::Action>();
    all.colours = {"grey", "blue", "green", "amber", "red"};
    all.permissions = {std::begin(staff::permissions), std::end(staff::permissions)};
    all.template_variables = messages::variables();
    all.payment_kinds = all_of<pricing::PaymentKind>();
    all.card_brands = all_of<pricing::CardBrand>();
    for (const auto& [name, each] : payments::processor_registry())
        all.processors.push_back(name);
    for (const auto& [name, maker] : shipping::courier_registry())
        all.couriers.push_back(name);
    for (const auto& [name, each] : messages::sms_registry())
        all.sms_gateways.push_back(name);
    all.message_channels = all_of<messages::MessageChannel>();
    all.vat_classes = pricing::taxes(scope)->classes();
    for (const auto& text :
         scope.read([&](db::Transaction& tx) { return messages::templates(tx, scope.id()); }))
        if (std::ranges::find(all.templates, text.code) == all.templates.end())
            all.templates.push_back(text.code);
    std::ranges::sort(all.templates);
    return all;
}

} // namespace

void add_set_up_routes(Api& api) {
    api.get<Nothing, SetUp>(
        "/api/v1/set-up",
        {"What the shop still needs before its first order", "settings", "settings.read"},
        [](const Scope& scope, const In<>&) { return set_up(scope); });
    api.get<Nothing, SettingChoices>(
        "/api/v1/setting-choices",
        {"The values that settings are made of", "settings", "settings.read"},
        [](const Scope& scope, const In<>&) { return choices(scope); });
}

} // namespace taraba::desk
