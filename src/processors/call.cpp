#include "processors/call.hpp"

#include "base/text.hpp"

namespace taraba::processors {

Result<http::IncomingResponse> call(const std::string& title,
                                    const http::OutgoingRequest& request) {
    return http::fetch_from("processor", title, request);
}

Failure refused(const std::string& title, const std::string& words) {
    return refuse(RefusalKind::conflict, "processor_refused",
                  title + ": " + shortened(as_utf8(words), 400));
}

Failure unclear(const std::string& title, const std::string& why) {
    return http::unclear("processor", title, why);
}

Failure forged(const std::string& title) {
    return refuse(RefusalKind::forbidden, "callback_forged",
                  "This was not signed by " + title + ".");
}

Failure malformed(const std::string& title, const std::string& why) {
    return refuse(RefusalKind::malformed, "callback_malformed",
                  "This is no notification of " + title + ": " + why);
}

} // namespace taraba::processors
