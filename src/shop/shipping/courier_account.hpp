#pragma once

#include "shop/partners/account.hpp"
#include "shop/shipping/courier.hpp"

namespace taraba::shipping {

/// A shop's account with a courier as it is shown.
struct CourierAccountView : partners::AccountView {
    CourierTraits traits;
};
BOOST_DESCRIBE_STRUCT(CourierAccountView, (partners::AccountView), (traits))

std::vector<CourierAccountView> courier_accounts(const shop::Scope& scope);
/// Refuses with `not_found`.
Result<CourierAccountView> courier_account(const shop::Scope& scope, const std::string& courier);
/// Refuses with `not_found` and `invalid_field`.
Result<CourierAccountView> put_courier_account(const shop::Scope& scope, const std::string& courier,
                                               const partners::WantedAccount& wanted);

/// A courier with the shop's account, as its warehouse of that name has it; each call may take so
/// long. Refuses with `no_courier` and `courier_not_set_up`.
Result<std::unique_ptr<Courier>> courier_of(const shop::Scope& scope, const std::string& name,
                                            const std::string& warehouse = "",
                                            Millis timeout = Millis(15'000));
/// Signs in at a courier with the shop's account. Refuses with what the courier said.
Result<void> check_courier(const shop::Scope& scope, const std::string& name);
/// Asks the courier to send its car; its number of the order. Refuses with `invalid_field` and with
/// what the courier said.
Result<std::string> order_pickup(const shop::Scope& scope, const std::string& name,
                                 const PickupOrder& order);

} // namespace taraba::shipping
