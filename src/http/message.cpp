#include "http/message.hpp"

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace taraba::http {

const std::string& Request::path_value(std::string_view name) const {
    const auto found = path_values.find(name);
    expects(found != path_values.end());
    return found->second;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const auto& part : split_at(header("cookie"), ';')) {
        const auto pair = trimmed(part);
        const auto equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return std::nullopt;
}

int status_of(RefusalKind kind) {
    switch (kind) {
    case RefusalKind::malformed: return 400;
    case RefusalKind::unauthenticated: return 401;
    case RefusalKind::forbidden: return 403;
    case RefusalKind::not_found: return 404;
    case RefusalKind::conflict: return 409;
    case RefusalKind::too_large: return 413;
    case RefusalKind::invalid: return 422;
    case RefusalKind::too_many: return 429;
    case RefusalKind::unavailable: return 503;
    }
    return 500;
}

std::string_view named_language(const Request& request) {
    const auto named = request.header("x-language");
    return named == "ro" || named == "en" ? named : std::string_view{};
}

std::string_view language_of(const Request& request) {
    if (const auto named = named_language(request); !named.empty()) return named;
    std::string_view best = "en";
    std::int64_t best_weight = 0;
    for (const auto& range : split_at(request.header("accept-language"), ',')) {
        const auto parts = split_at(range, ';');
        std::int64_t weight = 1'000;
        for (const auto& part : parts)
            if (const auto given = trimmed(part); given.starts_with("q="))
                weight = parse_decimal(given.substr(2), 3).value_or(0);
        // `ro-RO` is Romanian too.
        const std::string tag = folded(trimmed(parts.front()));
        const std::string_view name = std::string_view(tag).substr(0, tag.find('-'));
        if (weight <= best_weight || (name != "ro" && name != "en")) continue;
        best = name == "ro" ? "ro" : "en";
        best_weight = weight;
    }
    return best;
}

Response problem(const Refusal& refusal, const Request& request) {
    return problem(status_of(refusal.kind), refusal, request);
}

Response problem(int status, const Refusal& refusal, const Request& request) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    json::object document{{"type", "about:blank"},
                          {"title", refusal.code},
                          {"status", response.status},
                          {"code", refusal.code},
                          {"detail", refusal.detail.in(language_of(request))},
                          {"request_id", request.id}};
    if (!refusal.field.empty()) document["field"] = refusal.field;
    response.body = to_json(json::value(std::move(document)));
    if (refusal.kind == RefusalKind::unauthenticated)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (refusal.kind == RefusalKind::too_many || refusal.kind == RefusalKind::unavailable)
        response.headers.emplace_back("Retry-After", "5");
    return response;
}

Result<std::string> decoded_path(std::string_view target) {
    std::string path = percent_decoded(target.substr(0, target.find('?')), false);
    if (path.empty() || path.front() != '/' || !is_utf8(path) || path.find('\0') != path.npos)
        return refuse(RefusalKind::malformed, "malformed_path", "The path is not valid UTF-8.");
    return path;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view target) {
    std::vector<std::pair<std::string, std::string>> values;
    const auto mark = target.find('?');
    if (mark == target.npos) return values;
    for (const auto& part : split_at(target.substr(mark + 1), '&')) {
        if (part.empty()) continue;
        const auto equals = part.find('=');
        const std::string_view view = part;
        values.emplace_back(percent_decoded(view.substr(0, equals), true),
                            equals == part.npos ? ""
                                                : percent_decoded(view.substr(equals + 1), true));
    }
    return values;
}

} // namespace taraba::http
