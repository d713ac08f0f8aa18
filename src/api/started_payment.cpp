#include "api/started_payment.hpp"

#include "shop/payments/payment.hpp"

namespace taraba::api {

StartedView view_of(const payments::StartedPayment& started) {
    StartedView view{started.payment.id, started.payment.state, {}};
    if (!started.redirect) return view;
    json::object fields;
    for (const auto& [name, value] : started.redirect->fields)
        fields[name] = value;
    view.redirect =
        RedirectView{started.redirect->method, {started.redirect->url}, std::move(fields)};
    return view;
}
} // namespace taraba::api
