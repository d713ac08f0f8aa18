#pragma once

#include "shop/scope.hpp"

// A change of a shop's settings: each area says whether its part of them can hold.

namespace taraba::settings {

/// Stores name and settings as the version after `version`, and records the change. Refuses with
/// `invalid_field` (what an area cannot work with) and `version_conflict`. The answer has the
/// seller's address as it was understood.
Result<shop::ShopSettings> change(const shop::Scope& scope, const std::string& name,
                                  shop::ShopSettings settings, std::int64_t version);

} // namespace taraba::settings
