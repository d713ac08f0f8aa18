#include "shop/webhooks/webhook.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "http/client.hpp"

#include <algorithm>

namespace taraba::webhooks {

namespace {

struct HookRow {
    WebhookId id;
    std::string url;
    std::vector<std::string> events;
    std::string secret; ///< sealed
    bool active = true;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(HookRow, (), (id, url, events, secret, active, version))

const db::Table<HookRow>& hook_table() {
    static const db::Table<HookRow> table("webhooks");
    return table;
}

const db::Table<Delivery>& delivery_table() {
    static const db::Table<Delivery> table("webhook_deliveries");
    return table;
}

constexpr db::Sql forget_sql{"webhooks.forget",
                             "DELETE FROM webhook_deliveries WHERE shop_id = $1 AND id < $2"};

Webhook shown(const HookRow& row) {
    return {row.id, row.url, row.events, row.active, {}, row.version};
}

std::shared_ptr<const std::vector<HookRow>> cached_hooks(const shop::Scope& scope) {
    return scope.cached<std::vector<HookRow>>(
        [&](db::Transaction& tx) { return hook_table().all(tx, scope.id()); });
}

bool wants(const HookRow& hook, const std::string& event) {
    return hook.active &&
           (hook.events.empty() || std::ranges::find(hook.events, event) != hook.events.end());
}

void send_later(db::Transaction& tx, const shop::Scope& scope, WebhookDeliveryId id) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "webhook", {{"delivery", to_text(id)}},
                  "webhook:" + to_text(id), scope.now);
}

std::string body_of(const shop::Scope& scope, const audit::NewEvent& event, WebhookDeliveryId id) {
    json::array changes;
    for (const auto& change : event.changes)
        changes.push_back(json::object{
            {"field", change.field}, {"from", change.from.text}, {"to", change.to.text}});
    const auto colon = event.subject.find(':');
    return to_json(json::value{{"id", to_text(id)},
                               {"version", 1},
                               {"event", event.kind},
                               {"at", to_rfc3339(scope.now)},
                               {"shop", scope.shop->slug},
                               {"subject", event.subject.substr(0, colon)},
                               {"subject_id", event.subject.substr(colon + 1)},
                               {"actor", scope.principal.name},
                               {"changes", std::move(changes)},
                               {"reason", event.reason}});
}

/// Keeps what came of a try; a failure that may pass is refused as `unavailable`.
Result<void> keep_outcome(const shop::Scope& scope, Delivery delivery,
                          const Result<http::IncomingResponse>& answer) {
    ++delivery.attempts;
    delivery.status = answer ? answer->status : 0;
    const bool taken = answer && answer->status >= 200 && answer->status < 300;
    delivery.state = taken ? DeliveryState::delivered : DeliveryState::failed;
    delivery.error = taken    ? ""
                     : answer ? "status " + std::to_string(answer->status)
                              : shortened(as_utf8(answer.error().detail.text()), 300);
    if (taken) delivery.delivered_at = scope.now;
    ++delivery.version;
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        delivery_table().update(tx, scope.id(), delivery);
        return true;
    });
    expects(static_cast<bool>(kept));
    if (taken) return {};
    return refuse(RefusalKind::unavailable, "webhook_failed", as_said(delivery.error));
}

