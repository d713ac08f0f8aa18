#pragma once

#include "shop/messages/gateway.hpp"

namespace taraba::messages {

/// The header line that signs a letter for its sender's domain (RFC 6376, rsa-sha256,
/// relaxed/relaxed), with its CRLF: it goes before the letter's own headers. Nothing when the key
/// is none.
std::string dkim_signature(std::string_view letter, const SigningKey& key, Instant at);

} // namespace taraba::messages
