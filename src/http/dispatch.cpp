#include "http/server.hpp"

#include "base/faults.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"

#include <chrono>

namespace taraba::http {

namespace {

/// A fault is ours: logged in full, shown to nobody.
Response fault(const Request& request, const std::exception& error) {
    log::error(
        "fault",
        {{"request", request.id}, {"method", to_text(request.method)}, {"detail", error.what()}});
    return problem(500,
                   {RefusalKind::unavailable, "internal_error",
                    "Something went wrong on our side; it has been logged.", ""},
                   request);
}

Response handle(const Router& router, Request& request, std::string& pattern) {
    bool other_method = false;
    const Route* route =
        router.find(request.method, request.path, request.path_values, other_method);
    if (!route) {
        pattern = "none";
        if (other_method)
            return problem(405,
                           {RefusalKind::malformed, "method_not_allowed",
                            "This address does not take this method.", ""},
                           request);
        return problem({RefusalKind::not_found, "not_found", "There is nothing here.", ""},
                       request);
    }
    pattern = route->pattern;
    if (request.body.size() > route->body_bytes_max)
        return problem({RefusalKind::too_large, "body_too_large", "The body is too large.", ""},
                       request);
    for (const auto& [name, value] : request.query)
        if (!is_utf8(name) || !is_utf8(value) || value.find('\0') != value.npos)
            return problem({RefusalKind::invalid, "invalid_field",
                            "A query parameter is not valid UTF-8.",
                            is_utf8(name) ? name : "query"},
                           request);
    return route->handle(request);
}

} // namespace

Response dispatch(const Router& router, Request& request) {
    const auto start = std::chrono::steady_clock::now();
    Response response;
    std::string pattern;
    try {
        response = handle(router, request, pattern);
    } catch (const OutcomeUnknown&) {
        response = problem({RefusalKind::unavailable, "outcome_unknown",
                            "The database was lost while the change was being kept. Repeat the "
                            "request with the same Idempotency-Key to find out.",
                            ""},
                           request);
    } catch (const WriteConflict&) {
        response = problem(version_conflict().error(), request);
    } catch (const DuplicateKey&) {
        response = problem({RefusalKind::conflict, "already_exists",
                            "Something with the same key is already there.", ""},
                           request);
    } catch (const std::exception& error) {
        response = fault(request, error);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    metrics::count_request(pattern, response.status, took.count());
    return response;
}

} // namespace taraba::http
