#pragma once

#include "base/expects.hpp"
#include "base/sentence.hpp"

#include <optional>
#include <string>
#include <utility>

namespace taraba {

/// What the caller can do about a refusal. Each kind is one HTTP status (http/problem.cpp).
enum class RefusalKind {
    malformed,       ///< the request cannot be read
    unauthenticated, ///< nobody is signed in
    forbidden,       ///< signed in, but not allowed
    not_found,       ///< there is no such thing
    conflict,        ///< right request, wrong moment: the state does not allow it
    invalid,         ///< readable, but a value is not acceptable
    too_large,       ///< more bytes than we take
    too_many,        ///< asked too often; wait
    unavailable,     ///< a partner or resource is down; retry later
};

/// An outcome that some caller is expected to act on; never our own mistake (that is a Fault).
struct Refusal {
    RefusalKind kind = RefusalKind::invalid;
    std::string code;  ///< stable name that clients switch on
    Sentence detail;   ///< for a person; safe to show
    std::string field; ///< path of the offending field, when there is one: `lines[0].quantity`
};

/// Wraps a refusal so that it converts to any Result.
class Failure {
public:
    explicit Failure(Refusal refusal) : refusal_(std::move(refusal)) {}
    const Refusal& error() const { return refusal_; }

private:
    Refusal refusal_;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(const Failure& failure) : refusal_(failure.error()) {}

    explicit operator bool() const { return value_.has_value(); }
    T& operator*() { return expects(value_.has_value()), *value_; }
    const T& operator*() const { return expects(value_.has_value()), *value_; }
    T* operator->() { return &**this; }
    const T* operator->() const { return &**this; }
    const Refusal& error() const { return expects(refusal_.has_value()), *refusal_; }

private:
    std::optional<T> value_;
    std::optional<Refusal> refusal_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(const Failure& failure) : refusal_(failure.error()) {}

    explicit operator bool() const { return !refusal_.has_value(); }
    const Refusal& error() const { return expects(refusal_.has_value()), *refusal_; }

private:
    std::optional<Refusal> refusal_;
};

/// Refuses. Use as `return refuse(RefusalKind::conflict, "order_shipped", "...");`
inline Failure refuse(RefusalKind kind, std::string code, Sentence detail, std::string field = {}) {
    return Failure(Refusal{kind, std::move(code), std::move(detail), std::move(field)});
}

/// A value the caller sent is not acceptable.
inline Failure invalid_field(std::string field, Sentence detail) {
    return refuse(RefusalKind::invalid, "invalid_field", std::move(detail), std::move(field));
}

inline Failure not_found(Sentence detail) {
    return refuse(RefusalKind::not_found, "not_found", std::move(detail));
}

/// The row that the caller read has been changed since.
inline Failure version_conflict() {
    return refuse(RefusalKind::conflict, "version_conflict",
                  "Somebody else has just changed this; look again.", "version");
}

} // namespace taraba

/// `TRY(order, find_order(tx, id));` declares `order` or returns the refusal.
#define TRY(name, ...)                                                                             \
    auto name##_result = (__VA_ARGS__);                                                            \
    if (!name##_result) return ::taraba::Failure(name##_result.error());                           \
    auto& name = *name##_result

/// `MUST(may_cancel(order));` returns the refusal, if it is one.
#define MUST(...)                                                                                  \
    do {                                                                                           \
        if (const auto& must_result = (__VA_ARGS__); !must_result)                                 \
            return ::taraba::Failure(must_result.error());                                         \
    } while (false)
