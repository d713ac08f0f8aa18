#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taraba {

/// Fields of a form in the order they stand in.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// `a=1&b=2`, decoded. Names and values that are no UTF-8 come as they are.
Fields parse_form(std::string_view text);
std::string to_form(const Fields& fields);
/// Of the first field of this name; nothing when there is none.
std::optional<std::string> find_field(const Fields& fields, std::string_view name);
/// The same, empty when there is none.
std::string field(const Fields& fields, std::string_view name);

/// `Content-Type: application/x-www-form-urlencoded`
inline const std::string form_header = "Content-Type: application/x-www-form-urlencoded";
inline const std::string json_header = "Content-Type: application/json";

} // namespace taraba
