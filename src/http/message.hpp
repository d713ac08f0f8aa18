#pragma once

#include "base/refusal.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraba::http {

enum class Method { get, post, put, patch, delete_ };

struct Request {
    Method method = Method::get;
    std::string target; ///< as it came: path and query
    std::string path;   ///< decoded, without the query
    std::vector<std::pair<std::string, std::string>> query;
    std::map<std::string, std::string, std::less<>> headers; ///< names in lower case
    std::string body;
    std::string remote_address; ///< of the client, behind a trusted proxy the forwarded one
    bool secure = false;        ///< came over TLS, or the trusted proxy says so
    std::string id;             ///< in logs and in the answer's X-Request-Id

    std::map<std::string, std::string, std::less<>> path_values; ///< set by the router

    std::string_view header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : found->second;
    }
    std::optional<std::string> query_value(std::string_view name) const;
    /// What stands in the path where the route's pattern has `{name}`; a fault when it has none.
    const std::string& path_value(std::string_view name) const;
    std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Not empty: the connection stays open and carries the server-sent events of this topic.
    std::string event_topic;
    /// Set: the body is made in pieces, each after the one before has been sent, so that a long
    /// answer needs no more memory than a piece. Empty piece: the end.
    std::function<std::string()> pieces;
};

/// The language that the client names in X-Language, `ro` or `en`; empty when it names none.
std::string_view named_language(const Request& request);
/// The language of whoever sent a request: X-Language, else what Accept-Language likes best, else
/// English.
std::string_view language_of(const Request& request);

/// The status and problem document (RFC 9457) of a refusal, in the language of the request.
Response problem(const Refusal& refusal, const Request& request);
/// The same with a status that no kind of refusal has.
Response problem(int status, const Refusal& refusal, const Request& request);
int status_of(RefusalKind kind);

Result<std::string> decoded_path(std::string_view target);
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view target);

} // namespace taraba::http
