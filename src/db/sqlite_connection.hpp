#pragma once

#include "db/db.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace taraba::db {

/// One connection of SQLite with its prepared statements. Used by one thread at a time.
class SqliteConnection {
public:
    SqliteConnection(const std::string& path, bool read_only);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    std::int64_t run(const Sql& sql, Params params, const RowReader& reader);
    void script(const std::string& sql);
    void command(const char* sql); ///< BEGIN, COMMIT, SAVEPOINT …

    int statements_until_failure = 0; ///< for tests

private:
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        std::vector<int> positions; ///< of $1, $2, …: SQLite numbers $n by first appearance
    };
    Prepared& prepare(const Sql& sql, Params params);
    [[noreturn]] void fail(std::string_view during);

    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, Prepared> prepared_;
};

class SqliteTransaction : public Transaction {
public:
    explicit SqliteTransaction(SqliteConnection& connection) : connection_(connection) {}

    Result<void> settle() override {
        return refusal_ ? Result<void>(Failure(*refusal_)) : Result<void>();
    }
    std::int64_t run(const Sql& sql, Params params, const RowReader& reader) override {
        return connection_.run(sql, params, reader);
    }
    void script(const std::string& sql) override { connection_.script(sql); }

protected:
    void post(const Sql& sql, Params params, std::optional<Refusal> otherwise) override {
        const auto changed = connection_.run(sql, params, {});
        if (otherwise && changed != 1 && !refusal_) refusal_ = std::move(otherwise);
    }

private:
    SqliteConnection& connection_;
    std::optional<Refusal> refusal_;
};

} // namespace taraba::db
