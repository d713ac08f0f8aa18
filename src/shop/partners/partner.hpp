#pragma once

#include "base/shape.hpp"

#include <map>
#include <string>
#include <vector>

// A shop's contract with somebody outside: a payment processor, a courier, an SMS gateway, or its
// sign-in at an authority. What
// such an account consists of is said by the partner's own file; here it is kept, its secrets
// sealed, and shown without them.

namespace taraba::partners {

enum class PartnerKind { processor, courier, sms, authority };
BOOST_DESCRIBE_ENUM(PartnerKind, processor, courier, sms, authority)

enum class PartnerMode { sandbox, live };
BOOST_DESCRIBE_ENUM(PartnerMode, sandbox, live)

/// A value of a merchant's contract.
struct CredentialField {
    std::string name;
    bool secret = false;
    bool multiline = false; ///< a key or certificate in PEM
    bool optional = false;
    std::string preset; ///< what an optional one is when it is not given
};
BOOST_DESCRIBE_STRUCT(CredentialField, (), (name, secret, multiline, optional, preset))

using Values = std::map<std::string, std::string>;

/// An account, opened.
struct PartnerAccount {
    PartnerMode mode = PartnerMode::sandbox;
    Values credentials;
    Values endpoints;                 ///< in place of the partner's own addresses
    std::int64_t timeout_ms = 15'000; ///< of each call

    /// Empty when it is not given.
    const std::string& credential(const std::string& name) const;
    bool is_live() const { return mode == PartnerMode::live; }
    /// The address of a name, without a slash at its end: the one given for it, else the one given
    /// for all (`base`, or the only one there is), else the partner's own.
    std::string address(const std::string& name, const std::string& sandbox,
                        const std::string& live) const;
    bool is_elsewhere() const { return !endpoints.empty(); }
};

} // namespace taraba::partners
