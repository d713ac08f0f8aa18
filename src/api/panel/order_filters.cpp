#include "api/panel/routes.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::api::panel {

namespace {

struct Choice {
    std::string value;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value, label))

struct OrderFilterValues {
    std::vector<Choice> payment_methods;
    std::vector<Choice> delivery_methods;
    std::vector<std::string> couriers;
    std::vector<Choice> counties;
    std::vector<std::string> channels;
    std::vector<std::string> tags;
    std::vector<std::string> handlers;
};
BOOST_DESCRIBE_STRUCT(OrderFilterValues, (),
                      (payment_methods, delivery_methods, couriers, counties, channels, tags,
                       handlers))

template <class Methods>
std::vector<Choice> choices(const Scope& scope, const Methods& methods) {
    std::vector<Choice> list;
    for (const auto& method : methods)
        list.push_back({method.code, pricing::name_of_method(scope, method)});
    return list;
}

Result<OrderFilterValues> filter_values(const Scope& scope) {
    OrderFilterValues values;
    values.payment_methods = choices(scope, *pricing::payment_methods(scope));
    values.delivery_methods = choices(scope, *pricing::delivery_methods(scope));
    for (const auto& method : *pricing::delivery_methods(scope))
        if (!method.courier.empty() &&
            std::ranges::find(values.couriers, method.courier) == values.couriers.end())
            values.couriers.push_back(method.courier);
    for (const auto& county : places::counties())
        values.counties.push_back({county.code, county.name});
    return scope.read([&](db::Transaction& tx) -> Result<OrderFilterValues> {
        values.channels = orders::known_channels(tx, scope.id());
        values.tags = orders::known_tags(tx, scope.id());
        for (const auto& person : staff::people(tx, scope.id()))
            values.handlers.push_back(person.name);
        return values;
    });
}

} // namespace

void add_order_filters(Api& api) {
    api.get<Nothing, OrderFilterValues>(
        "/api/v1/order-filters",
        {"The values that orders can be filtered by", "orders", "orders.read"},
        [](const Scope& scope, const In<>&) { return filter_values(scope); });
}

} // namespace taraba::api::panel
