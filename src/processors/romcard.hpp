#pragma once

#include "processors/signing.hpp"
#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// Romcard's e-Gateway (CGI / WWW forms). docs/processors/romcard.md
payments::RegisteredProcessor romcard();

/// What a message of a kind signs, in its order.
extern const std::vector<std::string> romcard_request_fields;   ///< TRTYPE 0
extern const std::vector<std::string> romcard_operation_fields; ///< TRTYPE 21, 24, 25, 26
extern const std::vector<std::string> romcard_answer_fields;    ///< to TRTYPE 0
extern const std::vector<std::string> romcard_operation_answer_fields;
/// Upper-case hex.
std::string romcard_sign(const Fields& fields, const std::vector<std::string>& names,
                         const std::string& hex_key);

} // namespace taraba::processors
