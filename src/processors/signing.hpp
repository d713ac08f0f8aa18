#pragma once

#include "base/form.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraba::processors {

/// How processors that sign lengths write what is not there, and what is there but empty.
struct LengthRule {
    std::string_view absent;
    std::string_view empty;
};
inline constexpr LengthRule payu_rule{"0", "0"};
inline constexpr LengthRule romcard_rule{"-", "0"};
inline constexpr LengthRule euplatesc_rule{"-", "-"};

/// Each value as its number of bytes and then itself.
std::string length_prefixed(const std::vector<std::optional<std::string>>& values, LengthRule rule);

std::string upper_case(std::string text);

/// `2006` + `08` … in UTC: `20060826054802`.
std::string compact_time(std::int64_t unix_ms);

} // namespace taraba::processors
