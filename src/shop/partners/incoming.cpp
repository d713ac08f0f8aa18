#include "shop/partners/incoming.hpp"

namespace taraba::partners {

Incoming incoming_of(const http::Request& request, Instant now) {
    Incoming incoming;
    incoming.method = request.method == http::Method::get ? "GET" : "POST";
    const auto mark = request.target.find('?');
    if (mark != request.target.npos) incoming.query = request.target.substr(mark + 1);
    incoming.body = request.body;
    incoming.content_type = request.header("content-type");
    incoming.headers = request.headers;
    incoming.now = now;
    return incoming;
}

} // namespace taraba::partners
