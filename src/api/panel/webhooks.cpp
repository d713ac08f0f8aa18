#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/webhooks/webhook.hpp"

namespace taraba::api::panel {

namespace {

struct DeliveryPage {
    std::vector<webhooks::Delivery> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DeliveryPage, (), (items, next_cursor))

} // namespace

void add_webhooks(Api& api) {
    using webhooks::Webhook;
    add_crud<Webhook>(
        api,
        {"/api/v1/webhooks", "webhooks", "webhook", "settings.read", "settings.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return cut(webhooks::webhooks(tx, scope.id()), before, limit); },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
             return webhooks::find(tx, scope.id(), WebhookId{id});
         },
         webhooks::save,
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
             return webhooks::remove(tx, scope, WebhookId{id});
         }});
    api.get<shop::ListQuery, DeliveryPage>(
        "/api/v1/webhooks/{id}/deliveries",
        {"What was sent to a webhook, newest first", "webhooks", "settings.read"},
        [](const Scope& scope, const In<Nothing, shop::ListQuery>& in) -> Result<DeliveryPage> {
            TRY(id, in.template id<WebhookId>());
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            return scope.read([&](db::Transaction& tx) -> Result<DeliveryPage> {
                if (!webhooks::find(tx, scope.id(), id))
                    return not_found("There is no such webhook.");
                auto page =
                    shop::page_of(webhooks::deliveries(tx, scope.id(), id, before, limit + 1),
                                  static_cast<std::size_t>(limit),
                                  [](const auto& each) { return each.id.value; });
                return DeliveryPage{std::move(page.items), page.next_cursor};
            });
        });
    api.post<Nothing, webhooks::Delivery>(
        "/api/v1/webhook-deliveries/{id}/replay",
        {"Send a delivery again", "webhooks", "settings.edit"},
        [](const Scope& scope, const In<>& in) -> Result<webhooks::Delivery> {
            TRY(id, in.id<WebhookDeliveryId>());
            return scope.write(
                [&](db::Transaction& tx) { return webhooks::replay(tx, scope, id); });
        });
}

} // namespace taraba::api::panel
