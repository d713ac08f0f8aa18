#include "db/sqlite_connection.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace taraba::db {

namespace {

/// One writer thread commits the transactions of many callers in one fsync: each is a savepoint
/// in a batch, and every caller is answered after the batch's COMMIT. Readers have connections of
/// their own and never wait for the writer (WAL).
class SqliteDatabase : public Database {
public:
    SqliteDatabase(const std::string& path, const Options& options)
        : path_(path), readers_max_(options.connections), writer_connection_(path, false) {
        writer_ = std::thread([this] { write_loop(); });
    }

    ~SqliteDatabase() override {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_writer_.notify_one();
        writer_.join();
    }

    Engine engine() const override { return Engine::sqlite; }
    void ping() override {
        look([](Transaction& tx) { tx.number({"ping", "SELECT 1"}, {}); });
    }
    void fail_statement(int n) override { writer_connection_.statements_until_failure = n; }

protected:
    void transact(const Work& work) override {
        constexpr int tries = 3;
        for (int attempt = 1;; ++attempt) {
            Job job{&work};
            {
                const std::lock_guard lock(mutex_);
                queue_.push_back(&job);
            }
            wake_writer_.notify_one();
            std::unique_lock lock(job.mutex);
            job.finished.wait(lock, [&] { return job.done; });
            if (!job.error) return;
            try {
                std::rethrow_exception(job.error);
            } catch (const Collision&) {
                if (attempt == tries) throw;
            }
        }
    }

    void look(const std::function<void(Transaction&)>& work) override {
        auto connection = borrow_reader();
        connection->command("BEGIN");
        SqliteTransaction tx(*connection);
        try {
            work(tx);
        } catch (...) {
            connection->command("ROLLBACK");
            give_back(std::move(connection));
            throw;
        }
        connection->command("COMMIT");
        give_back(std::move(connection));
    }

private:
    struct Job {
        const Work* work;
        bool done = false;
        std::exception_ptr error;
        std::mutex mutex;
        std::condition_variable finished;
        explicit Job(const Work* w) : work(w) {}
    };

    void write_loop() {
        std::vector<Job*> batch;
        while (true) {
            {
                std::unique_lock lock(mutex_);
                wake_writer_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
                if (queue_.empty()) return;
            }
            batch.clear();
            commit_batch(batch);
            for (Job* job : batch) {
                // Under the lock, because the job lives on the stack of the thread that waits.
                const std::lock_guard lock(job->mutex);
                job->done = true;
                job->finished.notify_one();
            }
        }
    }

    /// The next job; with a deadline it is waited for.
    Job* take_job(std::optional<std::chrono::steady_clock::time_point> until = {}) {
        std::unique_lock lock(mutex_);
        if (until)
            wake_writer_.wait_until(lock, *until, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return nullptr;
        Job* job = queue_.front();
        queue_.pop_front();
        return job;
    }

    /// Takes jobs as long as there are any, up to a batch that no caller waits too long for. Who
    /// was answered a moment ago is likely to be back soon: while fewer have come than the last
    /// time, the rest is waited for a little, because one fsync for all costs each of them less.
    void commit_batch(std::vector<Job*>& batch) {
        constexpr std::size_t batch_max = 256;
        const auto until = std::chrono::steady_clock::now() + patience;
        try {
            writer_connection_.command("BEGIN IMMEDIATE");
            while (batch.size() < batch_max) {
                Job* job = take_job();
                if (!job && !batch.empty() && batch.size() < expected_) job = take_job(until);
                if (!job) break;
                batch.push_back(job);
                if (batch.size() == 1)
                    run_first(*job);
                else
                    run_in_savepoint(*job);
            }
            writer_connection_.command("COMMIT");
            expected_ = std::max(batch.size(), expected_ * 7 / 8);
        } catch (...) {
            try {
                writer_connection_.command("ROLLBACK");
            } catch (const std::exception& error) {
                log::error("rollback_failed", {{"detail", error.what()}});
            }
            if (batch.empty())
                if (Job* job = take_job()) batch.push_back(job);
            for (Job* job : batch)
                job->error = std::current_exception();
        }
    }

    /// Nothing is lost by rolling the whole transaction back for the first of a batch, and without
    /// a savepoint SQLite keeps no journal of it: a long bulk load would walk that after each
    /// statement.
    void run_first(Job& job) {
        bool keep = false;
        try {
            SqliteTransaction tx(writer_connection_);
            keep = (*job.work)(tx);
        } catch (...) {
            job.error = std::current_exception();
        }
        if (keep) return;
        writer_connection_.command("ROLLBACK");
        writer_connection_.command("BEGIN IMMEDIATE");
    }

    void run_in_savepoint(Job& job) {
        writer_connection_.command("SAVEPOINT job");
        try {
            SqliteTransaction tx(writer_connection_);
            if (!(*job.work)(tx)) writer_connection_.command("ROLLBACK TO job");
        } catch (...) {
            job.error = std::current_exception();
            writer_connection_.command("ROLLBACK TO job");
        }
        writer_connection_.command("RELEASE job");
    }

    std::unique_ptr<SqliteConnection> borrow_reader() {
        {
            const std::lock_guard lock(readers_mutex_);
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        return std::make_unique<SqliteConnection>(path_, true);
    }

    void give_back(std::unique_ptr<SqliteConnection> reader) {
        const std::lock_guard lock(readers_mutex_);
        if (readers_.size() < static_cast<std::size_t>(readers_max_))
            readers_.push_back(std::move(reader));
    }

    static constexpr std::chrono::microseconds patience{1'000};

    const std::string path_;
    const int readers_max_;
    std::size_t expected_ = 1; ///< callers that the writer reckons with
    SqliteConnection writer_connection_;

    std::mutex mutex_;
    std::condition_variable wake_writer_;
    std::deque<Job*> queue_;
    bool stopping_ = false;

    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;

    std::thread writer_;
};

} // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options) {
    return std::make_unique<SqliteDatabase>(path, options);
}

} // namespace taraba::db
