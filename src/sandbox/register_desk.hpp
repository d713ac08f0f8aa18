#pragma once

#include "sandbox/sandbox.hpp"

namespace taraba::sandbox {

/// ANAF's public register of companies as its service v9 answers; every valid CUI is a company.
void add_register_routes(http::Router& router, Faults& faults);

} // namespace taraba::sandbox
