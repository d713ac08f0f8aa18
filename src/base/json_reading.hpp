#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace taraba {

/// A member of an object, down a path of names; nothing when it is not there.
template <class... Names>
const boost::json::value* at(const boost::json::value& value, const char* name, Names... rest) {
    const auto* object = value.if_object();
    const auto* found = object ? object->if_contains(name) : nullptr;
    if constexpr (sizeof...(rest) == 0)
        return found;
    else
        return found ? at(*found, rest...) : nullptr;
}

/// A text as it is and a number as it is written; empty for anything else. Partners write numbers
/// as text and text as numbers.
std::string as_text(const boost::json::value& value);

template <class... Names>
std::string text_at(const boost::json::value& value, Names... names) {
    const auto* found = at(value, names...);
    return found ? as_text(*found) : "";
}

/// The text that an object has under a name, made valid UTF-8; empty when it has none.
std::string string_in(const boost::json::object& object, std::string_view name);

} // namespace taraba
