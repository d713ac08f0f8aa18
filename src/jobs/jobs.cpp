#include "jobs/jobs.hpp"

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/table.hpp"

#include <algorithm>
#include <random>

namespace taraba::jobs {

namespace {

const db::Table<Job>& table() {
    static const db::Table<Job> jobs("jobs");
    return jobs;
}

struct Candidate {
    ShopId shop_id;
    JobId id;
    Instant run_at{};
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (shop_id, id, run_at))

constexpr db::Sql due_sql{"jobs.due", R"sql(
    SELECT shop_id, id, run_at FROM jobs
     WHERE state = 'ready' AND run_at <= $1
     ORDER BY run_at LIMIT 8
)sql"};

constexpr db::Sql newest_sql{"jobs.newest", R"sql(
    SELECT shop_id, id, run_at FROM jobs
     WHERE state = 'ready' AND run_at <= $1
     ORDER BY run_at DESC LIMIT 8
)sql"};

constexpr db::Sql claim_sql{"jobs.claim", R"sql(
    UPDATE jobs SET run_at = $4, owner = $5, attempts = attempts + 1
     WHERE shop_id = $1 AND id = $2 AND run_at = $3 AND state = 'ready'
)sql"};

// `attempts` tells a try from a later one of the same node, which took over when the lease ended.
constexpr db::Sql finish_sql{"jobs.finish", R"sql(
    DELETE FROM jobs WHERE shop_id = $1 AND id = $2 AND owner = $3 AND attempts = $4
)sql"};

constexpr db::Sql postpone_sql{"jobs.postpone", R"sql(
    UPDATE jobs SET state = $4, run_at = $5, last_error = $6, owner = ''
     WHERE shop_id = $1 AND id = $2 AND owner = $3 AND attempts = $7
)sql"};

constexpr db::Sql revive_sql{"jobs.revive", R"sql(
    UPDATE jobs SET state = 'ready', run_at = $3, attempts = 0
     WHERE shop_id = $1 AND id = $2 AND state = 'dead'
)sql"};

constexpr db::Sql take_turn_sql{"jobs.take_turn", R"sql(
    INSERT INTO schedule_turns (name, turn, owner, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name, turn) DO NOTHING
)sql"};

constexpr db::Sql forget_turns_sql{"jobs.forget_turns",
                                   "DELETE FROM schedule_turns WHERE name = $1 AND turn < $2"};

std::uint32_t random_number() {
    thread_local std::mt19937 random(std::random_device{}());
    return random();
}

} // namespace

std::optional<std::int64_t> id_in(const Job& job, const char* name) {
    const auto* value = job.payload.as_object().if_contains(name);
    return value && value->is_string() ? parse_id(value->as_string()) : std::nullopt;
}

void enqueue(db::Transaction& tx, ShopId shop, JobId id, const std::string& kind,
             json::value payload, const std::string& subject, Instant now, Millis delay) {
    table().insert_later(
        tx, shop, {id, kind, std::move(payload), subject, "ready", now + delay, "", 0, "", now});
}

std::vector<Job> jobs_of(db::Transaction& tx, ShopId shop, const std::string& subject) {
    static const std::string sql = "SELECT " + table().columns() +
                                   " FROM jobs WHERE shop_id = $1 AND subject = $2 ORDER BY id";
    return tx.list<Job>({"jobs.of_subject", sql}, {shop, subject});
}

std::vector<Job> dead_jobs(db::Transaction& tx, ShopId shop) {
    static const std::string sql =
        "SELECT " + table().columns() +
        " FROM jobs WHERE shop_id = $1 AND state = 'dead' ORDER BY id DESC LIMIT 200";
    return tx.list<Job>({"jobs.dead", sql}, {shop});
}

Result<void> retry_dead(db::Transaction& tx, ShopId shop, JobId id, Instant now) {
    if (tx.change(revive_sql, {shop, id, now}) == 1) return {};
    return not_found("There is no failed job with this id.");
}

Millis back_off(std::int64_t attempts, std::uint32_t random) {
    constexpr std::int64_t most = 3'600'000;
    const std::int64_t ceiling =
        std::min(most, std::int64_t{2'000} << std::min<std::int64_t>(attempts - 1, 11));
    return Millis(ceiling / 2 + static_cast<std::int64_t>(random) % (ceiling / 2 + 1));
}

Runner::Runner(db::Database& database, Clock clock, std::string node, Millis lease)
    : database_(database), clock_(std::move(clock)), node_(std::move(node)), lease_(lease) {}

Runner::~Runner() { stop(); }

void Runner::on(const std::string& kind, Handler handler, int attempts_max) {
    known_[kind] = {std::move(handler), attempts_max};
}

void Runner::every(const std::string& name, Millis period, std::function<void(Instant)> work) {
    schedules_.push_back({name, period, std::move(work)});
}

void Runner::start(int threads) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
    threads_.emplace_back([this] { clock_loop(); });
}

void Runner::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    threads_.clear();
}

void Runner::hint() {
    {
        const std::lock_guard lock(mutex_);
        hints_ = 1;
    }
    wake_.notify_one();
}

int Runner::drain() {
    int ran = 0;
    while (run_one())
        ++ran;
    return ran;
}

void Runner::loop() {
    while (true) {
        bool busy = false;
        try {
            busy = run_one();
        } catch (const std::exception& error) {
            log::warn("jobs_unavailable", {{"detail", error.what()}});
        }
        std::unique_lock lock(mutex_);
        if (stopping_) return;
        if (busy) continue;
        wake_.wait_for(lock, std::chrono::milliseconds(500),
                       [&] { return stopping_ || hints_ > 0; });
        hints_ = 0;
        if (stopping_) return;
    }
}

void Runner::clock_loop() {
    while (true) {
        for (auto& schedule : schedules_) {
            const Instant now = clock_();
            const std::int64_t turn = unix_ms(now) / schedule.period.count();
            if (turn == schedule.last_turn) continue;
            try {
                const auto mine = database_.write([&](db::Transaction& tx) -> Result<bool> {
                    const auto taken = tx.change(take_turn_sql, {schedule.name, turn, node_, now});
                    if (taken == 1) tx.change(forget_turns_sql, {schedule.name, turn - 10});
                    return taken == 1;
                });
                schedule.last_turn = turn;
                if (mine && *mine) schedule.work(now);
            } catch (const std::exception& error) {
                log::warn("schedule_failed", {{"name", schedule.name}, {"detail", error.what()}});
            }
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, std::chrono::milliseconds(1'000), [&] { return stopping_; });
        if (stopping_) return;
    }
}

bool Runner::run_one() {
    const Instant now = clock_();
    // Every second job is the newest: what somebody waits for now does not stand behind a hundred
    // thousand letters, and those still go on.
    thread_local bool newest_first = false;
    newest_first = !newest_first;
    auto due = database_.read([&](db::Transaction& tx) {
        return tx.list<Candidate>(newest_first ? newest_sql : due_sql, {now});
    });
    // Threads and nodes that see the same list begin at different places.
    if (due.size() > 1)
        std::rotate(due.begin(),
                    due.begin() + static_cast<std::ptrdiff_t>(random_number() % due.size()),
                    due.end());
    for (const auto& candidate : due) {
        const auto job = database_.write([&](db::Transaction& tx) -> Result<std::optional<Job>> {
            const auto claimed = tx.change(claim_sql, {candidate.shop_id, candidate.id,
                                                       candidate.run_at, now + lease_, node_});
            if (claimed == 0) return std::optional<Job>();
            return table().find(tx, candidate.shop_id, candidate.id.value);
        });
        if (!job || !*job) continue;
        run(candidate.shop_id, **job);
        return true;
    }
    return false;
}

void Runner::run(ShopId shop, Job job) {
    const auto known = known_.find(job.kind);
    Result<void> outcome;
    int attempts_max = 1;
    if (known == known_.end()) {
        outcome = refuse(RefusalKind::invalid, "unknown_job", "Nobody handles jobs of this kind.");
    } else {
        attempts_max = known->second.attempts_max;
        try {
            outcome = known->second.handler(shop, job);
        } catch (const std::exception& error) {
            outcome = refuse(RefusalKind::unavailable, "fault", as_said(error.what()));
        }
    }
    const Instant now = clock_();
    const auto kept = database_.write([&](db::Transaction& tx) -> Result<bool> {
        if (outcome) {
            tx.change(finish_sql, {shop, job.id, node_, job.attempts});
            return true;
        }
        const bool again =
            outcome.error().kind == RefusalKind::unavailable && job.attempts < attempts_max;
        const Instant next = again ? now + back_off(job.attempts, random_number()) : now;
        tx.change(
            postpone_sql,
            {shop, job.id, node_, again ? "ready" : "dead", next,
             shortened(as_utf8(outcome.error().code + ": " + outcome.error().detail.text()), 1'000),
             job.attempts});
        return true;
    });
    expects(static_cast<bool>(kept));
    if (!outcome)
        log::warn("job_failed",
                  {{"kind", job.kind}, {"job", to_text(job.id)}, {"code", outcome.error().code}});
}

} // namespace taraba::jobs
