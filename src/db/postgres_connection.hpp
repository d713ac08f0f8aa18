#pragma once

#include "db/db.hpp"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace taraba::db {

/// Trying the whole transaction again may help: serialization failure, deadlock, the server going
/// or starting, a connection lost before COMMIT was sent.
struct Retryable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One connection in pipeline mode: statements are queued and travel together at the next wait.
class PostgresConnection {
public:
    explicit PostgresConnection(const std::string& url);
    ~PostgresConnection();
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    void begin(bool read_only);
    /// Throws OutcomeUnknown when the connection is lost after COMMIT has been sent.
    void commit();
    /// Ends a transaction that only read, without waiting for the server to say so: the answer is
    /// taken with those of the next transaction.
    void end_read();
    void rollback();
    /// After an exception: back to a usable connection, or false.
    bool recover();

    std::int64_t run(const Sql& sql, Params params, const RowReader& reader);
    void post(const Sql& sql, Params params, std::optional<Refusal> otherwise);
    Result<void> settle();
    void script(const std::string& sql);

    int statements_until_failure = 0; ///< for tests

private:
    enum class Reply { prepared, command, posted, rows, sync };
    struct Expected {
        Reply reply;
        std::string name;
        std::optional<Refusal> otherwise;
    };

    void send(const Sql& sql, Params params, Reply reply, std::optional<Refusal> otherwise);
    void send_command(const char* sql);
    /// What was to be prepared and got no answer of its own.
    void forget_unprepared(const std::deque<Expected>& unanswered);
    /// Sends a sync and takes the answers of everything queued.
    std::int64_t wait(const RowReader& reader);
    void take(const Expected& expected, pg_result* result, const RowReader& reader,
              std::int64_t& changed);
    [[noreturn]] void fail(const std::string& during, const pg_result* result);

    pg_conn* connection_ = nullptr;
    std::unordered_map<std::string, std::string> prepared_; ///< text → name on the server
    std::deque<Expected> expected_;
    std::optional<Refusal> refusal_;
    bool committing_ = false;
};

class PostgresTransaction : public Transaction {
public:
    explicit PostgresTransaction(PostgresConnection& connection) : connection_(connection) {}
    Result<void> settle() override { return connection_.settle(); }
    std::int64_t run(const Sql& sql, Params params, const RowReader& reader) override {
        return connection_.run(sql, params, reader);
    }
    void script(const std::string& sql) override { connection_.script(sql); }

protected:
    void post(const Sql& sql, Params params, std::optional<Refusal> otherwise) override {
        connection_.post(sql, params, std::move(otherwise));
    }

private:
    PostgresConnection& connection_;
};

} // namespace taraba::db
