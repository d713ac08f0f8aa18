#include "base/text.hpp"
#include "gateways/sms.hpp"

namespace taraba::gateways {

Result<http::IncomingResponse> call(const std::string& title,
                                    const http::OutgoingRequest& request) {
    return http::fetch_from("sms", title, request);
}

Failure refused(const std::string& title, const Sentence& words) {
    return refuse(RefusalKind::conflict, "sms_refused", said("{}: {}", title, words));
}

} // namespace taraba::gateways

namespace taraba::messages {

const std::map<std::string, RegisteredSmsGateway>& sms_registry() {
    static const std::map<std::string, RegisteredSmsGateway> all{{"smso", gateways::smso()},
                                                                 {"smslink", gateways::smslink()},
                                                                 {"twilio", gateways::twilio()}};
    return all;
}

} // namespace taraba::messages
