#pragma once

#include "shop/messages/gateway.hpp"

namespace taraba::messages {

/// A letter as it goes over the wire (RFC 5322, MIME): lines end with CRLF and hold ASCII only. No
/// text of ours or of a buyer can add a header line.
std::string letter_of(const Mail& mail);

} // namespace taraba::messages
