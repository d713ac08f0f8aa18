#include "http/router.hpp"
#include "http/throttle.hpp"

#include <gtest/gtest.h>

using namespace taraba;
using namespace taraba::http;

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

TEST(Message, paths_and_queries_are_decoded) {
    EXPECT_EQ(*decoded_path("/a%20b?x=1"), "/a b");
    const auto query = parse_query("/a?x=1&y=a+b&x=%C8%99&z");
    ASSERT_EQ(query.size(), 4u);
    EXPECT_EQ(query[1].second, "a b");
    EXPECT_EQ(query[2].second, "ș");
}
