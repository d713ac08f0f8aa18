#pragma once

#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// mobilPay's classic protocol: sealed XML both ways. docs/processors/netopia_v1.md
payments::RegisteredProcessor netopia_v1();

} // namespace taraba::processors