Result<void> send(shop::Installation& installation, ShopId shop, const jobs::Job& job) {
    TRY(scope, shop::Scope::of(installation, shop, {ActorKind::job, "webhooks", {}}));
    const auto id = parse_id(job.payload.at("delivery").as_string()).value_or(0);
    const auto delivery =
        scope.read([&](db::Transaction& tx) { return delivery_table().find(tx, shop, id); });
    if (!delivery || delivery->state == DeliveryState::delivered) return {};
    const auto hook = scope.read([&](db::Transaction& tx) {
        return hook_table().find(tx, shop, delivery->webhook_id.value);
    });
    if (!hook || !hook->active) return {}; // nobody listens any more
    const auto secret = installation.vault.unseal(hook->secret).value_or("");
    http::OutgoingRequest request{"POST", hook->url, {}, delivery->body.text, Millis(10'000)};
    request.headers = {"Content-Type: application/json", "Taraba-Event: " + delivery->event,
                       "Taraba-Delivery: " + to_text(delivery->id),
                       "Taraba-Signature: " + signature(secret, scope.now, delivery->body.text)};
    return keep_outcome(scope, *delivery, http::fetch(request));
}

} // namespace

std::string signature(std::string_view secret, Instant at, std::string_view body) {
    const std::string seconds = std::to_string(unix_ms(at) / 1'000);
    return "t=" + seconds + ",v1=" + hex(hmac_sha256(secret, seconds + "." + std::string(body)));
}

std::vector<Webhook> webhooks(db::Transaction& tx, ShopId shop) {
    std::vector<Webhook> list;
    for (const auto& row : hook_table().all(tx, shop))
        list.push_back(shown(row));
    return list;
}

std::optional<Webhook> find(db::Transaction& tx, ShopId shop, WebhookId id) {
    const auto row = hook_table().find(tx, shop, id.value);
    return row ? std::optional(shown(*row)) : std::nullopt;
}

Result<Webhook> save(db::Transaction& tx, const shop::Scope& scope, Webhook hook, bool fresh) {
    if (!hook.url.starts_with("https://") && !hook.url.starts_with("http://"))
        return invalid_field("url", "The address begins with https:// or http://.");
    HookRow row{hook.id, hook.url, hook.events, "", hook.active, hook.version};
    hook.secret.reset();
    if (fresh) {
        hook.secret = "whsec_" + random_token();
        row.id = hook.id = scope.new_id<WebhookId>();
        row.secret = scope.installation.vault.seal(*hook.secret);
        hook_table().insert(tx, scope.id(), row);
    } else {
        const auto before = hook_table().find(tx, scope.id(), hook.id.value);
        if (!before) return not_found("There is no such webhook.");
        row.secret = before->secret;
        row.version = ++hook.version;
        if (!hook_table().update(tx, scope.id(), row))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this webhook; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"webhook:" + to_text(hook.id),
                   fresh ? "webhook_created" : "webhook_changed",
                   {{"url", "", hook.url}}});
    return hook;
}

Result<void> remove(db::Transaction& tx, const shop::Scope& scope, WebhookId id) {
    if (!hook_table().remove(tx, scope.id(), id.value))
        return not_found("There is no such webhook.");
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope, {"webhook:" + to_text(id), "webhook_removed"});
    return {};
}

std::vector<Delivery> deliveries(db::Transaction& tx, ShopId shop, WebhookId hook,
                                 std::int64_t before, std::int64_t limit) {
    static const std::string sql =
        "SELECT " + delivery_table().columns() +
        " FROM webhook_deliveries WHERE shop_id = $1 AND webhook_id = $2 AND id < $3 "
        "ORDER BY id DESC LIMIT $4";
    return tx.list<Delivery>({"webhooks.deliveries", sql}, {shop, hook, before, limit});
}

Result<Delivery> replay(db::Transaction& tx, const shop::Scope& scope, WebhookDeliveryId id) {
    auto delivery = delivery_table().find(tx, scope.id(), id.value);
    if (!delivery) return not_found("There is no such delivery.");
    delivery->state = DeliveryState::waiting;
    ++delivery->version;
    delivery_table().update(tx, scope.id(), *delivery);
    send_later(tx, scope, id);
    return std::move(*delivery);
}

void on_event(db::Transaction& tx, const shop::Scope& scope, const audit::NewEvent& event) {
    if (!event.subject.starts_with("order:") && !event.subject.starts_with("invoice:")) return;
    for (const auto& hook : *cached_hooks(scope)) {
        if (!wants(hook, event.kind)) continue;
        Delivery delivery;
        delivery.id = scope.new_id<WebhookDeliveryId>();
        delivery.webhook_id = hook.id;
        delivery.event = event.kind;
        delivery.subject = event.subject;
        delivery.body.text = body_of(scope, event, delivery.id);
        delivery_table().insert_later(tx, scope.id(), delivery);
        send_later(tx, scope, delivery.id);
    }
}

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    // Waiting grows to an hour at most, so eighty tries are three days.
    runner.on(
        "webhook",
        [&installation](ShopId shop, const jobs::Job& job) {
            return send(installation, shop, job);
        },
        80);
}

void forget(db::Transaction& tx, ShopId shop, Instant before) {
    tx.change(forget_sql, {shop, first_id_at(before)});
}

} // namespace taraba::webhooks
