#pragma once

#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// PayPal, Orders v2. docs/processors/paypal.md
payments::RegisteredProcessor paypal();

/// The text that a webhook's signature covers: `id|time|webhook id|crc32 of the body in decimal`.
std::string paypal_signed_text(const std::string& id, const std::string& time,
                               const std::string& webhook_id, const std::string& body);
/// `12.34`, or whole units for the currencies that have no decimals at PayPal.
std::string paypal_amount(Money amount);

} // namespace taraba::processors
