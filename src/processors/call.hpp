#pragma once

#include "base/form.hpp"
#include "http/client.hpp"

namespace taraba::processors {

/// Calls a processor. Refuses with `processor_down` when nothing was sent and with
/// `processor_unclear` when no whole answer came or the server failed.
Result<http::IncomingResponse> call(const std::string& title, const http::OutgoingRequest& request);

Failure refused(const std::string& title, const Sentence& words);
Failure unclear(const std::string& title, const Sentence& why);
Failure forged(const std::string& title);
Failure malformed(const std::string& title, const Sentence& why);

} // namespace taraba::processors
