#include "http/router.hpp"

#include "base/json.hpp"
#include "http/throttle.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using namespace taraba::http;

namespace one {
struct Parcel {
    std::int64_t weight = 0;
};
BOOST_DESCRIBE_STRUCT(Parcel, (), (weight))
} // namespace one

namespace other {
struct Parcel {
    std::string number;
};
BOOST_DESCRIBE_STRUCT(Parcel, (), (number))
} // namespace other

namespace {

std::string found(const Router& router, Method method, const char* path) {
    std::map<std::string, std::string, std::less<>> values;
    bool other = false;
    const Route* route = router.find(method, path, values, other);
    if (!route) return other ? "405" : "404";
    std::string text = route->pattern;
    for (const auto& [name, value] : values)
        text += " " + name + "=" + value;
    return text;
}

Router make() {
    Router router;
    for (const char* pattern : {"/orders", "/orders/{id}", "/orders/{id}/status",
                                "/invoices/{id}.pdf", "/invoices/{id}", "/a/{rest*}"}) {
        Route route;
        route.pattern = pattern;
        router.add(route);
    }
    return router;
}

} // namespace

TEST(Router, finds_routes_and_their_values) {
    const Router router = make();
    EXPECT_EQ(found(router, Method::get, "/orders"), "/orders");
    EXPECT_EQ(found(router, Method::get, "/orders/12"), "/orders/{id} id=12");
    EXPECT_EQ(found(router, Method::get, "/orders/12/status"), "/orders/{id}/status id=12");
    EXPECT_EQ(found(router, Method::get, "/invoices/12.pdf"), "/invoices/{id}.pdf id=12");
    EXPECT_EQ(found(router, Method::get, "/a/b/c.js"), "/a/{rest*} rest=b/c.js");
    EXPECT_EQ(found(router, Method::get, "/orders/"), "404");
    EXPECT_EQ(found(router, Method::get, "/nothing"), "404");
    EXPECT_EQ(found(router, Method::post, "/orders"), "405");
}

TEST(OpenApi, two_records_of_one_name_are_a_fault) {
    Router router;
    Route route;
    route.pattern = "/parcels";
    route.answer = &shape_of<one::Parcel>();
    router.add(route);
    route.pattern = "/sent";
    router.add(route);
    EXPECT_NE(openapi_document(router, "1").find("#/components/schemas/Parcel"), std::string::npos);
    route.pattern = "/received";
    route.answer = &shape_of<other::Parcel>();
    router.add(route);
    EXPECT_THROW(openapi_document(router, "1"), Fault);
}

TEST(Message, a_reader_has_the_language_they_name_or_like_best) {
    const auto language = [](const char* named, const char* liked) {
        Request request;
        if (*named) request.headers["x-language"] = named;
        if (*liked) request.headers["accept-language"] = liked;
        return std::string(language_of(request));
    };
    EXPECT_EQ(language("", ""), "en");
    EXPECT_EQ(language("", "*"), "en");
    EXPECT_EQ(language("", "ro"), "ro");
    EXPECT_EQ(language("", "de, RO-ro ;q=0.7, en;q=0.3"), "ro");
    EXPECT_EQ(language("", "ro;q=0.2,en-GB"), "en");
    EXPECT_EQ(language("", "ro;q=0"), "en");
    EXPECT_EQ(language("", ";q=,,;ro;q=x"), "en");
    EXPECT_EQ(language("en", "ro"), "en");
    EXPECT_EQ(language("hu", "ro"), "ro");
}

TEST(Message, a_problem_says_the_status_that_it_is_sent_with) {
    const auto response = problem(405, {RefusalKind::malformed, "no", "No 400 of 503.", ""}, {});
    EXPECT_EQ(response.status, 405);
    const auto document = parse_json(response.body);
    EXPECT_EQ(document->at("status").as_int64(), 405);
    EXPECT_EQ(document->at("detail").as_string(), "No 400 of 503.");
}

TEST(Message, paths_and_queries_are_decoded) {
    EXPECT_EQ(*decoded_path("/a%20b?x=1"), "/a b");
    const auto query = parse_query("/a?x=1&y=a+b&x=%C8%99&z");
    ASSERT_EQ(query.size(), 4u);
    EXPECT_EQ(query[1].second, "a b");
    EXPECT_EQ(query[2].second, "ș");
}
