#include "api/panel/order_view.hpp"

#include "jobs/jobs.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/catalog/product.hpp"
#include "shop/checkout/replacement.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/links.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/serials.hpp"
#include "shop/orders/status_ref.hpp"
#include "shop/payments/payment.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/pricing/vat.hpp"
#include "shop/referrers/channel.hpp"
#include "shop/shipping/shipment.hpp"

#include <map>

namespace taraba::api::panel {

namespace {

std::vector<LineView> lines_of(db::Transaction& tx, const Scope& scope, OrderId id) {
    const bool costs = scope.principal.may("profit.read");
    const auto lines = orders::lines_of(tx, scope.id(), id);
    std::vector<ProductId> ids;
    for (const auto& line : lines)
        ids.push_back(line.product_id);
    std::map<ProductId, catalog::StockedProduct> products;
    for (auto& product : catalog::find_several(tx, scope.id(), ids))
        products.emplace(product.id, std::move(product));
    const auto serials = orders::serials_of(tx, scope.id(), id);
    std::vector<LineView> views;
    for (const auto& line : lines) {
        LineView& view =
            views.emplace_back(LineView{line, {}, {}, {}, {}, {0, scope.currency()}, {}});
        if (const auto known = serials.find(line.product_id); known != serials.end())
            view.serials = known->second;
        if (const auto known = products.find(line.product_id); known != products.end()) {
            view.image_url = known->second.image_url;
            view.available = known->second.stock - known->second.reserved;
            view.shelf = known->second.shelf;
            view.barcode = known->second.barcode;
        }
        if (costs)
            view.margin = pricing::vat_inside(line.total, line.vat_rate).net -
                          pricing::line_total(line.unit_cost, line.quantity);
        else
            view.unit_cost = {0, scope.currency()};
    }
    return views;
}

OrderRef order_ref(db::Transaction& tx, ShopId shop, OrderId id) {
    const auto order = orders::find(tx, shop, id);
    return {id, order ? order->number : 0};
}

} // namespace

Result<OrderView> view_of(db::Transaction& tx, const Scope& scope, OrderId id) {
    TRY(order, orders::must_find(tx, scope, id));
    OrderView view;
    view.id = order.id;
    view.number = order.number;
    view.placed_at = order.placed_at;
    view.language = order.language;
    view.statuses = orders::statuses_of(scope, order);
    view.customer_id = order.customer_id;
    view.customer = order.customer;
    view.billing = order.billing;
    view.delivery_address = order.address;
    view.pickup_point = order.pickup_point;
    if (const auto* county = places::find_county(order.address.county))
        view.county_name = county->name;
    const auto deliveries = pricing::delivery_methods(scope);
    const auto& delivery = pricing::method_of(*deliveries, order.delivery_method_id);
    view.delivery_method = pricing::name_of_method(scope, delivery);
    view.delivery_method_code = delivery.code;
    view.by_courier = delivery.kind == pricing::DeliveryKind::courier;
    const auto payments = pricing::payment_methods(scope);
    const auto& payment = pricing::method_of(*payments, order.payment_method_id);
    view.payment_method = pricing::name_of_method(scope, payment);
    view.payment_method_code = payment.code;
    view.payment_reference = order.payment_reference;
    view.lines = lines_of(tx, scope, id);
    view.totals = {order.goods, order.discount, order.delivery, order.fees, order.vat, order.total};
    view.paid = order.paid;
    view.due = orders::still_due(scope, order);
    for (auto& touch : orders::referrers_of(tx, scope.id(), id)) {
        auto click = referrers::click_of(touch.landing_url);
        view.referrers.push_back({std::move(touch), std::move(click.keyword), std::move(click.id)});
    }
    for (const auto& each : shipping::of_order(tx, scope.id(), id))
        view.shipments.push_back(view_of(tx, scope.id(), each));
    view.left_to_send = shipping::left_to_send(tx, scope.id(), id);
    view.invoices = views_of(tx, scope, invoicing::of_order(tx, scope.id(), id));
    for (const auto& each : payments::of_order(tx, scope.id(), id))
        view.payments.push_back(summary_of(scope, each));
    for (const auto& each : messages::of_order(tx, scope.id(), id))
        view.messages.push_back({each.id, each.template_, each.channel, each.recipient,
                                 each.subject, each.body, each.state, each.attempts, each.error,
                                 each.sent_at, each.parts, each.cost, each.fate, each.fate_at,
                                 each.gather_until, each.sent_with});
    for (const auto& job : jobs::jobs_of(tx, scope.id(), shop::order_subject(id)))
        if (job.kind != "clear_operation") // looks after what the payments show themselves
            view.jobs.push_back({job.id, job.kind, job.state, job.attempts, job.last_error,
                                 job.subject, job.run_at});
    view.tags = orders::tags_of(tx, scope.id(), id);
    view.handler = order.handler;
    view.alerts = alerts::of_order(tx, scope.id(), id);
    std::erase_if(view.alerts, [](const auto& alert) { return alert.dismissed_at.has_value(); });
    view.net_profit = order.net_profit;
    view.held = order.held;
    view.released = order.released;
    view.note = order.note;
    const auto linked = checkout::replacements_of(tx, scope.id(), id);
    if (linked.replaces) view.replaces = order_ref(tx, scope.id(), *linked.replaces);
    for (const auto other : linked.by)
        view.replaced_by.push_back(order_ref(tx, scope.id(), other));
    view.buyer_link = shop::order_link(scope, id);
    view.next_statuses = orders::next_statuses(scope, order);
    view.version = order.version;
    if (!scope.principal.may("profit.read")) view.net_profit = {0, scope.currency()};
    return view;
}

Result<OrderView> order_view(const Scope& scope, OrderId id) {
    return scope.read([&](db::Transaction& tx) { return view_of(tx, scope, id); });
}

Result<OrderView> order_after(const Scope& scope, OrderId id,
                              const Result<orders::Order>& changed) {
    if (!changed) return Failure(changed.error());
    scope.announce("order_changed", shop::order_subject(id));
    return order_view(scope, id);
}

} // namespace taraba::api::panel
