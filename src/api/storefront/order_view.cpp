#include "api/storefront/order_view.hpp"

#include "shop/audit/audit.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/status_ref.hpp"
#include "shop/payments/payment.hpp"
#include "shop/payments/ways_to_pay.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/methods.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shipping/shipment.hpp"
#include "texts/api.hpp"

#include <algorithm>

namespace taraba::api::storefront {

namespace {

std::vector<BuyerPayment> payments_of(db::Transaction& tx, const Scope& scope, OrderId id) {
    std::vector<BuyerPayment> shown;
    for (const auto& each : payments::of_order(tx, scope.id(), id))
        if (!each.processor.empty())
            shown.push_back({each.id, each.method, pricing::payment_method_name(scope, each.method),
                             each.state, each.amount, each.in_shop(each.refunded), each.error,
                             each.created_at});
    return shown;
}

std::vector<pricing::QuoteLine> lines_of(db::Transaction& tx, const Scope& scope, OrderId id) {
    std::vector<pricing::QuoteLine> shown;
    for (const auto& line : orders::lines_of(tx, scope.id(), id))
        shown.push_back({line.product_id,
                         line.sku,
                         line.name,
                         line.quantity,
                         line.unit_price,
                         line.total,
                         line.vat_rate,
                         {}});
    return shown;
}

/// What happened, oldest first. Statuses have names that buyers read in their mails too; who set
/// them is nobody's business.
void add_steps(db::Transaction& tx, const Scope& scope, OrderId id, BuyerOrder& shown) {
    shown.steps.push_back(
        {shown.placed_at, std::string(texts::api::order::received(scope.language))});
    for (const auto& event : audit::trail(tx, scope.id(), shop::order_subject(id)))
        if (event.kind == "status_changed" && !event.changes.empty())
            shown.steps.push_back({event.at, event.changes.front().to.text});
    for (const auto& shipment : shipping::of_order(tx, scope.id(), id)) {
        if (shipment.state != shipping::ShipmentState::registered) continue;
        shown.awb_numbers.push_back(shipment.awb_number);
        for (const auto& event : shipping::tracking_of(tx, scope.id(), shipment.id))
            shown.steps.push_back(
                {event.at, event.text + (event.place.empty() ? "" : ", " + event.place)});
    }
    std::ranges::stable_sort(shown.steps, {}, &BuyerStep::at);
}

} // namespace

Result<BuyerOrder> buyer_order(db::Transaction& tx, const Scope& scope, OrderId id) {
    TRY(order, orders::must_find(tx, scope, id));
    const auto deliveries = pricing::delivery_methods(scope);
    const auto methods = pricing::payment_methods(scope);
    const auto& method = pricing::method_of(*methods, order.payment_method_id);
    BuyerOrder shown;
    shown.shop = scope.shop->name;
    shown.number = order.number;
    shown.placed_at = order.placed_at;
    shown.statuses = orders::statuses_of(scope, order);
    shown.customer = order.customer;
    shown.delivery_address = order.address;
    shown.pickup_point = order.pickup_point;
    shown.delivery_method =
        pricing::name_of_method(scope, pricing::method_of(*deliveries, order.delivery_method_id));
    shown.payment_method = pricing::name_of_method(scope, method);
    shown.payment_kind = method.kind;
    shown.payments = payments_of(tx, scope, id);
    shown.ways_to_pay = payments::ways_to_pay(tx, scope, order);
    shown.payment_reference = order.payment_reference;
    shown.iban = scope.shop->settings.seller.iban;
    shown.bank = scope.shop->settings.seller.bank;
    shown.lines = lines_of(tx, scope, id);
    shown.totals = {order.goods, order.discount, order.delivery,
                    order.fees,  order.vat,      order.total};
    shown.due = orders::still_due(scope, order);
    shown.invoices = views_of(tx, scope, invoicing::of_order(tx, scope.id(), id));
    add_steps(tx, scope, id, shown);
    return shown;
}

} // namespace taraba::api::storefront
