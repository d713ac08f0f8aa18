#include "shop/scope.hpp"

#include "base/json.hpp"

namespace taraba::shop {

namespace {

constexpr db::Sql kept_answer_sql{"idempotency.answer", R"sql(
    SELECT answer FROM idempotency_keys WHERE shop_id = $1 AND actor = $2 AND key = $3
)sql"};

constexpr db::Sql kept_hash_sql{"idempotency.hash", R"sql(
    SELECT request_hash FROM idempotency_keys WHERE shop_id = $1 AND actor = $2 AND key = $3
)sql"};

constexpr db::Sql forget_answers_sql{"idempotency.forget",
                                     "DELETE FROM idempotency_keys WHERE created_at < $1"};

constexpr db::Sql keep_answer_sql{"idempotency.keep", R"sql(
    INSERT INTO idempotency_keys (shop_id, actor, key, request_hash, answer, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

} // namespace

Scope::Scope(Installation& installation, std::shared_ptr<const Shop> the_shop, Principal who,
             std::string from)
    : installation(installation), shop(std::move(the_shop)), principal(std::move(who)),
      client_ip(std::move(from)), language(shop->language), now(installation.clock()) {}

Result<Scope> Scope::of(Installation& installation, ShopId id, Principal principal) {
    auto shop = current_shop(installation, id);
    if (!shop) return not_found("There is no such shop.");
    return Scope(installation, std::move(shop), std::move(principal));
}

std::optional<std::string> Scope::kept_answer(db::Transaction& tx) const {
    return tx.text(kept_answer_sql, {id(), principal.name, idempotency_key});
}

bool Scope::same_request(db::Transaction& tx) const {
    return tx.text(kept_hash_sql, {id(), principal.name, idempotency_key}) == request_hash;
}

void Scope::keep_answer(db::Transaction& tx, const std::string& answer) const {
    tx.later(keep_answer_sql, {id(), principal.name, idempotency_key, request_hash, answer, now});
}

void Scope::announce(const std::string& what, const std::string& subject) const {
    installation.events.publish("shop:" + to_text(id()),
                                to_json(json::value{{"what", what}, {"subject", subject}}));
}

std::shared_ptr<const Shop> current_shop(Installation& installation, ShopId id) {
    std::shared_ptr<const Shop> kept;
    {
        const std::lock_guard lock(installation.cache_mutex);
        const auto of_shop = installation.cache.find(id);
        if (of_shop != installation.cache.end()) {
            const auto found = of_shop->second.find(typeid(Shop));
            if (found != of_shop->second.end())
                kept = std::any_cast<std::shared_ptr<const Shop>>(found->second.value);
        }
    }
    const auto fresh = installation.database.read([&](db::Transaction& tx) -> std::optional<Shop> {
        const auto version = find_config_version(tx, id);
        if (!version || (kept && kept->config_version == *version)) return std::nullopt;
        return find_shop(tx, id);
    });
    if (!fresh) return kept;
    kept = std::make_shared<const Shop>(*fresh);
    const std::lock_guard lock(installation.cache_mutex);
    installation.cache[id][typeid(Shop)] = {kept->config_version, std::any(kept)};
    return kept;
}

void forget_answers(db::Transaction& tx, Instant before) {
    tx.change(forget_answers_sql, {before});
}

} // namespace taraba::shop
