#include "api/panel/routes.hpp"
#include "shop/messages/gateway.hpp"
#include "shop/messages/template.hpp"
#include "shop/payments/processor.hpp"
#include "shop/pricing/payment_method.hpp"
#include "shop/pricing/vat.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/staff/staff.hpp"
#include "shop/statuses/status.hpp"

#include <algorithm>

namespace taraba::api::panel {

namespace {

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
    all.permissions = {std::begin(all_permissions), std::end(all_permissions)};
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

void add_setting_choices(Api& api) {
    api.get<Nothing, SettingChoices>(
        "/api/v1/setting-choices",
        {"The values that settings are made of", "settings", "settings.read"},
        [](const Scope& scope, const In<>&) { return choices(scope); });
}

} // namespace taraba::api::panel
