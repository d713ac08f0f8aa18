#pragma once

#include "base/refusal.hpp"
#include "base/shape.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace taraba {

/// Appends the JSON text of a value; a set bit of a missing optional is left out of its record.
void write_json(std::string& out, const Shape& shape, const void* value);

template <class T>
std::string to_json(const T& value) {
    std::string text;
    write_json(text, shape_of<T>(), &value);
    return text;
}

/// Parses a document; refuses with `malformed_json`.
Result<json::value> parse_json(std::string_view text);

/// Fills `target` from a parsed value. A field that is not optional, not a list and not in a
/// lenient record must be there. Refuses with `invalid_field` and the field's path.
Result<void> read_json(const json::value& source, const Shape& shape, void* target,
                       const std::string& path = {});

/// Changes only the fields that the source names, as a PATCH does; unknown names are refused, so
/// that a misspelt one is not silently without effect.
Result<void> overlay_json(const json::value& source, const Shape& shape, void* target);

template <class T>
Result<T> from_json(const json::value& source) {
    T value{};
    MUST(read_json(source, shape_of<T>(), &value));
    return value;
}

template <class T>
Result<T> from_json_text(std::string_view text) {
    TRY(source, parse_json(text));
    return from_json<T>(source);
}

/// The same as a document of our own making: a mistake in it is a fault.
template <class T>
T trusted_json(std::string_view text) {
    auto value = from_json_text<T>(text);
    expects(static_cast<bool>(value));
    return std::move(*value);
}

/// Fills a value from plain text, as in a query string or a path.
Result<void> read_text(std::string_view text, const Shape& shape, void* target,
                       const std::string& path);

/// Fills a record from the fields of a form or query string; those that it does not have are
/// passed over, a list takes every field of its name. Refuses with `invalid_field`.
Result<void> read_fields(const std::vector<std::pair<std::string, std::string>>& fields,
                         const Shape& shape, void* target);

void write_json_text(std::string& out, std::string_view text);

} // namespace taraba
