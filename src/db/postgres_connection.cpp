#include "db/postgres_connection.hpp"

#include "base/crypto.hpp"
#include "db/statement_watch.hpp"

#include <algorithm>
#include <charconv>
#include <endian.h>
#include <libpq-fe.h>

namespace taraba::db {

namespace {

constexpr Oid int8_oid = 20, bytea_oid = 17;

struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ResultDeleter>;

class PostgresRow : public Row {
public:
    PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
    int columns() const override { return PQnfields(result_); }
    std::string_view name(int column) const override { return PQfname(result_, column); }
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override {
        const auto cell = raw(column);
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        expects(error == std::errc{} && end == cell.data() + cell.size());
        return value;
    }
    std::string_view text(int column) const override {
        const auto cell = raw(column);
        if (PQftype(result_, column) != bytea_oid) return cell;
        // bytea comes as \x and hexadecimal digits
        bytes_.clear();
        const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
        for (std::size_t i = 2; i + 1 < cell.size(); i += 2)
            bytes_ += static_cast<char>(nibble(cell[i]) * 16 + nibble(cell[i + 1]));
        return bytes_;
    }

private:
    std::string_view raw(int column) const {
        return {PQgetvalue(result_, row_, column),
                static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    }
    const PGresult* result_;
    int row_;
    mutable std::string bytes_;
};

/// Parameters in the form libpq wants them.
class Encoded {
public:
    explicit Encoded(Params params) {
        numbers_.reserve(params.size());
        for (const auto& param : params)
            std::visit(*this, param.value());
    }
    void operator()(std::nullptr_t) { add(0, nullptr, 0, 0); }
    void operator()(std::int64_t value) {
        numbers_.push_back(htobe64(static_cast<std::uint64_t>(value)));
        add(int8_oid, reinterpret_cast<const char*>(&numbers_.back()), 8, 1);
    }
    void operator()(std::string_view text) {
        add(0, text.data() ? text.data() : "", static_cast<int>(text.size()), 1);
    }
    void operator()(Bytes bytes) {
        add(bytea_oid, bytes.data.data() ? bytes.data.data() : "",
            static_cast<int>(bytes.data.size()), 1);
    }

