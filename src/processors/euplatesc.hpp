#pragma once

#include "processors/signing.hpp"
#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// euplatesc.ro, message structure 3.2. docs/processors/euplatesc.md
payments::RegisteredProcessor euplatesc();

/// What its answers and our requests sign, in its order; `names` picks and orders the fields.
std::string euplatesc_hash(const Fields& fields, const std::vector<std::string>& names,
                           const std::string& hex_key);
extern const std::vector<std::string> euplatesc_request_fields;
extern const std::vector<std::string> euplatesc_answer_fields;

} // namespace taraba::processors
