#include "shop/desk/order_view.hpp"

#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::desk {

namespace {

template <class Methods, class AnyId>
const auto& method_of(const Methods& methods, AnyId id) {
    const auto found =
        std::ranges::find_if(methods, [&](const auto& method) { return method.id == id; });
    expects(found != methods.end());
    return *found;
}

template <class Method>
std::string name_of_method(const shop::Scope& scope, const Method& method) {
    return scope.language == "en" && !method.name_en.empty() ? method.name_en : method.name;
}

std::vector<StatusRef> next_statuses(const shop::Scope& scope, const orders::Order& order) {
    std::vector<StatusRef> next;
    const auto now = orders::standing(scope, order);
    for (const auto& status : statuses::of(scope)->all())
        for (const auto* current : {&now.order, &now.payment, &now.delivery})
            if (current->id != status.id && statuses::may_follow(*current, status))
                next.push_back(ref_of(scope, status));
    return next;
}

std::string lines_in_short(const std::vector<orders::OrderLine>& lines) {
    if (lines.empty()) return "";
    std::string text = to_decimal(lines.front().quantity) + " × " + lines.front().name;
    if (lines.size() > 1) text += " +" + std::to_string(lines.size() - 1);
    return text;
}

} // namespace

StatusRef ref_of(const shop::Scope& scope, const statuses::Status& status) {
    const bool english = scope.language == "en" && !status.name_en.empty();
    return {status.id, status.code, english ? status.name_en : status.name, status.colour,
            status.stage};
}

Statuses statuses_of(const shop::Scope& scope, const orders::Order& order) {
    const auto now = orders::standing(scope, order);
    return {ref_of(scope, now.order), ref_of(scope, now.payment), ref_of(scope, now.delivery)};
}

InvoiceView view_of(const invoicing::Invoice& invoice) {
    return {invoice.id,       invoice.kind,      invoice.series,    invoice.number,
            invoice.order_id, invoice.storno_of, invoice.issued_on, invoice.content.buyer.name,
            invoice.net,      invoice.vat,       invoice.gross};
}

ShipmentView view_of(db::Transaction& tx, ShopId shop, const shipping::Shipment& shipment) {
    return {shipment.id,       shipment.courier,    shipment.state,
            shipment.stage,    shipment.awb_number, shipment.parcels,
            shipment.weight_g, shipment.cash,       shipment.tariff,
            shipment.error,    shipment.created_at, shipping::tracking_of(tx, shop, shipment.id)};
}

Result<OrderView> view_of(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    TRY(order, orders::must_find(tx, scope, id));
    OrderView view;
    view.id = order.id;
    view.number = order.number;
    view.placed_at = order.placed_at();
    view.language = order.language;
    view.statuses = statuses_of(scope, order);
    view.customer_id = order.customer_id;
    view.customer = order.customer;
    view.billing = order.billing;
    view.delivery_address = order.address;
    if (const auto* county = places::find_county(order.address.county))
        view.county_name = county->name;
    const auto deliveries = pricing::delivery_methods(scope);
    const auto& delivery = method_of(*deliveries, order.delivery_method_id);
    view.delivery_method = name_of_method(scope, delivery);
    view.delivery_method_code = delivery.code;
    view.by_courier = delivery.kind == pricing::DeliveryKind::courier;
    const auto payments = pricing::payment_methods(scope);
    const auto& payment = method_of(*payments, order.payment_method_id);
    view.payment_method = name_of_method(scope, payment);
    view.payment_method_code = payment.code;
    view.payment_reference = order.payment_reference;
    view.lines = orders::lines_of(tx, scope.id(), id);
    view.totals = {order.goods, order.delivery, order.fees, order.vat, order.total};
    view.paid = order.paid;
    view.due = order.total - order.paid;
    view.referrers = orders::referrers_of(tx, scope.id(), id);
    for (const auto& each : shipping::of_order(tx, scope.id(), id))
        view.shipments.push_back(view_of(tx, scope.id(), each));
    for (const auto& each : invoicing::of_order(tx, scope.id(), id))
        view.invoices.push_back(view_of(each));
    view.payments = payments::of_order(tx, scope.id(), id);
    for (const auto& each : messages::of_order(tx, scope.id(), id))
        view.messages.push_back({each.id, each.template_, each.recipient, each.subject, each.body,
                                 each.state, each.attempts, each.error, each.sent_at});
    for (const auto& job : jobs::jobs_of(tx, scope.id(), shop::order_subject(id)))
        view.jobs.push_back(
            {job.id, job.kind, job.state, job.attempts, job.last_error, job.subject, job.run_at});
    view.net_profit = order.net_profit;
    view.held = order.held;
    view.released = order.released;
    view.note = order.note;
    view.buyer_link = messages::order_link(scope, id);
    view.next_statuses = next_statuses(scope, order);
    view.version = order.version;
    if (!scope.principal.may("profit.read")) {
        view.net_profit = {0, scope.currency()};
        for (auto& line : view.lines)
            line.unit_cost = {0, scope.currency()};
    }
    return view;
}

std::vector<OrderSummary> summaries(db::Transaction& tx, const shop::Scope& scope,
                                    const std::vector<orders::Order>& orders) {
    std::vector<OrderSummary> list;
    const bool profit = scope.principal.may("profit.read");
    for (const auto& order : orders) {
        const auto lines = orders::lines_of(tx, scope.id(), order.id);
        const auto referrers = orders::referrers_of(tx, scope.id(), order.id);
        list.push_back({order.id, order.number, order.placed_at(), statuses_of(scope, order),
                        order.customer, order.address.locality, order.address.county,
                        lines_in_short(lines), order.total,
                        profit ? order.net_profit : Money{0, scope.currency()}, order.held,
                        referrers.empty() ? "" : referrers.back().channel, order.version});
    }
    return list;
}

} // namespace taraba::desk
