#include "api/authentication.hpp"
#include "api/callbacks/callback.hpp"
#include "api/routes.hpp"
#include "base/data.hpp"
#include "base/metrics.hpp"
#include "base/spreadsheet.hpp"
#include "db/migrate.hpp"
#include "http/assets.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "shop/catalog/images.hpp"
#include "shop/links.hpp"

namespace taraba::api {

namespace {

http::Response text(std::string body, const char* type = "text/plain; charset=utf-8") {
    http::Response response;
    response.content_type = type;
    response.body = std::move(body);
    return response;
}

void add(http::Router& router, const std::string& pattern,
         std::function<http::Response(http::Request&)> handle) {
    http::Route route;
    route.pattern = pattern;
    route.documented = false;
    route.handle = std::move(handle);
    router.add(std::move(route));
}

http::Response ready(shop::Installation& installation) {
    try {
        installation.database.ping();
        const auto missing = db::pending(installation.database, db::embedded_migrations());
        if (missing.empty()) return text("ready\n");
        auto response = text(missing.front() + "\n");
        response.status = 503;
        return response;
    } catch (const std::exception&) {
        auto response = text("the database does not answer\n");
        response.status = 503;
        return response;
    }
}

/// A page of one of the two web applications: whatever path is asked for below it, the
/// application itself decides what to show.
http::Response page(const http::Request& request, const char* index) {
    const bool file = request.path.find("/assets/") != std::string::npos;
    if (file)
        return http::problem({RefusalKind::not_found, "not_found", "There is no such file.", ""},
                             request);
    const auto* asset = http::find_asset(index);
    if (!asset) {
        auto response = text("the web pages are not part of this build\n");
        response.status = 404;
        return response;
    }
    auto response = http::serve_asset(*asset, request);
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' https: data:; style-src 'self' "
        "'unsafe-inline'; frame-src 'self' blob:; frame-ancestors 'none'");
    return response;
}

} // namespace

void add_system_routes(Api& api) {
    auto& router = api.router();
    auto& installation = api.installation();
    add(router, "/healthz", [](http::Request&) { return text("ok\n"); });
    add(router, "/readyz", [&installation](http::Request&) { return ready(installation); });
    add(router, "/metrics", [](http::Request&) { return text(metrics::text()); });
    add(router, "/api/v1/openapi.json", [&router](http::Request&) {
        static const std::string document = http::openapi_document(router, TARABA_VERSION);
        return text(document, "application/json");
    });
    add(router, "/api/docs", [](http::Request&) {
        return text(std::string(embedded_data("api-docs.html")), "text/html; charset=utf-8");
    });
    add(router, "/api/docs.js", [](http::Request&) {
        return text(std::string(embedded_data("api-docs.js")), "text/javascript; charset=utf-8");
    });
    add(router, "/api/v1/events", [&installation](http::Request& request) {
        const auto scope = authenticate(installation, request);
        if (!scope) return http::problem(scope.error(), request);
        if (!scope->principal.may("orders.read"))
            return http::problem({RefusalKind::unauthenticated, "unauthenticated", "Sign in.", ""},
                                 request);
        http::Response response;
        response.event_topic = "shop:" + to_text(scope->id());
        return response;
    });
    add(router, "/", [](http::Request&) {
        http::Response response;
        response.status = 302;
        response.headers.emplace_back("Location", "/admin/");
        return response;
    });
    // Pictures of products are public and, being named by an id, never change.
    add(router, "/media/{shop}/{image}", [&installation](http::Request& request) {
        const auto shop = parse_id(request.path_values["shop"]);
        const auto id = parse_id(request.path_values["image"]);
        const auto image = installation.database.read([&](db::Transaction& tx) {
            return catalog::find_image(tx, ShopId{shop.value_or(0)}, id.value_or(0));
        });
        if (!image)
            return http::problem(
                {RefusalKind::not_found, "not_found", "There is no such picture.", ""}, request);
        auto response = text(image->bytes, image->type.c_str());
        response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
        return response;
    });
    add(router, "/files/{shop}/{hash}", [&installation](http::Request& request) {
        const auto shop = parse_id(request.path_values["shop"]);
        const auto file = installation.database.read([&](db::Transaction& tx) {
            return shop::find_file(tx, ShopId{shop.value_or(0)}, request.path_values["hash"]);
        });
        if (!file)
            return http::problem(
                {RefusalKind::not_found, "not_found", "There is no such file.", ""}, request);
        auto response = text(file->bytes, file->type.c_str());
        response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
        return response;
    });
    add(router, "/admin/{rest*}", [](http::Request& request) {
        if (const auto* asset = http::find_asset(request.path.substr(1)))
            return http::serve_asset(*asset, request);
        return page(request, "admin/index.html");
    });
    // The pages of a shop call the API below their own address, which names the shop.
    for (const auto method : {http::Method::get, http::Method::post}) {
        http::Route below;
        below.method = method;
        below.pattern = "/s/{shop}/api/{rest*}";
        below.documented = false;
        below.handle = [&router](http::Request& request) {
            request.path = "/api/" + request.path_values["rest"];
            request.headers["x-shop"] = request.path_values["shop"];
            return http::dispatch(router, request);
        };
        router.add(std::move(below));
    }
    // A link of a text message leads on to the order's page; a wrong one to the shop.
    add(router, "/s/{shop}/o/{code}", [&installation](http::Request& request) {
        const auto scope =
            callbacks::callback_scope(installation, request, {ActorKind::system, "link", {}});
        if (!scope) return http::problem(scope.error(), request);
        const auto order = shop::order_of_short_link(*scope, request.path_values["code"]);
        http::Response response;
        response.status = 302;
        response.headers.emplace_back("Location", order ? shop::order_link(*scope, *order)
                                                        : shop::shop_link(*scope, ""));
        return response;
    });
    add(router, "/s/{shop}/{rest*}",
        [](http::Request& request) { return page(request, "shop/index.html"); });
    add(router, "/shop/{rest*}", [](http::Request& request) {
        if (const auto* asset = http::find_asset(request.path.substr(1)))
            return http::serve_asset(*asset, request);
        return page(request, "shop/index.html");
    });
}

} // namespace taraba::api
