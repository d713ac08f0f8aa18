#pragma once

#include "shop/messages/gateway.hpp"
#include "shop/scope.hpp"

// Letters signed for the shop's own domain (DKIM): for a shop whose mail server does not sign them
// itself. The public key stands in the domain's DNS, where the merchant puts it.

namespace taraba::messages {

struct MailSigning {
    static constexpr bool lenient = true;
    std::string selector; ///< names the key among those of the domain: `taraba`
    std::string domain;   ///< of the address that letters come from
    std::string record_name;
    std::string record; ///< the TXT record that the domain must have
};
BOOST_DESCRIBE_STRUCT(MailSigning, (), (selector, domain, record_name, record))

/// The address that letters come from.
std::string sender_of(const shop::Scope& scope);

/// Nothing when letters go unsigned.
std::optional<MailSigning> mail_signing(const shop::Scope& scope);
std::optional<SigningKey> signing_key(const shop::Scope& scope);
/// Makes a new key pair; letters are signed from now on. Refuses with `invalid_field`.
Result<MailSigning> sign_mail(const shop::Scope& scope, const std::string& selector);
Result<void> stop_signing(const shop::Scope& scope);

} // namespace taraba::messages
