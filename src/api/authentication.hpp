#pragma once

#include "http/message.hpp"
#include "shop/scope.hpp"

namespace taraba::api {

/// Who is asking: an API key, a person of the shop by the session's cookie, or a buyer of the shop
/// that the host name or X-Shop names, who may be signed in to an account. What is asked by cookie
/// and changes something needs the header X-Requested-With, which pages of other sites cannot send.
/// Refuses with `unauthenticated` for a key or session that is unknown, ended or revoked, and with
/// `forbidden` when the header is missing.
Result<shop::Scope> authenticate(shop::Installation& installation, const http::Request& request);

} // namespace taraba::api
