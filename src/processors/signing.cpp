#include "processors/signing.hpp"

#include "base/time.hpp"

namespace taraba::processors {

std::string length_prefixed(const std::vector<std::optional<std::string>>& values,
                            LengthRule rule) {
    std::string source;
    for (const auto& value : values) {
        if (!value)
            source += rule.absent;
        else if (value->empty())
            source += rule.empty;
        else
            source += std::to_string(value->size()) + *value;
    }
    return source;
}

std::string upper_case(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string compact_time(std::int64_t unix_ms) {
    std::string digits;
    for (const char c : to_rfc3339(from_unix_ms(unix_ms)).substr(0, 19))
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

} // namespace taraba::processors
