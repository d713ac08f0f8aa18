#pragma once

#include "base/crypto.hpp"
#include "base/event_hub.hpp"
#include "base/json.hpp"
#include "base/principal.hpp"
#include "db/db.hpp"
#include "shop/shops/shop.hpp"

#include <any>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <unordered_map>

namespace taraba::orders {
struct Workflow;
}
namespace taraba::audit {
struct NewEvent;
}

namespace taraba::shop {

/// What one running program has: the door to the database, the clock, ids, the key, live events.
/// Made by program/, which owns what is referred to here and outlives every scope. All of it is set
/// before the first request or job and only read afterwards, from any thread; `numbers` and `cache`
/// change under the mutex beside them.
struct Installation {
    db::Database& database;
    Clock clock = system_now;
    IdMaker& ids;
    const Vault& vault;
    EventHub& events;
    std::function<void()> jobs_hint = [] {}; ///< wakes the job runner after a commit
    /// What upper areas do when orders move (orders/workflow.hpp).
    const orders::Workflow* workflow = nullptr;
    /// Hears every event that is put on record, in its transaction (webhooks).
    std::function<void(db::Transaction&, const class Scope&, const audit::NewEvent&)> on_event;
    std::string public_url;   ///< where buyers reach this program
    std::string sandbox_url;  ///< the played partners, for shops without an account of their own
    std::string sandbox_smtp; ///< the played mail server
    /// The credentials that the played processor of a name takes.
    std::function<std::map<std::string, std::string>(const std::string&)> played_processor;

    /// What areas keep of a shop's settings, thrown away when the shop's config version moves.
    struct Cached {
        std::int64_t version = 0;
        std::any value;
    };
    /// Order numbers that this node has taken in advance (orders/number.cpp).
    struct NumberBlock {
        std::int64_t next = 0, end = 0, size = 1;
        Instant taken{};
    };
    std::mutex numbers_mutex;
    std::map<ShopId, NumberBlock> numbers;

    std::mutex cache_mutex;
    std::map<ShopId, std::unordered_map<std::type_index, Cached>> cache;
};

/// One request or job: which shop, who asks, since when. Passed to every rule that does something.
/// Belongs to the request or job that made it. Copies share what cached() has looked at; a database
/// transaction of the scope may use it on another thread while its owner waits.
class Scope {
public:
    Scope(Installation& installation, std::shared_ptr<const Shop> shop, Principal principal,
          std::string client_ip = {});

    /// The scope of a job or command in a shop. Refuses with `not_found`.
    static Result<Scope> of(Installation& installation, ShopId shop, Principal principal);

    Installation& installation;
    std::shared_ptr<const Shop> shop;
    Principal principal;
    std::string client_ip; ///< where the request came from
    std::string language = "ro";
    Instant now;

    /// Set for a creating request: repeating it gives the first answer.
    std::string idempotency_key;
    std::string request_hash;

    ShopId id() const { return shop->shop_id; }
    Currency currency() const { return shop->money(); }
    Date today() const { return shop->time_zone().day_of(now); }

    template <class AnyId>
    AnyId new_id() const {
        return installation.ids.make<AnyId>(now);
    }

    template <class Work>
    auto read(const Work& work) const {
        return installation.database.read([&](db::Transaction& tx) {
            tx.currency = currency();
            return work(tx);
        });
    }

    /// One transaction of this shop; afterwards the jobs it wrote are started.
    template <class Work>
    auto write(const Work& work) const {
        auto outcome = installation.database.write([&](db::Transaction& tx) {
            tx.currency = currency();
            return work(tx);
        });
        if (outcome) installation.jobs_hint();
        return outcome;
    }

    /// write() for what a request creates: with an idempotency key the answer is kept, and the
    /// same request gets it again. Refuses with `idempotency_key_reused` when the key was used for
    /// a different request. T is a described answer.
    template <class Work>
    auto create(const Work& work) const -> decltype(work(std::declval<db::Transaction&>()));

    /// A value that an area derives from the shop's settings and keeps until they change. What a
    /// scope has looked at stays as it was for as long as the scope does, so that references into
    /// it are good whatever others change meanwhile.
    template <class T, class Load>
    std::shared_ptr<const T> cached(const Load& load) const;

    /// Tells the panels that watch this shop.
    void announce(const std::string& what, const std::string& subject) const;

private:
    struct Pins {
        std::mutex mutex;
        std::unordered_map<std::type_index, std::any> values;
    };
    /// The value that this scope has looked at first; nothing when it has not looked yet.
    template <class T>
    std::shared_ptr<const T> pinned(std::shared_ptr<const T> value = {}) const;

    std::shared_ptr<Pins> pins_ = std::make_shared<Pins>();
    std::optional<std::string> kept_answer(db::Transaction& tx) const;
    bool same_request(db::Transaction& tx) const;
    void keep_answer(db::Transaction& tx, const std::string& answer) const;
};

template <class Work>
auto Scope::create(const Work& work) const -> decltype(work(std::declval<db::Transaction&>())) {
    using Outcome = decltype(work(std::declval<db::Transaction&>()));
    using T = std::remove_cvref_t<decltype(*std::declval<Outcome&>())>;
    if (idempotency_key.empty()) return write(work);
    return write([&](db::Transaction& tx) -> Outcome {
        if (const auto answer = kept_answer(tx)) {
            if (!same_request(tx))
                return refuse(RefusalKind::conflict, "idempotency_key_reused",
                              "This Idempotency-Key was used for a different request.",
                              "Idempotency-Key");
            return trusted_json<T>(*answer);
        }
        auto outcome = work(tx);
        if (outcome) keep_answer(tx, to_json(*outcome));
        return outcome;
    });
}

template <class T>
std::shared_ptr<const T> Scope::pinned(std::shared_ptr<const T> value) const {
    const std::lock_guard lock(pins_->mutex);
    auto& kept = pins_->values[typeid(T)];
    if (!kept.has_value() && value) kept = std::move(value);
    return kept.has_value() ? std::any_cast<std::shared_ptr<const T>>(kept) : nullptr;
}

template <class T, class Load>
std::shared_ptr<const T> Scope::cached(const Load& load) const {
    if (auto mine = pinned<T>()) return mine;
    {
        const std::lock_guard lock(installation.cache_mutex);
        const auto& kept = installation.cache[id()][typeid(T)];
        if (kept.version == shop->config_version && kept.value.has_value())
            return pinned<T>(std::any_cast<std::shared_ptr<const T>>(kept.value));
    }
    auto fresh = std::make_shared<const T>(read(load));
    {
        const std::lock_guard lock(installation.cache_mutex);
        installation.cache[id()][typeid(T)] = {shop->config_version, std::any(fresh)};
    }
    return pinned<T>(std::move(fresh));
}

/// The shop with its settings, from the cache while they haven't changed.
std::shared_ptr<const Shop> current_shop(Installation& installation, ShopId id);

/// Takes out the answers that were kept for repeated requests, of all shops.
void forget_answers(db::Transaction& tx, Instant before);

inline std::string order_subject(OrderId id) { return "order:" + to_text(id); }

} // namespace taraba::shop
