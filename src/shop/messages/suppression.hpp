#pragma once

#include "shop/scope.hpp"

// Addresses that mail does not reach any more (a bounce), or whose owner called it spam (a
// complaint): nothing more is sent there until somebody says it may. A mail provider tells by the
// API, since bounces come to it and not to the shop.

namespace taraba::messages {

enum class SuppressionKind { bounce, complaint };
BOOST_DESCRIBE_ENUM(SuppressionKind, bounce, complaint)

struct Suppression {
    static constexpr bool lenient = true;
    std::string email;
    SuppressionKind kind = SuppressionKind::bounce;
    std::string detail; ///< in the provider's words
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Suppression, (), (email, kind, detail, at))

/// Refuses with `invalid_field`.
Result<Suppression> suppress(db::Transaction& tx, const shop::Scope& scope, Suppression what);
/// Refuses with `not_found`.
Result<void> allow_again(db::Transaction& tx, const shop::Scope& scope, const std::string& email);
std::optional<Suppression> suppression_of(db::Transaction& tx, ShopId shop,
                                          const std::string& email);
/// The newest first, at most 500.
std::vector<Suppression> suppressions(db::Transaction& tx, ShopId shop);

} // namespace taraba::messages
