#pragma once

#include "api/api.hpp"

namespace taraba::api::storefront {

/// Only a buyer who is signed in has an account: not a person of the shop, nor a program.
template <class Handler>
auto for_customer(Handler handler) {
    return [handler](const Scope& scope, const auto& in) -> decltype(handler(scope, in)) {
        if (scope.principal.kind != ActorKind::buyer || scope.principal.id == 0)
            return refuse(RefusalKind::unauthenticated, "unauthenticated",
                          "Sign in to your account.");
        return handler(scope, in);
    };
}

inline CustomerId me(const Scope& scope) { return CustomerId{scope.principal.id}; }
} // namespace taraba::api::storefront
