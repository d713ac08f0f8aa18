#include "db/postgres_connection.hpp"

#include "base/log.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

namespace taraba::db {

namespace {

/// A pool of connections; a transaction has one for itself. What may be tried again is tried
/// again here, with back-off, as long as COMMIT has not been sent.
class PostgresDatabase : public Database {
public:
    PostgresDatabase(std::string url, const Options& options)
        : url_(std::move(url)), connections_max_(options.connections) {
        give_back(borrow());
    }

    Engine engine() const override { return Engine::postgres; }
    void ping() override {
        look([](Transaction& tx) { tx.number({"ping", "SELECT 1"}, {}); });
    }
    void fail_statement(int n) override {
        const std::lock_guard lock(mutex_);
        for (auto& connection : idle_)
            connection->statements_until_failure = n;
    }

protected:
    void transact(const Work& work) override {
        retrying([&](PostgresConnection& connection) {
            connection.begin(false);
            PostgresTransaction tx(connection);
            if (work(tx))
                connection.commit();
            else
                connection.rollback();
        });
    }

    void look(const std::function<void(Transaction&)>& work) override {
        retrying([&](PostgresConnection& connection) {
            connection.begin(true);
            PostgresTransaction tx(connection);
            work(tx);
            connection.end_read();
        });
    }

private:
    static inline thread_local int held_by_this_thread = 0;
    struct Held {
        Held() { ++held_by_this_thread; }
        ~Held() { --held_by_this_thread; }
    };

    void retrying(const std::function<void(PostgresConnection&)>& attempt_once) {
        constexpr int tries = 6;
        for (int attempt = 1;; ++attempt) {
            std::unique_ptr<PostgresConnection> connection;
            try {
                connection = borrow();
                const Held held;
                attempt_once(*connection);
                give_back(std::move(connection));
                return;
            } catch (const Retryable& error) {
                drop_or_keep(std::move(connection));
                if (attempt == tries) throw DatabaseFault(error.what());
            } catch (const Collision&) {
                drop_or_keep(std::move(connection));
                if (attempt >= 3) throw;
            } catch (...) {
                drop_or_keep(std::move(connection));
                throw;
            }
            pause(attempt);
        }
    }

    static void pause(int attempt) {
        thread_local std::minstd_rand random(std::random_device{}());
        const int most = 20 << attempt;
        std::this_thread::sleep_for(
            std::chrono::milliseconds(std::uniform_int_distribution(1, most)(random)));
    }

    std::unique_ptr<PostgresConnection> borrow() {
        {
            std::unique_lock lock(mutex_);
            // Who already holds a connection and reads beside it must not wait for another thread
            // that does the same: it may go over the limit.
            if (held_by_this_thread == 0)
                returned_.wait(lock, [&] { return !idle_.empty() || open_ < connections_max_; });
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
            ++open_;
        }
        try {
            return std::make_unique<PostgresConnection>(url_);
        } catch (...) {
            forget();
            throw;
        }
    }

    void give_back(std::unique_ptr<PostgresConnection> connection) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
        returned_.notify_one();
    }

    void drop_or_keep(std::unique_ptr<PostgresConnection> connection) {
        if (!connection) return;
        if (connection->recover())
            give_back(std::move(connection));
        else
            forget();
    }

    void forget() {
        {
            const std::lock_guard lock(mutex_);
            --open_;
        }
        returned_.notify_one();
    }

    const std::string url_;
    const int connections_max_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    int open_ = 0;
};

} // namespace

std::unique_ptr<Database> open_postgres(const std::string& url, const Options& options) {
    return std::make_unique<PostgresDatabase>(url, options);
}

} // namespace taraba::db
