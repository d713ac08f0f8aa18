#pragma once

#include "shop/customers/company.hpp"
#include "shop/scope.hpp"

namespace taraba::customers {

/// A company as the public register of ANAF has it.
struct RegisteredCompany {
    std::string cui; ///< with RO when a VAT payer
    std::string name;
    std::string reg_no;
    std::string address; ///< in the register's own words
    shop::Address place; ///< what of it could be read; siruta 0 when the locality was not known
    bool vat_payer = false;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(RegisteredCompany, (), (cui, name, reg_no, address, place, vat_payer, active))

/// Asks the register (POST …/PlatitorTvaRest/v9/tva, ANAF's public service) and keeps the answer in
/// memory for a day. Takes five seconds at most and is not tried again: the buyer types instead.
/// Refuses with `invalid_field` a CUI with a wrong digit, `not_found` and `register_down`.
Result<RegisteredCompany> look_up_company(const shop::Scope& scope, const std::string& cui);

} // namespace taraba::customers
