#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::payments {

/// The last day for a bank transfer of an order: the shop's working days after it was placed.
Date transfer_due(const shop::Scope& scope, const orders::Order& order);

/// Looks after orders that wait for a bank transfer: reminds the buyer before the term and on it,
/// alerts operators when it has passed, and cancels after it, if the shop wants so. Each once,
/// whoever asks.
void watch_transfers(const shop::Scope& scope);

/// What a banking app reads from a QR code: the fields of EPC069-12 (version 002), with the shop's
/// currency. Empty without an IBAN.
std::string transfer_qr(const shop::Seller& seller, Money amount, const std::string& reference);

} // namespace taraba::payments
