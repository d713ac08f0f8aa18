#include "http/assets.hpp"

#include <algorithm>

namespace taraba::http {

namespace {

std::string_view content_type_of(std::string_view path) {
    constexpr std::pair<std::string_view, std::string_view> types[]{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".json", "application/json"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"}};
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

} // namespace

const Asset* find_asset(std::string_view path) {
    const auto all = embedded_assets();
    const auto found =
        std::lower_bound(all.begin(), all.end(), path,
                         [](const Asset& a, std::string_view b) { return a.path < b; });
    return found != all.end() && found->path == path ? &*found : nullptr;
}

Response serve_asset(const Asset& asset, const Request& request) {
    Response response;
    const std::string etag = "\"" + std::string(asset.etag) + "\"";
    const bool hashed = asset.path.find("/assets/") != std::string_view::npos;
    response.headers = {
        {"ETag", etag},
        {"Vary", "Accept-Encoding"},
        {"Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache"}};
    response.content_type = content_type_of(asset.path);
    if (request.header("if-none-match") == etag) {
        response.status = 304;
        return response;
    }
    const auto accepted = request.header("accept-encoding");
    if (!asset.brotli.empty() && accepted.find("br") != accepted.npos) {
        response.headers.emplace_back("Content-Encoding", "br");
        response.body = asset.brotli;
    } else if (!asset.gzip.empty() && accepted.find("gzip") != accepted.npos) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.body = asset.gzip;
    } else {
        response.body = asset.plain;
    }
    return response;
}

} // namespace taraba::http
