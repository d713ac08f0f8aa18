#pragma once

#include <stdexcept>
#include <string>

namespace taraba {

/// A broken assumption of our own code, never the caller's doing. Nobody handles it on the way:
/// the request or job that meets one is rolled back, logged and answered with 500.
struct Fault : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_fault(const char* file, int line) {
    throw Fault(std::string(file) + ":" + std::to_string(line) + ": broken assumption");
}

/// States an assumption and checks it in every build. It throws rather than aborts, because one
/// broken request must not take the others down with it.
constexpr void expects(bool holds, const char* file = __builtin_FILE(),
                       int line = __builtin_LINE()) {
    if (!holds) throw_fault(file, line);
}

} // namespace taraba
