#pragma once

#include "shop/scope.hpp"

namespace taraba::service {

using Step = shop::ServiceStep;
using Stage = shop::ServiceStage;

/// Those that a shop has which set none of its own.
const std::vector<Step>& standard_steps();
const std::vector<Step>& steps_of(const shop::Scope& scope);
const Step* find_step(const shop::Scope& scope, const std::string& code);
/// The first step of a stage; a shop has at least one of each but in_work and at_partner.
const Step& first_step(const shop::Scope& scope, Stage stage);
std::string title_of(const Step& step, const std::string& language);

/// Whether what became of the piece is decided.
bool is_outcome(Stage stage);

/// Refuses with `invalid_field` below `settings.service.`: a code twice or none, a name missing, a
/// stage without a step, more than 15 days for a repair (OUG 140/2021 art. 12).
Result<void> check(const shop::ServiceSettings& settings);

} // namespace taraba::service
