#pragma once

#include "base/file.hpp"
#include "base/form.hpp"
#include "http/router.hpp"
#include "shop/page.hpp"
#include "shop/scope.hpp"

#include <type_traits>

namespace taraba::api {

using shop::Scope;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// What a handler gets of a request.
template <class Body = Nothing, class Query = Nothing>
struct In {
    const http::Request& request;
    Body body;
    Query query;
    json::value raw; ///< the body as it came: a PATCH names only what it changes

    /// The id in the path. What is no id is not found, like an id that nobody has.
    template <class AnyId>
    Result<AnyId> id(std::string_view name = "id") const {
        const auto value = parse_id(request.path_value(name));
        if (!value) return not_found("There is nothing with this id.");
        return AnyId{*value};
    }
    /// The version that the client read, from If-Match.
    std::optional<std::int64_t> version() const;
};

std::optional<std::int64_t> if_match(const http::Request& request);

template <class Body, class Query>
std::optional<std::int64_t> In<Body, Query>::version() const {
    return if_match(request);
}

struct About {
    std::string summary;
    std::string tag;
    Permission permission; ///< none: for everybody of the shop
};

/// Declares routes by their types: what comes in and goes out is described once, by the structs,
/// and the OpenAPI document follows.
class Api {
public:
    using Authenticate = std::function<Result<Scope>(shop::Installation&, const http::Request&)>;

    Api(http::Router& router, shop::Installation& installation, Authenticate authenticate)
        : router_(router), installation_(installation), authenticate_(std::move(authenticate)) {}

    template <class Query, class Answer, class Handler>
    void get(const std::string& pattern, About about, Handler handler) {
        add<Nothing, Query, Answer>(http::Method::get, pattern, std::move(about), handler);
    }
    template <class Body, class Answer, class Handler>
    void post(const std::string& pattern, About about, Handler handler, int success = 200,
              std::size_t body_bytes_max = 1 << 20) {
        add<Body, Nothing, Answer>(http::Method::post, pattern, std::move(about), handler, success,
                                   body_bytes_max);
    }
    /// The same where the address carries something too, such as a signature.
    template <class Body, class Query, class Answer, class Handler>
    void post_at(const std::string& pattern, About about, Handler handler, int success = 200,
                 std::size_t body_bytes_max = 1 << 20) {
        add<Body, Query, Answer>(http::Method::post, pattern, std::move(about), handler, success,
                                 body_bytes_max);
    }
    /// The handler applies `in.raw` with overlay_json(); Stored describes the fields.
    template <class Stored, class Answer, class Handler>
    void patch(const std::string& pattern, About about, Handler handler) {
        http::Route route = describe(http::Method::patch, pattern, std::move(about));
        route.body = &shape_of<Stored>();
        route.partial_body = true;
        add_route<Nothing, Nothing, Answer>(std::move(route), handler);
    }
    /// Sets the whole of what has this address; doing it again changes nothing.
    template <class Body, class Answer, class Handler>
    void put(const std::string& pattern, About about, Handler handler) {
        add<Body, Nothing, Answer>(http::Method::put, pattern, std::move(about), handler);
    }
    /// A creating POST whose handler applies `in.raw` onto defaults.
    template <class Stored, class Answer, class Handler>
    void create(const std::string& pattern, About about, Handler handler) {
        http::Route route = describe(http::Method::post, pattern, std::move(about));
        route.body = &shape_of<Stored>();
        route.partial_body = true;
        route.success = 201;
        add_route<Nothing, Nothing, Answer>(std::move(route), handler);
    }
    template <class Handler>
    void remove(const std::string& pattern, About about, Handler handler) {
        add<Nothing, Nothing, Nothing>(http::Method::delete_, pattern, std::move(about), handler,
                                       204);
    }
    /// Answers with a document.
    template <class Query, class Handler>
    void file(const std::string& pattern, const std::string& type, About about, Handler handler) {
        http::Route route = describe(http::Method::get, pattern, std::move(about));
        if constexpr (!std::is_same_v<Query, Nothing>) route.query = &shape_of<Query>();
        route.answer_type = type;
        add_work<File>(std::move(route),
                       [handler](const Scope& scope, const http::Request& request,
                                 json::value&&) -> Result<File> {
                           In<Nothing, Query> in{request, {}, {}, {}};
                           MUST(read_fields(request.query, shape_of<Query>(), &in.query));
                           return handler(scope, in);
                       });
    }
    /// The same where what is wanted is too long for an address. Nothing is created.
    template <class Body, class Handler>
    void file_for(const std::string& pattern, const std::string& type, About about,
                  Handler handler) {
        http::Route route = describe(http::Method::post, pattern, std::move(about));
        route.idempotent_by_key = false;
        route.body = &shape_of<Body>();
        route.answer_type = type;
        add_work<File>(std::move(route),
                       [handler](const Scope& scope, const http::Request& request,
                                 json::value&& raw) -> Result<File> {
                           In<Body> in{request, {}, {}, std::move(raw)};
                           MUST(read_json(in.raw, shape_of<Body>(), &in.body));
                           return handler(scope, in);
                       });
    }

