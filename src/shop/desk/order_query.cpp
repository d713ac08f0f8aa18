#include "shop/desk/order_query.hpp"

#include "shop/api.hpp"

namespace taraba::desk {

Result<orders::OrderFilter> filter_from(const std::string& query) {
    http::Request request;
    request.query = http::parse_query("?" + query);
    orders::OrderFilter filter;
    MUST(shop::Api::read_query(request, shape_of<orders::OrderFilter>(), &filter));
    return filter;
}

} // namespace taraba::desk
