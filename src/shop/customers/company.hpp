#pragma once

#include "base/refusal.hpp"
#include "base/shape.hpp"

#include <string>
#include <string_view>

namespace taraba::customers {

/// A legal person as a buyer.
struct Company {
    static constexpr bool lenient = true;
    std::string name;
    std::string cui;    ///< with RO when a VAT payer
    std::string reg_no; ///< trade register: J40/9950/2006 or J2024012345409
    std::string iban;
    std::string bank;
    std::string address; ///< of the seat, when it is not the delivery address
};
BOOST_DESCRIBE_STRUCT(Company, (), (name, cui, reg_no, iban, bank, address))

/// The check digit of a Romanian tax id: digits padded to nine, times 7 5 3 2 1 7 5 3 2, sum × 10
/// mod 11, 10 counts as 0 (OUG 40/2021 and the ANAF rule before it). RO and spaces may precede.
bool is_valid_cui(std::string_view cui);

/// Country, check digits and 16 characters after the bank's four letters; mod 97 is 1 (ISO 13616).
bool is_valid_iban(std::string_view iban);

/// `J40/9950/2006` (old) or `J2024012345409` (new, 14 characters); F and C for other registers.
bool is_valid_trade_register_number(std::string_view number);

/// A VAT number of another state of the EU by its shape: the state's letters (EL is Greece), then 2
/// to 12 letters or digits. Its digits are for VIES to check.
bool is_eu_vat_number(std::string_view number);
/// ISO code of the state that a VAT number begins with.
std::string country_of_vat_number(std::string_view number);
bool is_eu_state(std::string_view iso);

/// Without spaces, in capitals.
std::string plain_code(std::string_view text);

/// Checks and tidies. Of a company of another `country` the tax number may be anything. Refuses
/// with `invalid_field` below `path`.
Result<Company> checked(Company company, const std::string& path,
                        const std::string& country = "RO");

} // namespace taraba::customers