    std::vector<Oid> types;
    std::vector<const char*> values;
    std::vector<int> lengths, formats;

private:
    void add(Oid type, const char* value, int length, int format) {
        types.push_back(type);
        values.push_back(value);
        lengths.push_back(length);
        formats.push_back(format);
    }
    std::vector<std::uint64_t> numbers_;
};

} // namespace

PostgresConnection::PostgresConnection(const std::string& url) {
    connection_ = PQconnectdb(url.c_str());
    if (PQstatus(connection_) != CONNECTION_OK) {
        const std::string why = PQerrorMessage(connection_);
        PQfinish(connection_);
        throw Retryable("cannot connect to PostgreSQL: " + why);
    }
    PQsetNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
    script("SET statement_timeout = '30s'; SET lock_timeout = '10s';"
           "SET idle_in_transaction_session_timeout = '60s'");
    if (PQenterPipelineMode(connection_) != 1) throw DatabaseFault("no pipeline mode");
}

PostgresConnection::~PostgresConnection() { PQfinish(connection_); }

void PostgresConnection::fail(const std::string& during, const PGresult* result) {
    const char* state_field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state = state_field ? state_field : "";
    const std::string message =
        during + ": " + (result ? PQresultErrorMessage(result) : PQerrorMessage(connection_)) +
        " " + state;
    const bool lost = PQstatus(connection_) != CONNECTION_OK || state.starts_with("08") ||
                      state.starts_with("57P");
    if (lost && committing_) throw OutcomeUnknown(message);
    if (lost || state == "40001" || state == "40P01" || state == "55P03" || state == "53300")
        throw Retryable(message);
    if (state == "26000" || state == "42P05") { // a pooler gave us another server connection
        prepared_.clear();
        throw Retryable(message);
    }
    if (state == "23505") throw DuplicateKey(message);
    throw DatabaseFault(message);
}

void PostgresConnection::send_command(const char* sql) {
    if (PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1)
        fail(sql, nullptr);
    expected_.push_back({Reply::command, sql, {}});
}

void PostgresConnection::begin(bool read_only) {
    refusal_.reset();
    committing_ = false;
    send_command(read_only ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
}

void PostgresConnection::commit() {
    wait({});
    send_command("COMMIT");
    committing_ = true;
    wait({});
    committing_ = false;
}

void PostgresConnection::end_read() {
    send_command("COMMIT");
    if (PQpipelineSync(connection_) != 1) fail("sending", nullptr);
    expected_.push_back({Reply::sync, "sync", {}});
}

void PostgresConnection::rollback() {
    wait({});
    send_command("ROLLBACK");
    wait({});
}

void PostgresConnection::forget_unprepared(const std::deque<Expected>& unanswered) {
    for (const auto& each : unanswered)
        if (each.reply == Reply::prepared) prepared_.erase(each.name);
}

bool PostgresConnection::recover() {
    committing_ = false;
    if (PQstatus(connection_) != CONNECTION_OK) return false;
    try {
        // Whatever is still queued is answered (perhaps as aborted) up to a sync of ours.
        if (PQpipelineSync(connection_) != 1) return false;
        auto syncs_missing = 1 + std::ranges::count(expected_, Reply::sync, &Expected::reply);
        int empty = 0;
        while (syncs_missing > 0 && empty < 1'000) {
            const ResultPtr result(PQgetResult(connection_));
            if (!result) {
                ++empty;
                continue;
            }
            empty = 0;
            if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) --syncs_missing;
            if (PQstatus(connection_) != CONNECTION_OK) return false;
        }
        if (syncs_missing > 0) return false;
        forget_unprepared(expected_);
        expected_.clear();
        send_command("ROLLBACK");
        wait({});
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

void PostgresConnection::send(const Sql& sql, Params params, Reply reply,
                              std::optional<Refusal> otherwise) {
    if (statements_until_failure > 0 && --statements_until_failure == 0)
        throw DatabaseFault("failing for a test");
    const Encoded encoded(params);
    const int count = static_cast<int>(params.size());
    auto& name = prepared_[std::string(sql.text)];
    if (name.empty()) {
        if (statement_watch) statement_watch(Engine::postgres, sql, params);
        const std::string text(sql.text);
        // Named by its text, so that connections that a pooler shares agree on what a name means.
        const std::string fresh = "s" + hex(sha256(text)).substr(0, 24);
        if (PQsendPrepare(connection_, fresh.c_str(), text.c_str(), count, encoded.types.data()) !=
            1)
            fail(std::string(sql.name), nullptr);
        expected_.push_back({Reply::prepared, std::string(sql.text), {}});
        name = fresh;
    }
    if (PQsendQueryPrepared(connection_, name.c_str(), count, encoded.values.data(),
                            encoded.lengths.data(), encoded.formats.data(), 0) != 1)
        fail(std::string(sql.name), nullptr);
    expected_.push_back({reply, std::string(sql.name), std::move(otherwise)});
}

void PostgresConnection::take(const Expected& expected, PGresult* result, const RowReader& reader,
                              std::int64_t& changed) {
    const auto status = PQresultStatus(result);
    if (expected.reply == Reply::sync && status == PGRES_PIPELINE_SYNC) return;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(expected.name, result);
    if (expected.reply == Reply::prepared || expected.reply == Reply::command) return;

    const std::string_view tuples = PQcmdTuples(result);
    std::int64_t count = 0;
    std::from_chars(tuples.data(), tuples.data() + tuples.size(), count);
    if (expected.reply == Reply::posted) {
        if (expected.otherwise && count != 1 && !refusal_) refusal_ = expected.otherwise;
        return;
    }
    changed = count;
    if (!reader) return;
    for (int row = 0; row < PQntuples(result); ++row)
        reader(PostgresRow(result, row));
}

std::int64_t PostgresConnection::wait(const RowReader& reader) {
    std::int64_t changed = 0;
    if (expected_.empty()) return changed;
    if (PQpipelineSync(connection_) != 1) fail("sending", nullptr);
    std::vector<ResultPtr> answers;
    std::vector<Expected> asked(std::make_move_iterator(expected_.begin()),
                                std::make_move_iterator(expected_.end()));
    expected_.clear();
    // First all answers are taken off the wire, so that an error leaves the connection usable.
    for (std::size_t i = 0; i < asked.size(); ++i) {
        ResultPtr result(PQgetResult(connection_));
        if (!result) fail("waiting", nullptr);
        answers.push_back(std::move(result));
        if (asked[i].reply == Reply::sync) continue; // the only answer without an end of its own
        while (ResultPtr rest{PQgetResult(connection_)}) {
            if (PQstatus(connection_) != CONNECTION_OK) fail("waiting", rest.get());
        }
    }
    const ResultPtr sync(PQgetResult(connection_));
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) fail("waiting", sync.get());
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (asked[i].reply == Reply::prepared &&
            PQresultStatus(answers[i].get()) != PGRES_COMMAND_OK)
            prepared_.erase(asked[i].name); // it failed, or an error before it kept it from running
    for (std::size_t i = 0; i < asked.size(); ++i)
        take(asked[i], answers[i].get(), reader, changed);
    return changed;
}

std::int64_t PostgresConnection::run(const Sql& sql, Params params, const RowReader& reader) {
    send(sql, params, Reply::rows, {});
    return wait(reader);
}

void PostgresConnection::post(const Sql& sql, Params params, std::optional<Refusal> otherwise) {
    send(sql, params, Reply::posted, std::move(otherwise));
}

Result<void> PostgresConnection::settle() {
    wait({});
    return refusal_ ? Result<void>(Failure(*refusal_)) : Result<void>();
}

void PostgresConnection::script(const std::string& sql) {
    wait({});
    const bool in_pipeline = PQpipelineStatus(connection_) != PQ_PIPELINE_OFF;
    if (in_pipeline) expects(PQexitPipelineMode(connection_) == 1);
    const ResultPtr result(PQexec(connection_, sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail("script", result.get());
    if (in_pipeline) expects(PQenterPipelineMode(connection_) == 1);
}

} // namespace taraba::db
