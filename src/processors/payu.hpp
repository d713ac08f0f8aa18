#pragma once

#include "processors/signing.hpp"
#include "shop/payments/processor.hpp"

namespace taraba::processors {

/// ePayment (PayU Romania), LiveUpdate with IPN, IDN, IRN and IOS. docs/processors/payu.md
payments::RegisteredProcessor payu();

/// The text that ORDER_HASH signs: the fields of the form in the manual's order, arrays element by
/// element. Empty single fields are left out; in an array of the products an empty value is `0`
/// when any product has one.
std::string payu_source(const Fields& fields);
/// Lower-case hex HMAC-MD5 over values in their order.
std::string payu_hash(const std::vector<std::optional<std::string>>& values,
                      const std::string& key);
/// HASH of an IPN: all fields but HASH, in the order received.
std::string payu_ipn_hash(const Fields& fields, const std::string& key);
/// `<EPAYMENT>date|hash</EPAYMENT>`, without which PayU repeats the IPN.
std::string payu_ipn_answer(const Fields& ipn, const std::string& date, const std::string& key);

} // namespace taraba::processors
