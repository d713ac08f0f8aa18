#pragma once

#include "api/api.hpp"
#include "shop/partners/incoming.hpp"

namespace taraba::api::callbacks {

/// The shop that a partner's request names by its slug or number. Refuses with `not_found`.
Result<Scope> callback_scope(shop::Installation& installation, const http::Request& request,
                             Principal partner);

/// The request as adapters of partners read it.
partners::Incoming incoming_of(const http::Request& request, Instant now);

/// An address that partners call, by GET or POST, with at most 256 kB.
using CallbackHandler = http::Response (*)(shop::Installation&, const http::Request&);
void add_callback(Api& api, const std::string& pattern, CallbackHandler handler);

} // namespace taraba::api::callbacks
