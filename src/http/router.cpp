#include "http/router.hpp"

namespace taraba::http {

namespace {

/// Takes the next segment off a path that begins with a slash.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

/// `{id}`, or `{id}.pdf` with a fixed ending.
bool match_segment(std::string_view pattern, std::string_view segment,
                   std::map<std::string, std::string, std::less<>>& values) {
    if (!pattern.starts_with('{')) return pattern == segment;
    const auto close = pattern.find('}');
    const auto ending = pattern.substr(close + 1);
    if (!segment.ends_with(ending)) return false;
    segment.remove_suffix(ending.size());
    // `{id}` must not swallow what `{id}.pdf` is meant for.
    if (segment.empty()) return false;
    values[std::string(pattern.substr(1, close - 1))] = std::string(segment);
    return true;
}

bool match(std::string_view pattern, std::string_view path,
           std::map<std::string, std::string, std::less<>>& values) {
    values.clear();
    while (!pattern.empty() && !path.empty()) {
        if (pattern.starts_with("/{") && pattern.ends_with("*}") &&
            pattern.find('/', 1) == pattern.npos) {
            values[std::string(pattern.substr(2, pattern.size() - 4))] =
                std::string(path.substr(1));
            return true;
        }
        const auto wanted = take_segment(pattern);
        const auto segment = take_segment(path);
        if (!match_segment(wanted, segment, values)) return false;
    }
    return pattern.empty() && path.empty();
}

} // namespace

const Route* Router::find(Method method, std::string_view path,
                          std::map<std::string, std::string, std::less<>>& values,
                          bool& other_method) const {
    other_method = false;
    for (const auto& route : routes_) {
        if (!match(route.pattern, path, values)) continue;
        if (route.method == method) return &route;
        other_method = true;
    }
    values.clear();
    return nullptr;
}

std::string_view to_text(Method method) {
    switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    }
    return "";
}

} // namespace taraba::http
