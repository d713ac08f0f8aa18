#pragma once

#include "http/client.hpp"
#include "shop/messages/gateway.hpp"

namespace taraba::gateways {

messages::RegisteredSmsGateway smso();
messages::RegisteredSmsGateway smslink();
messages::RegisteredSmsGateway twilio();

/// Calls a gateway; refuses with `sms_down` and `sms_unclear`.
Result<http::IncomingResponse> call(const std::string& title, const http::OutgoingRequest& request);
/// It said no, in its words.
Failure refused(const std::string& title, const Sentence& words);

/// What Twilio signs: HMAC-SHA1 of the address and the sorted fields, in base64.
std::string twilio_signature(const std::string& token, const std::string& url,
                             std::vector<std::pair<std::string, std::string>> fields);

} // namespace taraba::gateways
