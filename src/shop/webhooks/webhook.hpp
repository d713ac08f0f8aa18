#pragma once

#include "jobs/jobs.hpp"
#include "shop/audit/audit.hpp"

// Programs of others that hear what happens to orders: signed, tried for three days, replayable.

namespace taraba::webhooks {

struct Webhook {
    WebhookId id;
    std::string url;                 ///< https://, or http:// for a program beside this one
    std::vector<std::string> events; ///< kinds, such as `order_placed`; empty: all
    bool active = true;
    std::optional<std::string> secret; ///< shown once, when it is made
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, url, events, active, secret, version))

enum class DeliveryState { waiting, delivered, failed };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, delivered, failed)

struct Delivery {
    WebhookDeliveryId id;
    WebhookId webhook_id;
    std::string event;
    std::string subject;
    LongText body;
    DeliveryState state = DeliveryState::waiting;
    std::int64_t attempts = 0;
    std::int64_t status = 0; ///< HTTP status of the last answer; 0: none came
    std::string error;
    std::optional<Instant> delivered_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, webhook_id, event, subject, body, state, attempts, status, error,
                       delivered_at, version))

std::vector<Webhook> webhooks(db::Transaction& tx, ShopId shop);
std::optional<Webhook> find(db::Transaction& tx, ShopId shop, WebhookId id);
/// Refuses with `invalid_field`. A new one gets its secret, which only this answer shows.
Result<Webhook> save(db::Transaction& tx, const shop::Scope& scope, Webhook hook, bool fresh);
Result<void> remove(db::Transaction& tx, const shop::Scope& scope, WebhookId id);

/// Newest first.
std::vector<Delivery> deliveries(db::Transaction& tx, ShopId shop, WebhookId hook,
                                 std::int64_t before, std::int64_t limit);
/// Sends one again. Refuses with `not_found`.
Result<Delivery> replay(db::Transaction& tx, const shop::Scope& scope, WebhookDeliveryId id);

/// Writes a delivery for every webhook that wants the event: Installation::on_event.
void on_event(db::Transaction& tx, const shop::Scope& scope, const audit::NewEvent& event);

/// `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`: the header Taraba-Signature.
std::string signature(std::string_view secret, Instant at, std::string_view body);

void register_jobs(jobs::Runner& runner, shop::Installation& installation);
/// Forgets deliveries older than `before`.
void forget(db::Transaction& tx, ShopId shop, Instant before);

} // namespace taraba::webhooks
