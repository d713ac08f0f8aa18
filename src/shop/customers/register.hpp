#pragma once

#include "jobs/jobs.hpp"
#include "shop/customers/company.hpp"
#include "shop/scope.hpp"

namespace taraba::customers {

/// A company as a public register has it: ANAF's, or VIES for those of other EU states.
struct RegisteredCompany {
    static constexpr bool lenient = true;
    std::string cui; ///< with RO when a VAT payer
    std::string name;
    std::string reg_no;
    std::string address; ///< in the register's own words
    shop::Address place; ///< what of it could be read; siruta 0 when the locality was not known
    bool vat_payer = false;
    bool active = true;
    Date asked_on{};
};
BOOST_DESCRIBE_STRUCT(RegisteredCompany, (),
                      (cui, name, reg_no, address, place, vat_payer, active, asked_on))

/// Asks the register (POST …/PlatitorTvaRest/v9/tva, ANAF's public service; for a VAT number that
/// begins with another EU state, VIES) unless it was asked today, and keeps the answer. Takes five
/// seconds at most and is not tried again: an answer of the last month serves, or the buyer types.
/// Refuses with `invalid_field` a number with a wrong digit or shape, `not_found` and
/// `register_down`.
Result<RegisteredCompany> look_up_company(const shop::Scope& scope, const std::string& cui);

/// What a register has said last, at most a month ago; asks nobody.
std::optional<RegisteredCompany> find_registered(db::Transaction& tx, const shop::Scope& scope,
                                                 const std::string& cui);

/// Has the register asked of a company that is on an order; what it says otherwise than the buyer
/// is on the order's record.
void ask_register(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                  const std::string& cui);
void register_jobs(jobs::Runner& runner, shop::Installation& installation);

} // namespace taraba::customers
