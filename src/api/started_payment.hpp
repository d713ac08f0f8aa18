#pragma once

#include "api/api.hpp"
#include "shop/payments/payment.hpp"

namespace taraba::api {

/// How the buyer gets to the processor; `fields` is an object of texts, in the order to be sent.
struct RedirectView {
    std::string method;
    LongText url;
    json::value fields;
};
BOOST_DESCRIBE_STRUCT(RedirectView, (), (method, url, fields))

struct StartedView {
    PaymentId id;
    payments::PaymentState state = payments::PaymentState::pending;
    std::optional<RedirectView> redirect; ///< missing when nothing is paid online
};
BOOST_DESCRIBE_STRUCT(StartedView, (), (id, state, redirect))

StartedView view_of(const payments::StartedPayment& started);

} // namespace taraba::api
