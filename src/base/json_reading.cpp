#include "base/json_reading.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace taraba {

std::string as_text(const boost::json::value& value) {
    if (value.is_string()) return as_utf8(value.as_string());
    if (value.is_int64()) return std::to_string(value.as_int64());
    if (value.is_uint64()) return std::to_string(value.as_uint64());
    // The shortest decimal that reads back as the same number: 123.45 stays 123.45.
    if (value.is_double()) return fmt::format("{}", value.as_double());
    return "";
}

std::string string_in(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? as_utf8(value->as_string()) : std::string();
}

} // namespace taraba
