#pragma once

#include "shop/desk/routes.hpp"

namespace taraba::desk {

/// The shop that a partner's request names by its slug or number. Refuses with `not_found`.
Result<shop::Scope> callback_scope(shop::Installation& house, const http::Request& request,
                                   Principal partner);

/// An address that partners call, by GET or POST, with at most 256 kB.
using CallbackHandler = http::Response (*)(shop::Installation&, const http::Request&);
void add_callback(shop::Api& api, const std::string& pattern, CallbackHandler handler);

} // namespace taraba::desk
