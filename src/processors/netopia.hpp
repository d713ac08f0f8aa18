#pragma once

#include "processors/signing.hpp"
#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// Netopia's JSON API (v2). docs/processors/netopia.md
payments::RegisteredProcessor netopia();

/// Whether the token of a notification is Netopia's for this body: RS512 (no other algorithm),
/// issued by `NETOPIA Payments` for the point of sale, its subject the SHA-512 of the body.
bool is_netopia_token(const std::string& token, const std::string& body,
                      const std::string& pos_signature, const std::string& public_key_pem);

} // namespace taraba::processors
