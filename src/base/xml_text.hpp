#pragma once

#include <string>

namespace taraba {

/// Control characters have no place in XML 1.0, not even escaped.
inline std::string xml_text(std::string text) {
    std::erase_if(text, [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r';
    });
    return text;
}

} // namespace taraba
