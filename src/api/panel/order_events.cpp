#include "api/panel/routes.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/order.hpp"

namespace taraba::api::panel {

namespace {

struct EventPage {
    std::vector<audit::Event> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(EventPage, (), (items, next_cursor))

} // namespace

void add_order_events(Api& api) {
    api.get<shop::ListQuery, EventPage>(
        "/api/v1/orders/{id}/events",
        {"Everything that was done with the order", "orders", "orders.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) -> Result<EventPage> {
            TRY(id, in.template id<OrderId>());
            TRY(limit, shop::list_limit(in.query.limit ? in.query.limit
                                                       : std::optional<std::int64_t>(200)));
            const auto after_seq =
                in.query.cursor ? parse_id(*in.query.cursor) : std::optional<std::int64_t>(0);
            if (!after_seq)
                return invalid_field("cursor", "This is not a cursor that a list has given.");
            return scope.read([&](db::Transaction& tx) -> Result<EventPage> {
                MUST(orders::must_find(tx, scope, id));
                auto events =
                    audit::trail(tx, scope.id(), shop::order_subject(id), *after_seq, limit + 1);
                EventPage page;
                if (events.size() > static_cast<std::size_t>(limit)) {
                    events.resize(static_cast<std::size_t>(limit));
                    page.next_cursor = std::to_string(events.back().seq);
                }
                page.items = std::move(events);
                return page;
            });
        });
}

} // namespace taraba::api::panel
