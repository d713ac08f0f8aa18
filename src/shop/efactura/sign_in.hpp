#pragma once

#include "shop/efactura/anaf.hpp"
#include "shop/partners/account.hpp"

// The sign-in at ANAF (OAuth 2): once, by a person with the merchant's qualified certificate in the
// browser. The token holds for 90 days and is renewed ten days before; what renews it for 365.

namespace taraba::efactura {

/// How the shop stands with ANAF, for people.
struct SignInView : partners::AccountView {
    std::vector<partners::CredentialField> fields;
    std::string callback_url; ///< to be registered with the application at ANAF
    bool signed_in = false;
    std::optional<Instant> ends_at;
    std::optional<Instant> signed_in_at;
    std::string error; ///< why it could not be renewed
};
BOOST_DESCRIBE_STRUCT(SignInView, (partners::AccountView),
                      (fields, callback_url, signed_in, ends_at, signed_in_at, error))

SignInView sign_in_view(const shop::Scope& scope);
/// Refuses with `invalid_field`.
Result<SignInView> put_account(const shop::Scope& scope, const partners::WantedAccount& wanted);

/// Where a person signs in; good for a quarter of an hour. Refuses with `authority_not_set_up`.
Result<std::string> sign_in_url(const shop::Scope& scope);
/// ANAF sent the person back with a code. Refuses with `invalid_field` a `state` that is not ours
/// or too old, and with what ANAF says.
Result<void> finish_sign_in(const shop::Scope& scope, const std::string& state,
                            const std::string& code);
/// Forgets the tokens.
Result<void> sign_out(const shop::Scope& scope);

/// The service with a token that holds; one that has ended is renewed first. Refuses with
/// `not_signed_in` (unavailable: somebody will) and `authority_not_set_up`.
Result<Anaf> open_service(const shop::Scope& scope);
/// Renews what ends within ten days, or now when ANAF did not take it. Administrators are told when
/// it cannot be done. Refuses with `not_signed_in` and `authority_down`.
Result<void> renew(const shop::Scope& scope);
void renew_in_time(const shop::Scope& scope);

} // namespace taraba::efactura
