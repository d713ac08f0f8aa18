#pragma once

#include "shop/customers/register.hpp"

// Port: the public registers that know companies (authorities/anaf_register.cpp,
// authorities/vies.cpp).

namespace taraba::customers {

inline constexpr const char* anaf_register_url = "https://webservicesp.anaf.ro";
inline constexpr const char* vies_url = "https://ec.europa.eu/taxation_customs/vies/rest-api";

/// A Romanian company by the digits of its CUI, as ANAF has it on a day. Takes five seconds at
/// most. Refuses with `not_found` and `register_down`.
Result<RegisteredCompany> ask_anaf(const std::string& base, const std::string& digits, Date day);
/// A VAT payer of another EU state by its whole number; the same.
Result<RegisteredCompany> ask_vies(const std::string& base, const std::string& number);

inline Failure register_down() {
    return refuse(RefusalKind::unavailable, "register_down",
                  "The register does not answer; type the company's data.");
}

} // namespace taraba::customers
