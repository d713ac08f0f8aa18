#pragma once

#include "api/api.hpp"
#include "shop/links.hpp"

namespace taraba::api::storefront {

struct TokenQuery {
    std::optional<std::string> t;
};
BOOST_DESCRIBE_STRUCT(TokenQuery, (), (t))

/// The order that a buyer's link leads to. One that was not signed for it leads to nothing.
template <class Body>
Result<OrderId> signed_order(const shop::Scope& scope, const In<Body, TokenQuery>& in) {
    TRY(id, in.template id<OrderId>());
    const std::string expected = shop::order_token(scope.installation, scope.id(), id);
    if (!in.query.t || !equal_in_constant_time(expected, *in.query.t))
        return not_found("There is no order behind this link.");
    return id;
}

} // namespace taraba::api::storefront
