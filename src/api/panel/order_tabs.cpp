#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/staff/saved_view.hpp"

namespace taraba::api::panel {

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
    const auto filter = orders::filter_from(query);
    if (!filter) return std::nullopt;
    const auto number = orders::count(tx, scope, *filter, 1'000);
    return number ? std::optional(*number) : std::nullopt;
}

Result<OrderViewTabs> tabs(const Scope& scope) {
    return scope.read([&](db::Transaction& tx) -> Result<OrderViewTabs> {
        OrderViewTabs all;
        for (const auto& [key, query] : ready_views)
            all.items.push_back({key, {}, "", query, true, count_of(tx, scope, query), 1});
        for (const auto& view : staff::views_for(tx, scope))
            all.items.push_back({"saved", view.id, view.name, view.query, view.shared,
                                 count_of(tx, scope, view.query), view.version});
        return all;
    });
}

} // namespace

void add_order_tabs(Api& api) {
    api.get<Nothing, OrderViewTabs>(
        "/api/v1/order-tabs",
        {"Views of the order list with how many orders each has, up to 1000", "orders",
         "orders.read"},
        [](const Scope& scope, const In<>&) { return tabs(scope); });
}

} // namespace taraba::api::panel
