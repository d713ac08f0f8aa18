#pragma once

#include "base/id.hpp"
#include "db/db.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace taraba::jobs {

/// Something that must happen outside the transaction that asked for it: a row of the outbox.
struct Job {
    JobId id;
    std::string kind;
    json::value payload;
    std::string subject; ///< where people see it: `order:123`
    std::string state;   ///< ready, dead
    Instant run_at{};    ///< not before; while leased: until when
    std::string owner;
    std::int64_t attempts = 0;
    std::string last_error;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, payload, subject, state, run_at, owner, attempts, last_error,
                       created_at))

/// An id that a job's payload has under a name; nothing when it has none.
std::optional<std::int64_t> id_in(const Job& job, const char* name);

/// Writes a job with the change that needs it. Call Runner::hint() after the commit to start
/// sooner than the next look at the queue.
void enqueue(db::Transaction& tx, ShopId shop, JobId id, const std::string& kind,
             json::value payload, const std::string& subject, Instant now, Millis delay = {});

/// The jobs that people should see: those of a subject, or all dead ones of a shop.
std::vector<Job> jobs_of(db::Transaction& tx, ShopId shop, const std::string& subject);
std::vector<Job> dead_jobs(db::Transaction& tx, ShopId shop);
/// Makes a dead job ready again. Refuses with `not_found`.
Result<void> retry_dead(db::Transaction& tx, ShopId shop, JobId id, Instant now);

/// When to try again after the n-th failure: exponential with full jitter, at most an hour.
Millis back_off(std::int64_t attempts, std::uint32_t random);

/// A refusal of kind `unavailable` (or an exception) is tried again, any other is final.
using Handler = std::function<Result<void>(ShopId, const Job&)>;

/// Threads that work on the queue. on() and every() are called before start(), from one thread;
/// hint() and stop() from any. Handlers run on the runner's threads, several of one kind at once,
/// and what every() does on one thread of its own. The database must outlive it. Any number of
/// nodes may do so on one database: who moves a job's lease has it, and a node that dies loses its
/// lease.
class Runner {
public:
    /// `lease` is how long a handler may take at most before another node takes its job over; it is
    /// well above the time limits of all its outside calls together.
    Runner(db::Database& database, Clock clock, std::string node, Millis lease = Millis(120'000));
    ~Runner();

    void on(const std::string& kind, Handler handler, int attempts_max = 8);
    /// Runs on one node every `period`, counted from the epoch.
    void every(const std::string& name, Millis period, std::function<void(Instant)> work);

    void start(int threads);
    /// Finishes the jobs under way and stops; what was not begun stays ready for others.
    void stop();
    void hint();

    /// For tests and commands: works on the queue until nothing is due; returns how many ran.
    int drain();

private:
    struct Known {
        Handler handler;
        int attempts_max;
    };
    struct Schedule {
        std::string name;
        Millis period;
        std::function<void(Instant)> work;
        std::int64_t last_turn = 0;
    };
    void loop();
    void clock_loop();
    bool run_one();
    void run(ShopId shop, Job job);

    db::Database& database_;
    Clock clock_;
    const std::string node_;
    const Millis lease_;
    std::map<std::string, Known> known_;
    std::vector<Schedule> schedules_;
    std::vector<std::thread> threads_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    int hints_ = 0;
};

} // namespace taraba::jobs
