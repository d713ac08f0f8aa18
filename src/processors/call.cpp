#include "processors/call.hpp"

#include "base/text.hpp"

namespace taraba::processors {

const std::string form_header = "Content-Type: application/x-www-form-urlencoded";
const std::string json_header = "Content-Type: application/json";

Result<http::IncomingResponse> call(const std::string& title,
                                    const http::OutgoingRequest& request) {
    auto response = http::fetch(request);
    if (!response && response.error().code == "not_reached")
        return refuse(RefusalKind::unavailable, "processor_down",
                      title + " cannot be reached: " + response.error().detail);
    if (!response) return unclear(title, response.error().detail);
    if (response->status >= 500)
        return unclear(title, "status " + std::to_string(response->status));
    return response;
}

Failure refused(const std::string& title, const std::string& words) {
    return refuse(RefusalKind::conflict, "processor_refused",
                  title + ": " + shortened(as_utf8(words), 400));
}

Failure unclear(const std::string& title, const std::string& why) {
    return refuse(RefusalKind::unavailable, "processor_unclear",
                  title + " gave no clear answer: " + why);
}

Failure forged(const std::string& title) {
    return refuse(RefusalKind::forbidden, "callback_forged",
                  "This was not signed by " + title + ".");
}

Failure malformed(const std::string& title, const std::string& why) {
    return refuse(RefusalKind::malformed, "callback_malformed",
                  "This is no notice of " + title + ": " + why);
}

} // namespace taraba::processors
