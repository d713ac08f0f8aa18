#pragma once

#include "base/refusal.hpp"
#include "base/time.hpp"

#include <string>
#include <utility>
#include <vector>

namespace taraba::http {

struct OutgoingRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers; ///< `Name: value`
    std::string body;
    Millis timeout{15'000};
};

struct IncomingResponse {
    int status = 0;
    std::string content_type;
    std::string body;
};

/// Calls a partner. Refuses with `not_reached` when nothing was sent (no connection), and with
/// `no_answer` when the request may have arrived but no whole answer came back.
Result<IncomingResponse> fetch(const OutgoingRequest& request);

/// fetch() from a partner, whose trouble people are told by its kind (`processor`, `courier`,
/// `sms`). Refuses with `<kind>_down` when nothing was sent and with `<kind>_unclear` when no whole
/// answer came or the server failed: the call may have had its effect.
Result<IncomingResponse> fetch_from(const std::string& kind, const std::string& title,
                                    const OutgoingRequest& request);
Failure unclear(const std::string& kind, const std::string& title, const Sentence& why);

} // namespace taraba::http
