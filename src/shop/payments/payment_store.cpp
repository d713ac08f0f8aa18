#include "shop/payments/payment_store.hpp"

#include "db/table.hpp"

namespace taraba::payments {

const db::Table<Payment>& payment_table() {
    static const db::Table<Payment> payments("payments");
    return payments;
}

namespace {

constexpr db::Sql insert_news_sql{"payments.insert_news", R"sql(
    INSERT INTO payment_events (shop_id, id, payment_id, attempt_id, processor, source, fingerprint,
                                headers, raw, what, amount, currency, verdict, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
)sql"};

constexpr std::string_view news_columns =
    "id, payment_id, attempt_id, processor, source, fingerprint, headers, raw, what, amount, "
    "currency, verdict, words";

constexpr db::Sql verdict_sql{"payments.verdict", R"sql(
    SELECT verdict FROM payment_events WHERE shop_id = $1 AND processor = $2 AND fingerprint = $3
)sql"};

constexpr db::Sql review_sql{"payments.review", R"sql(
    INSERT INTO payment_event_reviews (shop_id, event_id, reason, actor, at)
    SELECT shop_id, id, $3, $4, $5 FROM payment_events
     WHERE shop_id = $1 AND id = $2 AND verdict = 'quarantined'
        ON CONFLICT DO NOTHING
)sql"};

const db::Table<Attempt>& attempt_table() {
    static const db::Table<Attempt> attempts("payment_attempts");
    return attempts;
}

const db::Table<Operation>& operation_table() {
    static const db::Table<Operation> operations("payment_operations");
    return operations;
}

template <class T>
void update(const db::Table<T>& table, db::Transaction& tx, ShopId shop, T& row) {
    ++row.version;
    if (!table.update(tx, shop, row)) throw WriteConflict("the payment was changed meanwhile");
}

constexpr db::Sql waiting_sql{"payments.waiting_by_processor", R"sql(
    SELECT p.processor AS processor, min(a.created_at) AS since
      FROM payment_attempts a JOIN payments p ON p.shop_id = a.shop_id AND p.id = a.payment_id
     WHERE a.shop_id = $1 AND a.poll_at IS NOT NULL AND p.processor <> ''
     GROUP BY p.processor ORDER BY p.processor
)sql"};

constexpr db::Sql last_event_sql{"payments.last_event", R"sql(
    SELECT id FROM payment_events WHERE shop_id = $1 AND processor = $2 ORDER BY id DESC LIMIT 1
)sql"};

struct WaitingCharges {
    std::string processor;
    Instant since{};
};
BOOST_DESCRIBE_STRUCT(WaitingCharges, (), (processor, since))

} // namespace

void insert(db::Transaction& tx, ShopId shop, const Payment& payment) {
    payment_table().insert(tx, shop, payment);
}

void insert(db::Transaction& tx, ShopId shop, const Attempt& attempt) {
    attempt_table().insert(tx, shop, attempt);
}

void insert(db::Transaction& tx, ShopId shop, const Operation& operation) {
    operation_table().insert(tx, shop, operation);
}

void insert(db::Transaction& tx, ShopId shop, const PaymentEvent& event) {
    tx.change(insert_news_sql, {shop, event.id, event.payment_id, event.attempt_id, event.processor,
                                name_of(event.source), event.fingerprint, event.headers.text,
                                db::Bytes{event.raw.text}, name_of(event.what), event.amount,
                                event.currency, name_of(event.verdict), event.words});
}

void store(db::Transaction& tx, ShopId shop, Payment& payment) {
    update(payment_table(), tx, shop, payment);
}
void store(db::Transaction& tx, ShopId shop, Attempt& attempt) {
    update(attempt_table(), tx, shop, attempt);
}
void store(db::Transaction& tx, ShopId shop, Operation& operation) {
    update(operation_table(), tx, shop, operation);
}

std::vector<Payment> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + payment_table().columns() +
        " FROM payments WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Payment>({"payments.of_order", sql}, {shop, id});
}

std::optional<Payment> find(db::Transaction& tx, ShopId shop, PaymentId id) {
    return payment_table().find(tx, shop, id.value);
}

std::optional<Attempt> find(db::Transaction& tx, ShopId shop, AttemptId id) {
    return attempt_table().find(tx, shop, id.value);
}

std::optional<Operation> find(db::Transaction& tx, ShopId shop, OperationId id) {
    return operation_table().find(tx, shop, id.value);
}

std::vector<Attempt> attempts_of(db::Transaction& tx, ShopId shop, PaymentId id) {
    static const std::string sql =
        "SELECT " + attempt_table().columns() +
        " FROM payment_attempts WHERE shop_id = $1 AND payment_id = $2 ORDER BY id";
    return tx.list<Attempt>({"payments.attempts", sql}, {shop, id});
}

std::optional<Attempt> find_by_processor_ref(db::Transaction& tx, ShopId shop,
                                             const std::string& processor, const std::string& ref) {
    static const std::string sql =
        "SELECT " + attempt_table().columns() +
        " FROM payment_attempts WHERE shop_id = $1 AND processor_ref = $2 ORDER BY id DESC LIMIT 5";
    for (auto& attempt : tx.list<Attempt>({"payments.by_processor_ref", sql}, {shop, ref}))
        if (const auto payment = find(tx, shop, attempt.payment_id);
            payment && payment->processor == processor)
            return std::move(attempt);
    return std::nullopt;
}

std::vector<Attempt> to_poll(db::Transaction& tx, ShopId shop, Instant now, std::int64_t limit) {
    static const std::string sql =
        "SELECT " + attempt_table().columns() +
        " FROM payment_attempts WHERE shop_id = $1 AND poll_at IS NOT NULL AND poll_at <= $2 "
        "ORDER BY poll_at LIMIT $3";
    return tx.list<Attempt>({"payments.to_poll", sql}, {shop, now, limit});
}

std::vector<PaymentEvent> events_of(db::Transaction& tx, ShopId shop, PaymentId id) {
    static const std::string sql =
        "SELECT " + std::string(news_columns) +
        " FROM payment_events WHERE shop_id = $1 AND payment_id = $2 ORDER BY id LIMIT 500";
    return tx.list<PaymentEvent>({"payments.news", sql}, {shop, id});
}

std::vector<PaymentEvent> quarantined(db::Transaction& tx, ShopId shop, std::int64_t before,
                                      std::int64_t limit) {
    static const std::string sql =
        "SELECT " + std::string(news_columns) +
        " FROM payment_events e WHERE shop_id = $1 AND verdict = 'quarantined' AND id < $2 "
        "AND NOT EXISTS (SELECT 1 FROM payment_event_reviews r WHERE r.shop_id = e.shop_id AND "
        "r.event_id = e.id) ORDER BY id DESC LIMIT $3";
    return tx.list<PaymentEvent>({"payments.quarantined", sql}, {shop, before, limit});
}

std::vector<Operation> operations_of(db::Transaction& tx, ShopId shop, PaymentId id) {
    static const std::string sql =
        "SELECT " + operation_table().columns() +
        " FROM payment_operations WHERE shop_id = $1 AND payment_id = $2 ORDER BY id";
    return tx.list<Operation>({"payments.operations", sql}, {shop, id});
}

std::optional<Verdict> find_verdict(db::Transaction& tx, ShopId shop, const std::string& processor,
                                    const std::string& fingerprint) {
    const auto text = tx.text(verdict_sql, {shop, processor, fingerprint});
    if (!text) return std::nullopt;
    for (const auto verdict :
         {Verdict::applied, Verdict::known, Verdict::stale, Verdict::noted, Verdict::quarantined})
        if (*text == name_of(verdict)) return verdict;
    return std::nullopt;
}

bool insert_review(db::Transaction& tx, const shop::Scope& scope, PaymentEventId id,
                   const std::string& reason) {
    return tx.change(review_sql, {scope.id(), id, reason, scope.principal.name, scope.now}) == 1;
}

std::vector<AwaitedProcessor> awaited_processors(db::Transaction& tx, ShopId shop) {
    std::vector<AwaitedProcessor> awaited;
    for (const auto& charges : tx.list<WaitingCharges>(waiting_sql, {shop})) {
        const auto last = tx.number(last_event_sql, {shop, charges.processor});
        const Instant recorded = last ? instant_of_id(*last) : charges.since;
        awaited.push_back({charges.processor, std::max(charges.since, recorded)});
    }
    return awaited;
}

} // namespace taraba::payments
