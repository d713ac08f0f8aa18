#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taraba::processors {

/// Fields of a form in the order they stand in.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// `a=1&b=2`, decoded. Names and values that are no UTF-8 come as they are.
Fields parse_form(std::string_view text);
std::string to_form(const Fields& fields);
/// Of the first field of this name; nothing when there is none.
std::optional<std::string> find_field(const Fields& fields, std::string_view name);
/// The same, empty when there is none.
std::string field(const Fields& fields, std::string_view name);

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

/// Raw bytes.
std::string hmac_md5(std::string_view key, std::string_view data);
std::string hmac_sha1(std::string_view key, std::string_view data);

/// Nothing when it is no hex text.
std::optional<std::string> from_hex(std::string_view text);
std::string upper_case(std::string text);

/// `2006` + `08` … in UTC: `20060826054802`.
std::string compact_time(std::int64_t unix_ms);

} // namespace taraba::processors
