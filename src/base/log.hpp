#pragma once

#include <spdlog/spdlog.h>

#include <string>

namespace taraba::log {

/// One JSON object a line on standard error. Never give it personal data: ids and codes only.
void start(const std::string& level);

using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;

} // namespace taraba::log
