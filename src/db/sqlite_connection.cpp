#include "db/sqlite_connection.hpp"

#include "db/statement_watch.hpp"

#include <sqlite3.h>

namespace taraba::db {

namespace {

class SqliteRow : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    int columns() const override { return sqlite3_column_count(statement_); }
    std::string_view name(int column) const override {
        return sqlite3_column_name(statement_, column);
    }
    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    std::string_view text(int column) const override {
        const void* data = sqlite3_column_blob(statement_, column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return data ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
    }

private:
    sqlite3_stmt* statement_;
};

struct Binder {
    sqlite3_stmt* statement;
    int position;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, position); }
    int operator()(std::int64_t value) const {
        return sqlite3_bind_int64(statement, position, value);
    }
    int operator()(std::string_view text) const {
        return sqlite3_bind_text(statement, position, text.data() ? text.data() : "",
                                 static_cast<int>(text.size()), SQLITE_STATIC);
    }
    int operator()(Bytes bytes) const {
        return sqlite3_bind_blob(statement, position, bytes.data.data() ? bytes.data.data() : "",
                                 static_cast<int>(bytes.data.size()), SQLITE_STATIC);
    }
};

struct Reset {
    sqlite3_stmt* statement;
    ~Reset() { sqlite3_reset(statement); }
};

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, bool read_only) {
    const int flags =
        (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
        SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK)
        fail("opening " + path);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, 10'000);
    script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000;"
           "PRAGMA mmap_size = 0;");
    if (!read_only)
        script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
               "PRAGMA wal_autocheckpoint = 8000;");
}

SqliteConnection::~SqliteConnection() {
    for (auto& [text, prepared] : prepared_)
        sqlite3_finalize(prepared.statement);
    sqlite3_close(handle_);
}

void SqliteConnection::fail(std::string_view during) {
    const int code = handle_ ? sqlite3_extended_errcode(handle_) : SQLITE_NOMEM;
    const std::string message = std::string(during) + ": " +
                                (handle_ ? sqlite3_errmsg(handle_) : "no memory") + " (" +
                                std::to_string(code) + ")";
    if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE)
        throw DuplicateKey(message);
    throw DatabaseFault(message);
}

SqliteConnection::Prepared& SqliteConnection::prepare(const Sql& sql, Params params) {
    const auto param_count = params.size();
    auto& prepared = prepared_[std::string(sql.text)];
    if (!prepared.statement) {
        if (statement_watch) statement_watch(Engine::sqlite, sql, params);
        if (sqlite3_prepare_v3(handle_, sql.text.data(), static_cast<int>(sql.text.size()),
                               SQLITE_PREPARE_PERSISTENT, &prepared.statement,
                               nullptr) != SQLITE_OK) {
            const std::string name(sql.name);
            fail("preparing " + name);
        }
        for (std::size_t i = 1; i <= param_count; ++i) {
            const std::string name = "$" + std::to_string(i);
            prepared.positions.push_back(
                sqlite3_bind_parameter_index(prepared.statement, name.c_str()));
        }
    }
    expects(prepared.positions.size() == param_count);
    return prepared;
}

std::int64_t SqliteConnection::run(const Sql& sql, Params params, const RowReader& reader) {
    if (statements_until_failure > 0 && --statements_until_failure == 0)
        throw DatabaseFault("failing for a test");
    const auto& prepared = prepare(sql, params);
    const Reset reset{prepared.statement};
    for (std::size_t i = 0; i < params.size(); ++i) {
        if (prepared.positions[i] == 0) continue; // a parameter that the text doesn't use
        const int bound =
            std::visit(Binder{prepared.statement, prepared.positions[i]}, params[i].value());
        if (bound != SQLITE_OK) fail(sql.name);
    }
    const SqliteRow row(prepared.statement);
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(prepared.statement)) == SQLITE_ROW)
        if (reader) reader(row);
    if (step != SQLITE_DONE) fail(sql.name);
    return sqlite3_stmt_readonly(prepared.statement) ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::command(const char* sql) {
    const auto& prepared = prepare({sql, sql}, {});
    const Reset reset{prepared.statement};
    if (sqlite3_step(prepared.statement) != SQLITE_DONE) fail(sql);
}

void SqliteConnection::script(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("script");
}

} // namespace taraba::db
