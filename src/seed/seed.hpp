#pragma once

#include "shop/messages/template.hpp"
#include "shop/scope.hpp"

namespace taraba::seed {

/// A shop with everything a first look needs: products, people, statuses, methods, templates and
/// a few hundred orders of the last months. Gives the sign-ins to print. Refuses with
/// `already_there` when the installation has a shop `demo`.
Result<std::string> seed_demo(shop::Installation& installation);

/// A shop of a merchant's own: statuses, methods, taxes, templates and one administrator, whose
/// password is the answer. Refuses with `invalid_field`, `already_there`.
Result<std::string> create_shop(shop::Installation& installation, const std::string& slug,
                                const std::string& name, const std::string& admin_email);

/// Orders for measuring, with realistic skew, written as placement writes them.
void seed_orders(const shop::Scope& scope, std::int64_t count);

/// The parts that tests use too.
shop::Shop demo_shop(const std::string& slug, ShopId id, Instant now);
/// Settings, statuses, methods, taxes, series and templates of a new shop.
Result<void> seed_basics(const shop::Scope& scope);
/// The ready-made methods that a new shop has but does not offer yet: online, and on invoice.
Result<void> offer_all_methods(const shop::Scope& scope);
Result<void> seed_products(const shop::Scope& scope);
/// The letters and text messages of data/templates.
std::vector<messages::Template> ready_templates();
Result<void> seed_templates(const shop::Scope& scope);
Result<void> seed_staff(const shop::Scope& scope);
Result<void> seed_demo_orders(const shop::Scope& scope, std::int64_t count);

inline constexpr const char* demo_password = "taraba-demo-2026";

} // namespace taraba::seed
