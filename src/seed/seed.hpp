#pragma once

#include "shop/scope.hpp"

namespace taraba::seed {

/// A shop with everything a first look needs: products, people, statuses, methods, templates and
/// a few hundred orders of the last months. Gives the sign-ins to print. Refuses with
/// `already_there` when the installation has a shop `demo`.
Result<std::string> seed_demo(shop::Installation& house);

/// Orders for measuring, with realistic skew, written as placement writes them.
void seed_orders(const shop::Scope& scope, std::int64_t count);

/// The parts that tests use too.
shop::Shop demo_shop(const std::string& slug, ShopId id, Instant now);
/// Settings, statuses, methods, taxes, series and templates of a new shop.
Result<void> seed_basics(const shop::Scope& scope);
Result<void> seed_products(const shop::Scope& scope);
Result<void> seed_templates(const shop::Scope& scope);
Result<void> seed_staff(const shop::Scope& scope);
Result<void> seed_demo_orders(const shop::Scope& scope, std::int64_t count);

inline constexpr const char* demo_password = "taraba-demo-2026";

} // namespace taraba::seed
