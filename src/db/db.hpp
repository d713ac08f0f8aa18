#pragma once

// The one door to the database. Behind it stands SQLite (db/sqlite.cpp) or PostgreSQL
// (db/postgres.cpp); in front of it the same SQL text serves both (the rules: docs/database.md).

#include "base/faults.hpp"
#include "base/id.hpp"
#include "base/refusal.hpp"
#include "base/shape.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace taraba::db {

/// The database or the disk failed, or our SQL is wrong. Nobody handles it on the way up.
struct DatabaseFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A statement and the name under which logs and metrics report it. Parameters are $1, $2, …
struct Sql {
    std::string_view name;
    std::string_view text;
};

struct Bytes {
    std::string_view data;
};

/// A parameter. It borrows text: the text must live until the statement has been handed over.
class Param {
public:
    Param(std::nullptr_t) {}
    Param(std::int64_t value) : value_(value) {}
    Param(int value) : value_(std::int64_t{value}) {}
    Param(bool value) : value_(std::int64_t{value}) {}
    Param(std::string_view text) : value_(text) {}
    Param(const std::string& text) : value_(std::string_view(text)) {}
    Param(const char* text) : value_(std::string_view(text)) {}
    Param(Bytes bytes) : value_(bytes) {}
    Param(Money money) : value_(money.minor) {}
    Param(Quantity quantity) : value_(quantity.thousandths) {}
    Param(Rate rate) : value_(rate.basis_points) {}
    Param(Instant at) : value_(unix_ms(at)) {}
    template <class Tag>
    Param(Id<Tag> id) : value_(id.value) {}
    template <class T>
    Param(const std::optional<T>& value) {
        if (value) value_ = Param(*value).value_;
    }

    const auto& value() const { return value_; }

private:
    std::variant<std::nullptr_t, std::int64_t, std::string_view, Bytes> value_;
};

using Params = std::span<const Param>;

/// One row of an answer while it is being read; columns count from 0.
class Row {
public:
    virtual ~Row() = default;
    virtual int columns() const = 0;
    virtual std::string_view name(int column) const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
};

using RowReader = std::function<void(const Row&)>;

/// Fills a described struct: columns must have the names of its fields, in their order.
void read_row(const Row& row, const Shape& shape, void* target, Currency currency);

/// The parameter that stores one field, with `keep` holding text that has to be made.
Param field_param(const Shape& shape, const void* value,
                  std::vector<std::unique_ptr<std::string>>& keep);

/// Proof of an open transaction: a function that takes one can only run inside it.
class Transaction {
public:
    virtual ~Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Amounts are read in this currency: the shop's.
    Currency currency = ron;

    template <class T>
    std::vector<T> list(const Sql& sql, std::initializer_list<Param> params) {
        return list<T>(sql, Params(params.begin(), params.size()));
    }
    template <class T>
    std::vector<T> list(const Sql& sql, Params params) {
        std::vector<T> rows;
        append_rows(sql, params, shape_of<std::vector<T>>(), &rows);
        return rows;
    }

    /// The row, if there is one; more than one is a fault.
    template <class T>
    std::optional<T> find(const Sql& sql, std::initializer_list<Param> params) {
        std::optional<T> found;
        read_only_row(sql, Params(params.begin(), params.size()), shape_of<std::optional<T>>(),
                      &found);
        return found;
    }

    /// The first column of the only row.
    std::optional<std::int64_t> number(const Sql& sql, std::initializer_list<Param> params);
    std::optional<std::string> text(const Sql& sql, std::initializer_list<Param> params);

    /// How many rows the statement changed.
    std::int64_t change(const Sql& sql, std::initializer_list<Param> params) {
        return run(sql, Params(params.begin(), params.size()), {});
    }

    /// Hands over a statement without waiting for it, so that PostgreSQL gets many in one round
    /// trip. It must change exactly one row; when it does not, settle() gives `otherwise`.
    void later(const Sql& sql, std::initializer_list<Param> params, Refusal otherwise) {
        post(sql, Params(params.begin(), params.size()), std::move(otherwise));
    }
    /// The same without an expectation.
    void later(const Sql& sql, std::initializer_list<Param> params) {
        post(sql, Params(params.begin(), params.size()), std::nullopt);
    }
    void later(const Sql& sql, Params params) { post(sql, params, std::nullopt); }

    /// Waits for everything handed over; the first expectation that was not met is the refusal.
    virtual Result<void> settle() = 0;

    /// Runs a statement with a row reader; returns the number of changed rows.
    virtual std::int64_t run(const Sql& sql, Params params, const RowReader& reader) = 0;

    /// Runs a script of several statements without parameters, as a migration does.
    virtual void script(const std::string& sql) = 0;

protected:
    Transaction() = default;
    virtual void post(const Sql& sql, Params params, std::optional<Refusal> otherwise) = 0;

private:
    // What list() and find() do for every type, once.
    void append_rows(const Sql& sql, Params params, const Shape& list, void* rows);
    void read_only_row(const Sql& sql, Params params, const Shape& optional, void* found);
};

enum class Engine { sqlite, postgres };

/// Any number of threads may use it. The work of a write() runs on SQLite's one writer thread, or
/// with a pooled connection on the caller's: it must not begin another write() (on SQLite that
/// would wait for itself), must not wait for partners (everybody else's writes wait meanwhile), and
/// shares what it captures with no other thread. The work of a read() runs on the caller's thread.
/// It must outlive every transaction; the Installation only refers to it.
class Database {
public:
    virtual ~Database() = default;

    /// Runs `work(tx) -> Result<T>` in a transaction and returns when it is durable. A refusal or
    /// an exception leaves the database as it was. `work` may run more than once (serialization
    /// failure, deadlock, lost connection): it must do nothing outside the transaction.
    template <class Work>
    auto write(const Work& work) -> decltype(work(std::declval<Transaction&>())) {
        std::optional<decltype(work(std::declval<Transaction&>()))> outcome;
        transact([&](Transaction& tx) {
            outcome.reset();
            outcome.emplace(work(tx));
            if (!*outcome) return false;
            if (const auto settled = tx.settle(); !settled)
                outcome.emplace(Failure(settled.error()));
            return static_cast<bool>(*outcome);
        });
        return std::move(*outcome);
    }

    /// Runs `work(tx)` on a consistent snapshot; it must not write.
    template <class Work>
    auto read(const Work& work) -> decltype(work(std::declval<Transaction&>())) {
        std::optional<decltype(work(std::declval<Transaction&>()))> outcome;
        look([&](Transaction& tx) { outcome.emplace(work(tx)); });
        return std::move(*outcome);
    }

    virtual Engine engine() const = 0;
    /// Throws when the database does not answer.
    virtual void ping() = 0;
    /// For tests: the n-th statement from now fails as if the disk had. 0 means none.
    virtual void fail_statement(int n) = 0;

protected:
    using Work = std::function<bool(Transaction&)>;
    virtual void transact(const Work& work) = 0;
    virtual void look(const std::function<void(Transaction&)>& work) = 0;
};

struct Options {
    int connections = 16; ///< PostgreSQL pool, or SQLite readers
};

/// A file of SQLite, made when it is not there.
std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options = {});
/// A libpq connection string or URL.
std::unique_ptr<Database> open_postgres(const std::string& url, const Options& options = {});

/// `($1, $2), ($3, $4)` for `rows` rows of `columns` columns, counting from $`first`.
std::string values_list(std::size_t rows, std::size_t columns, std::size_t first = 1);

} // namespace taraba::db
