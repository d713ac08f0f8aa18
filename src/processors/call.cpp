#include "processors/call.hpp"

#include "base/text.hpp"

namespace taraba::processors {

Result<http::IncomingResponse> call(const std::string& title,
                                    const http::OutgoingRequest& request) {
    return http::fetch_from("processor", title, request);
}

Failure refused(const std::string& title, const Sentence& words) {
    return refuse(RefusalKind::conflict, "processor_refused", said("{}: {}", title, words));
}

Failure unclear(const std::string& title, const Sentence& why) {
    return http::unclear("processor", title, why);
}

Failure forged(const std::string& title) {
    return refuse(RefusalKind::forbidden, "callback_forged",
                  said("This was not signed by {}.", title));
}

Failure malformed(const std::string& title, const Sentence& why) {
    return refuse(RefusalKind::malformed, "callback_malformed",
                  said("This is no notification of {}: {}", title, why));
}

} // namespace taraba::processors
