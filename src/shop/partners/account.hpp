#pragma once

#include "shop/partners/partner.hpp"
#include "shop/scope.hpp"

#include <string>
#include <vector>

namespace taraba::partners {

/// An account as it is in the database.
struct KeptAccount {
    PartnerKind kind = PartnerKind::processor;
    std::string partner;
    PartnerMode mode = PartnerMode::sandbox;
    LongText credentials; ///< sealed
    LongText endpoints;
    std::string capture; ///< of processors: when money that is set aside is taken
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(KeptAccount, (),
                      (kind, partner, mode, credentials, endpoints, capture, version))

/// What is to be set; a secret that is not named stays as it is.
struct WantedAccount {
    static constexpr bool lenient = true;
    PartnerMode mode = PartnerMode::sandbox;
    json::value credentials; ///< object of texts
    json::value endpoints;   ///< object of texts
};
BOOST_DESCRIBE_STRUCT(WantedAccount, (), (mode, credentials, endpoints))

/// An account as people see it: secrets only by whether they are there.
struct AccountView {
    PartnerMode mode = PartnerMode::sandbox;
    json::value credentials; ///< those that are no secret
    json::value endpoints;
    std::vector<std::string> secrets; ///< names of the kept ones
    bool set_up = false;
    bool played = false; ///< the sandbox stands in for it
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AccountView, (),
                      (mode, credentials, endpoints, secrets, set_up, played, version))

std::vector<KeptAccount> all(const shop::Scope& scope);
std::optional<KeptAccount> find(const shop::Scope& scope, PartnerKind kind,
                                const std::string& partner);

/// Seals and keeps an account. Refuses with `invalid_field`.
Result<void> put(const shop::Scope& scope, PartnerKind kind, const std::string& partner,
                 const std::vector<CredentialField>& fields, const WantedAccount& wanted,
                 const std::string& capture = {});

AccountView view(const shop::Scope& scope, const std::optional<KeptAccount>& kept,
                 const std::vector<CredentialField>& fields);

/// Refuses with `<kind>_not_set_up` when something that must be there is not.
Result<PartnerAccount> open(const shop::Scope& scope, const KeptAccount& kept,
                            const std::vector<CredentialField>& fields);
Failure not_set_up(PartnerKind kind, const std::string& title);

} // namespace taraba::partners
