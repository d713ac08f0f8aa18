#include "base/form.hpp"

#include "base/text.hpp"

namespace taraba {

Fields parse_form(std::string_view text) {
    Fields fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        fields.emplace_back(percent_decoded(pair.substr(0, equals), true),
                            equals == pair.npos ? ""
                                                : percent_decoded(pair.substr(equals + 1), true));
    }
    return fields;
}

std::string to_form(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields)
        text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    return text;
}

std::optional<std::string> find_field(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (key == name) return value;
    return std::nullopt;
}

std::string field(const Fields& fields, std::string_view name) {
    return find_field(fields, name).value_or("");
}

} // namespace taraba
