#pragma once

#include "shop/payments/payment.hpp"

namespace taraba::payments {

/// Finds out what became of an operation whose call gave no clear answer, or during which the
/// program ended: the processor is asked where it can be, else people are told.
Result<void> clear_operation(const shop::Scope& scope, OperationId id);

} // namespace taraba::payments
