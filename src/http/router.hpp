#pragma once

#include "base/shape.hpp"
#include "http/message.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace taraba::http {

/// What a route is, for dispatch and for the OpenAPI document.
struct Route {
    Method method = Method::get;
    std::string pattern; ///< `/api/v1/orders/{id}`; a name takes one segment, `{rest*}` all
    std::string summary;
    std::string tag;
    std::string permission; ///< empty: for everybody
    const Shape* query = nullptr;
    const Shape* body = nullptr;
    bool partial_body = false;                    ///< names only the fields it sets
    const Shape* answer = nullptr;                ///< of a JSON answer
    std::string answer_type = "application/json"; ///< or what a document is
    int success = 200;
    bool idempotent_by_key = false; ///< takes Idempotency-Key
    std::size_t body_bytes_max = 1 << 20;
    bool documented = true;
    std::function<Response(Request&)> handle;
};

class Router {
public:
    void add(Route route) { routes_.push_back(std::move(route)); }

    /// The route of a method and path, with the path's values; nothing when there is none, and
    /// `other_method` says whether another method would have matched.
    const Route* find(Method method, std::string_view path,
                      std::map<std::string, std::string, std::less<>>& values,
                      bool& other_method) const;

    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

std::string_view to_text(Method method);

/// The OpenAPI 3.1 document of all documented routes.
std::string openapi_document(const Router& router, const std::string& version);

} // namespace taraba::http