    http::Router& router() { return router_; }
    shop::Installation& installation() { return installation_; }

private:
    /// The written answer, and its ETag when it has a version.
    struct Reply {
        std::string body;
        std::string etag;
    };

    http::Route describe(http::Method method, const std::string& pattern, About about) const;
    /// What a route does with a request that was let in; `raw` is the parsed body, if it takes one.
    /// All that differs from route to route is in here, so that little is compiled for each.
    template <class Made>
    using Work = std::function<Result<Made>(const Scope&, const http::Request&, json::value&& raw)>;

    /// Lets requests in, does their work, and answers with what it made: a Reply or a File.
    template <class Made>
    void add_work(http::Route route, Work<Made> work);
    static http::Response answer_of(const http::Route& route, Reply&& reply);
    static http::Response answer_of(const http::Route& route, File&& file);
    Result<Scope> admit(http::Request& request, const http::Route& route);
    static Result<void> read_in(const http::Request& request, const json::value& raw,
                                const Shape* body_shape, void* body, const Shape& query_shape,
                                void* query);
    static Reply written(const Shape& shape, const void* answer);
    static std::string etag_of(const Shape& shape, const void* answer);

    template <class Body, class Query, class Answer, class Handler>
    void add(http::Method method, const std::string& pattern, About about, Handler handler,
             int success = 200, std::size_t body_bytes_max = 1 << 20) {
        http::Route route = describe(method, pattern, std::move(about));
        route.body_bytes_max = body_bytes_max;
        if constexpr (!std::is_same_v<Body, Nothing>) route.body = &shape_of<Body>();
        route.success = success;
        add_route<Body, Query, Answer>(std::move(route), handler);
    }

    template <class Body, class Query, class Answer, class Handler>
    void add_route(http::Route route, Handler handler) {
        if constexpr (!std::is_same_v<Query, Nothing>) route.query = &shape_of<Query>();
        if constexpr (!std::is_same_v<Answer, Nothing>) route.answer = &shape_of<Answer>();
        const Shape* body = std::is_same_v<Body, Nothing> ? nullptr : &shape_of<Body>();
        add_work<Reply>(
            std::move(route),
            [handler, body](const Scope& scope, const http::Request& request,
                            json::value&& raw) -> Result<Reply> {
                In<Body, Query> in{request, {}, {}, std::move(raw)};
                MUST(read_in(request, in.raw, body, &in.body, shape_of<Query>(), &in.query));
                if constexpr (std::is_same_v<Answer, Nothing>) {
                    MUST(handler(scope, in));
                    return Reply{};
                } else {
                    const Result<Answer> answer = handler(scope, in);
                    if (!answer) return Failure(answer.error());
                    return written(shape_of<Answer>(), &*answer);
                }
            });
    }

    http::Router& router_;
    shop::Installation& installation_;
    Authenticate authenticate_;
};

} // namespace taraba::api
