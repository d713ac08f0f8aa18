#include "api/api.hpp"

#include "base/text.hpp"

namespace taraba::api {

std::optional<std::int64_t> if_match(const http::Request& request) {
    auto tag = request.header("if-match");
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() > 2 && tag.front() == '"') tag = tag.substr(1, tag.size() - 2);
    return parse_id(tag);
}

http::Route Api::describe(http::Method method, const std::string& pattern, About about) const {
    http::Route route;
    route.method = method;
    route.pattern = pattern;
    route.summary = std::move(about.summary);
    route.tag = std::move(about.tag);
    route.permission = about.permission.name();
    route.idempotent_by_key = method == http::Method::post;
    return route;
}

Result<Scope> Api::admit(http::Request& request, const http::Route& route) {
    TRY(scope, authenticate_(installation_, request));
    if (!route.permission.empty() && !scope.principal.has(route.permission)) {
        if (scope.principal.kind == ActorKind::buyer)
            return refuse(RefusalKind::unauthenticated, "unauthenticated",
                          "Sign in or send an API key.");
        return refuse(RefusalKind::forbidden, "forbidden",
                      said("This needs the permission `{}`.", route.permission));
    }
    if (route.idempotent_by_key) {
        const auto key = request.header("idempotency-key");
        if (key.size() > 200 || !is_utf8(key))
            return invalid_field("Idempotency-Key", "The key is at most 200 bytes of UTF-8.");
        scope.idempotency_key = key;
        if (!key.empty()) scope.request_hash = hex(sha256(request.path + "\n" + request.body));
    }
    if (const auto language = http::named_language(request); !language.empty())
        scope.language = language;
    return scope;
}

template <class Made>
void Api::add_work(http::Route route, Work<Made> work) {
    route.handle = [this, admitted = route, work = std::move(work)](http::Request& request) {
        auto made = [&]() -> Result<Made> {
            TRY(scope, admit(request, admitted));
            json::value raw;
            if (admitted.body) {
                TRY(parsed, parse_json(request.body));
                raw = std::move(parsed);
            }
            return work(scope, request, std::move(raw));
        }();
        return made ? answer_of(admitted, std::move(*made)) : http::problem(made.error(), request);
    };
    router_.add(std::move(route));
}

template void Api::add_work<Api::Reply>(http::Route, Work<Reply>);
template void Api::add_work<File>(http::Route, Work<File>);

http::Response Api::answer_of(const http::Route& route, Reply&& reply) {
    http::Response response;
    response.status = route.success;
    response.body = std::move(reply.body);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!reply.etag.empty()) response.headers.emplace_back("ETag", reply.etag);
    return response;
}

http::Response Api::answer_of(const http::Route&, File&& file) {
    http::Response response;
    response.content_type = file.content_type;
    response.body = std::move(file.bytes);
    response.pieces = std::move(file.pieces);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"" + file.name + "\"");
    return response;
}

Result<void> Api::read_in(const http::Request& request, const json::value& raw,
                          const Shape* body_shape, void* body, const Shape& query_shape,
                          void* query) {
    if (body_shape) MUST(read_json(raw, *body_shape, body));
    return read_fields(request.query, query_shape, query);
}

Api::Reply Api::written(const Shape& shape, const void* answer) {
    Reply reply;
    write_json(reply.body, shape, answer);
    reply.etag = etag_of(shape, answer);
    return reply;
}

std::string Api::etag_of(const Shape& shape, const void* answer) {
    if (shape.kind != ShapeKind::record) return {};
    for (const auto& field : shape.fields)
        if (field.name == "version" && field.shape->kind == ShapeKind::integer)
            return "\"" +
                   std::to_string(*static_cast<const std::int64_t*>(shape.field(answer, field))) +
                   "\"";
    return {};
}

} // namespace taraba::api
