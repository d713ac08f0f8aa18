// What the order list needs beside the orders: its views, the values to filter by, work on many
// orders, and how a person likes it.

#include "shop/crud.hpp"
#include "shop/desk/bulk.hpp"
#include "shop/desk/methods.hpp"
#include "shop/desk/order_export.hpp"
#include "shop/desk/order_query.hpp"
#include "shop/desk/routes.hpp"
#include "shop/desk/saved_view.hpp"
#include "shop/places/places.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

/// A tab of the list. What every shop needs is there from the start, under a key that the panel
/// has words for; the others have the name they were given.
struct OrderViewTab {
    std::string key;
    std::optional<SavedViewId> id;
    std::string name;
    std::string query;
    bool shared = true;
    std::optional<std::int64_t> count; ///< up to 1000; missing when its filter no longer holds
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(OrderViewTab, (), (key, id, name, query, shared, count, version))

struct OrderViewTabs {
    std::vector<OrderViewTab> items;
};
BOOST_DESCRIBE_STRUCT(OrderViewTabs, (), (items))

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

struct Preference {
    std::string name;
    LongText value;
};
BOOST_DESCRIBE_STRUCT(Preference, (), (name, value))

/// By stages, so that they hold whatever the shop's statuses are called.
constexpr std::pair<const char*, const char*> ready_views[]{
    {"new", "order_status=new"},
    {"to_send", "order_status=new,in_progress&delivery_status=none,preparing"},
    {"unpaid", "order_status=new,in_progress,waiting&payment_status=pending,failed"},
    {"late", "alert=true"},
    {"held", "held=true"},
    {"on_the_way", "delivery_status=handed_over,in_transit"},
    {"returned", "delivery_status=returned"},
    {"all", ""}};

std::optional<std::int64_t> count_of(db::Transaction& tx, const Scope& scope,
                                     const std::string& query) {
    if (query.empty()) return std::nullopt; // of all orders nobody needs a number
    const auto filter = filter_from(query);
    if (!filter) return std::nullopt;
    const auto number = orders::count(tx, scope, *filter, 1'000);
    return number ? std::optional(*number) : std::nullopt;
}

Result<OrderViewTabs> tabs(const Scope& scope) {
    return scope.read([&](db::Transaction& tx) -> Result<OrderViewTabs> {
        OrderViewTabs all;
        for (const auto& [key, query] : ready_views)
            all.items.push_back({key, {}, "", query, true, count_of(tx, scope, query), 1});
        for (const auto& view : views_for(tx, scope))
            all.items.push_back({"saved", view.id, view.name, view.query, view.shared,
                                 count_of(tx, scope, view.query), view.version});
        return all;
    });
}

template <class Methods>
std::vector<Choice> choices(const Scope& scope, const Methods& methods) {
    std::vector<Choice> list;
    for (const auto& method : methods)
        list.push_back({method.code, name_of_method(scope, method)});
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

Result<Preference> preference_of(const Scope& scope, const std::string& name) {
    return scope.read([&](db::Transaction& tx) -> Result<Preference> {
        return Preference{name, {preference(tx, scope, name)}};
    });
}

Result<Preference> keep_preference(const Scope& scope, const Preference& wanted) {
    if (wanted.name.empty() || wanted.name.size() > 60)
        return invalid_field("name", "A preference has a name of at most 60 letters.");
    if (wanted.value.text.size() > 8'000) return invalid_field("value", "This is too long.");
    return scope.write([&](db::Transaction& tx) -> Result<Preference> {
        put_preference(tx, scope, wanted.name, wanted.value.text);
        return wanted;
    });
}

} // namespace

void add_list_routes(Api& api) {
    api.get<Nothing, OrderViewTabs>(
        "/api/v1/order-tabs",
        {"Views of the order list with how many orders each has, up to 1000", "orders",
         "orders.read"},
        [](const Scope& scope, const In<>&) { return tabs(scope); });
    add_crud<SavedView>(
        api, {"/api/v1/order-views", "order views", "view", "orders.read", "orders.read",
              [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
                 std::int64_t limit) { return shop::cut(views_for(tx, scope), before, limit); },
              find_view, save_view, remove_view});
    api.get<Nothing, OrderFilterValues>(
        "/api/v1/order-filters",
        {"The values that orders can be filtered by", "orders", "orders.read"},
        [](const Scope& scope, const In<>&) { return filter_values(scope); });
    api.file<orders::OrderFilter>(
        "/api/v1/orders.csv", "text/csv",
        {"All orders that match, as CSV", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return orders_csv(scope, in.query);
        });
    api.file<orders::OrderFilter>(
        "/api/v1/orders.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        {"All orders that match, as a spreadsheet", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, orders::OrderFilter>& in) {
            return orders_xlsx(scope, in.query);
        });
    api.post<BulkOrders, BulkView>(
        "/api/v1/bulk",
        {"Do something with many orders: those named, or all that match a filter", "orders",
         "orders.read"},
        [](const Scope& scope, const In<BulkOrders>& in) { return start_bulk(scope, in.body); },
        202);
    api.get<Nothing, BulkView>("/api/v1/bulk/{id}",
                               {"How far work on many orders is", "orders", "orders.read"},
                               [](const Scope& scope, const In<>& in) -> Result<BulkView> {
                                   TRY(id, in.id<BulkTaskId>());
                                   return bulk_view(scope, id);
                               });
    api.file<Nothing>("/api/v1/bulk/{id}/papers.pdf", "application/pdf",
                      {"What a finished task of printing has made", "orders", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<BulkTaskId>());
                          TRY(all, printed_by(scope, id));
                          return http::File{"application/pdf", "print.pdf", all, {}};
                      });
    api.post<Nothing, BulkView>(
        "/api/v1/bulk/{id}/undo",
        {"Take back what was done with many orders", "orders", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<BulkView> {
            TRY(id, in.id<BulkTaskId>());
            return undo_bulk(scope, id);
        },
        202);
    api.get<Nothing, Preference>(
        "/api/v1/me/preferences/{name}", {"How one likes the panel", "staff", "orders.read"},
        [](const Scope& scope, const In<>& in) {
            return preference_of(scope, in.request.path_values.find("name")->second);
        });
    api.post<Preference, Preference>("/api/v1/me/preferences",
                                     {"Keep how one likes the panel", "staff", "orders.read"},
                                     [](const Scope& scope, const In<Preference>& in) {
                                         return keep_preference(scope, in.body);
                                     });
}

} // namespace taraba::desk
