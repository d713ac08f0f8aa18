#pragma once

#include "base/time.hpp"

#include <functional>
#include <map>
#include <string>

namespace taraba::partners {

/// A request of a partner's, as it came.
struct Incoming {
    std::string method; ///< POST or GET
    std::string query;  ///< undecoded, without the question mark
    std::string body;   ///< the very bytes
    std::string content_type;
    std::map<std::string, std::string, std::less<>> headers; ///< names in lower case
    Instant now{};
    std::string url{}; ///< as the partner was told it; only where the partner signs it
};

} // namespace taraba::partners
