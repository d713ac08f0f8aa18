#pragma once

#include <stdexcept>

// What the database throws and others than its callers catch: jobs to try again, HTTP to answer.

namespace taraba {

/// The connection was lost after COMMIT was sent: the change may or may not be there. The caller
/// finds out by repeating with the same idempotency key.
struct OutcomeUnknown : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Two transactions got in each other's way. Thrown through the work, so that all of it is rolled
/// back; the database then does the work again, three times at most. What stays reaches the caller.
struct Collision : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A row with this key is already there. Clients are refused with `already_exists`.
struct DuplicateKey : Collision {
    using Collision::Collision;
};

/// A row that was read has another version now. Clients are refused with `version_conflict`.
struct WriteConflict : Collision {
    using Collision::Collision;
};

} // namespace taraba
