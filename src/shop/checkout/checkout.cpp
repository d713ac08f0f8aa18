#include "shop/checkout/checkout.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/account.hpp"
#include "shop/customers/register.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/links.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/number.hpp"
#include "shop/orders/order_draft.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/loss.hpp"
#include "shop/shipping/courier_localities.hpp"
#include "shop/shipping/courier_price.hpp"
#include "shop/shipping/pickup_points.hpp"

namespace taraba::checkout {

namespace {

using orders::Order;
using statuses::Axis;

/// An order all but written: everything that can be known before the transaction.
struct Prepared {
    pricing::Priced priced;
    Order order;
    std::vector<orders::OrderLine> lines;
    std::vector<referrers::Referrer> referrers;
    std::optional<customers::Customer> known_customer;
    customers::Customer typed_customer;
    profit::Report report;
};

struct LookedUp {
    std::vector<pricing::Wanted> lines;
    std::optional<pricing::Discount> discount;
    payments::CreditAnswer credit;
};

Result<LookedUp> look_up(db::Transaction& tx, const shop::Scope& scope,
                         const std::vector<orders::WantedLine>& wanted, const std::string& coupon,
                         const std::optional<orders::Billing>& billing) {
    TRY(lines, orders::look_up(tx, scope, wanted));
    TRY(discount,
        pricing::discount_for(tx, scope, coupon, pricing::goods_value(lines, scope.currency())));
    payments::CreditAnswer credit;
    if (billing && billing->company) credit = payments::may_buy(tx, scope, billing->company->cui);
    return LookedUp{lines, discount, credit};
}

/// A buyer's own group when they are signed in; by the address only for who works in the shop, so
/// that no stranger learns it.
std::string group_of(const shop::Scope& scope, const std::string& email) {
    return scope.read([&](db::Transaction& tx) -> std::string {
        std::optional<customers::Customer> customer;
        if (scope.principal.may(customers::account_permission) &&
            scope.principal.kind == ActorKind::buyer)
            customer = customers::find(tx, scope.id(), CustomerId{scope.principal.id});
        else if (scope.principal.kind != ActorKind::buyer && !email.empty())
            customer = customers::find_by_email(tx, scope.id(), folded(email));
        return customer ? customer->customer_group : "";
    });
}

struct Destination {
    shop::Address address;
    std::optional<orders::ChosenPoint> point;
};

std::optional<pricing::DeliveryMethod> named_method(const shop::Scope& scope,
                                                    const std::string& name) {
    for (const auto& method : *pricing::delivery_methods(scope))
        if (method.code == name || to_text(method.id) == name) return method;
    return std::nullopt;
}

/// The address of the point that the buyer chose.
Result<Destination> at_point(const shop::Scope& scope, const pricing::DeliveryMethod& method,
                             const std::string& code) {
    const auto point = scope.read([&](db::Transaction& tx) {
        return shipping::find_point(tx, scope.id(), method.courier, code);
    });
    if (!point) return invalid_field("pickup_point", "Choose one of the method's pick-up points.");
    return Destination{
        {point->siruta, point->county, point->locality, point->street, point->postal_code},
        orders::ChosenPoint{method.courier, point->code, point->name}};
}

Result<Destination> destination_of(const shop::Scope& scope, const PlaceOrder& in) {
    const auto method = named_method(scope, in.delivery_method);
    if (method && method->formula.to_points)
        return at_point(scope, *method, in.pickup_point.value_or(""));
    if (method && method->kind == pricing::DeliveryKind::pickup && !in.delivery_address)
        return Destination{scope.shop->settings.seller.address, {}};
    if (!in.delivery_address)
        return invalid_field("delivery_address", "This delivery method needs an address.");
    TRY(address, customers::checked(*in.delivery_address, "delivery_address."));
    return Destination{address, {}};
}

Result<void> check_total(const pricing::Quote& quote, const std::optional<Money>& expected) {
    if (!expected || *expected == quote.total) return {};
    return refuse(RefusalKind::conflict, "price_changed",
                  said("The total is now {} {}, not {}.", to_decimal(quote.total),
                       quote.total.currency.code(), to_decimal(*expected)),
                  "expected_total");
}

/// Who pays on invoice is known by its number in the trade register too.
Result<void> check_company(const pricing::PaymentMethod& method, const orders::Billing& billing) {
    if (method.kind != pricing::PaymentKind::on_invoice) return {};
    if (!billing.company) return invalid_field("billing.company", "Only companies pay on invoice.");
    if (billing.company->reg_no.empty())
        return invalid_field("billing.company.reg_no",
                             "The number in the trade register is needed to pay on invoice.");
    return {};
}

Result<Prepared> prepare(const shop::Scope& scope, const PlaceOrder& in) {
    Prepared ready;
    Order& order = ready.order;
    if (in.referrers.size() > 1'000)
        return invalid_field("referrers", "At most 1000 touches are looked at.");
    TRY(contact, orders::checked_contact(in.customer, "customer."));
    TRY(destination, destination_of(scope, in));
    const auto& address = destination.address;
    TRY(billing,
        orders::checked_billing(in.billing.value_or(orders::Billing{}), contact, "billing."));
    const std::string language = in.language.value_or(scope.language);
    if (language != "ro" && language != "en")
        return invalid_field("language", "The language is ro or en.");

    const auto looked_up = scope.read([&](db::Transaction& tx) {
        ready.known_customer = customers::find_by_email(tx, scope.id(), contact.email);
        return look_up(tx, scope, in.lines, in.coupon.value_or(""), billing);
    });
    if (!looked_up) return Failure(looked_up.error());
    pricing::QuoteRequest request{
        looked_up->lines,   address.siruta,    address.county,     billing.company.has_value(),
        in.delivery_method, in.payment_method, looked_up->discount};
    request.no_credit = looked_up->credit.no;
    request.credit_left = looked_up->credit.left;
    request.postal_code = address.postal_code;
    request.customer_group = group_of(scope, contact.email);
    request.courier_prices = shipping::courier_prices(scope, request, true);
    request.far_km = shipping::far_kilometres(scope, request.siruta);
    TRY(priced, pricing::price(scope, request));
    MUST(check_company(priced.payment_method, billing));
    MUST(check_total(priced.quote, in.expected_total));
    ready.priced = std::move(priced);

    order.id = scope.new_id<OrderId>();
    order.placed_at = scope.now;
    order.language = language;
    order.currency = scope.shop->currency;
    order.customer = contact;
    order.address = address;
    order.pickup_point = destination.point;
    order.billing = billing;
    if (in.note) order.note = *in.note;
    const auto catalogue = statuses::of(scope);
    order.order_status_id = catalogue->entry(Axis::order).id;
    order.payment_status_id = catalogue->entry(Axis::payment).id;
    order.delivery_status_id = catalogue->entry(Axis::delivery).id;
    order.paid = {0, scope.currency()};
    order.status_since = order.updated_at = scope.now;
    orders::apply(scope, ready.priced, order);
    if (looked_up->discount) order.discount_id = looked_up->discount->id;
    ready.lines = orders::draft_lines(looked_up->lines, ready.priced);
    ready.referrers = referrers::kept(in.referrers, scope.now, scope.shop->settings.channel_rules);
    ready.report = profit::report_of(
        scope, order, ready.lines, {ready.referrers.empty() ? "" : ready.referrers.back().channel});
    order.net_profit = ready.report.net_profit;
    ready.typed_customer = {{},
                            contact.email,
                            contact.name,
                            contact.phone,
                            language,
                            billing.company,
                            address,
                            {},
                            "",
                            {},
                            1};
    return ready;
}

PlacedOrder answer_of(const shop::Scope& scope, const Order& order) {
    return {order.id,
            order.number,
            {order.goods, order.discount, order.delivery, order.fees, order.vat, order.total},
            order.payment_reference,
            {shop::order_link(scope, order.id), "/api/v1/orders/" + to_text(order.id)}};
}

/// The papers that the shop's rules ask for at placement.
Result<void> issue_papers(db::Transaction& tx, const shop::Scope& scope, const Prepared& ready) {
    if (scope.shop->settings.invoice_rule == shop::InvoiceRule::at_placement)
        MUST(invoicing::issue_for_order(tx, scope, ready.order, invoicing::InvoiceKind::invoice));
    else if (ready.priced.payment_method.kind == pricing::PaymentKind::bank_transfer)
        MUST(invoicing::issue_for_order(tx, scope, ready.order, invoicing::InvoiceKind::proforma));
    return {};
}

Result<PlacedOrder> write(db::Transaction& tx, const shop::Scope& scope, Prepared& ready) {
    Order& order = ready.order;
    order.customer_id =
        customers::find_or_create_later(tx, scope, ready.known_customer, ready.typed_customer);
    for (const auto i : orders::stock_order(ready.lines))
        catalog::reserve_later(tx, scope.id(), ready.lines[i].product_id, ready.lines[i].quantity,
                               ready.lines[i].sku, "lines[" + std::to_string(i) + "].quantity");
    if (order.discount_id) pricing::use_later(tx, scope.id(), *order.discount_id);
    orders::insert_later(tx, scope.id(), order, ready.lines, ready.referrers);
    profit::insert_later(tx, scope, order.id, ready.report);
    audit::begin(
        tx, scope,
        {shop::order_subject(order.id),
         "order_placed",
         {{"number", "", std::to_string(order.number)}, {"total", "", to_decimal(order.total)}}});
    const auto catalogue = statuses::of(scope);
    for (const auto axis : {Axis::order, Axis::payment, Axis::delivery})
        for (const auto& code : catalogue->entry(axis).messages)
            messages::send_later(tx, scope, order.id, code);
    MUST(tx.settle());
    if (order.net_profit.minor < 0) profit::warn(tx, scope, order);
    if (ready.priced.payment_method.kind == pricing::PaymentKind::on_invoice)
        MUST(payments::use_credit(tx, scope, order));
    if (order.billing.company)
        customers::ask_register(tx, scope, order.id, order.billing.company->cui);
    MUST(issue_papers(tx, scope, ready));
    return answer_of(scope, order);
}

} // namespace

Result<pricing::Quote> quote(const shop::Scope& scope, const QuoteIn& in) {
    pricing::QuoteRequest request;
    if (in.delivery_address) {
        TRY(checked, customers::checked(*in.delivery_address, "delivery_address.",
                                        customers::Typed::so_far));
        request.siruta = checked.siruta;
        request.county = checked.county;
        request.postal_code = checked.postal_code;
    }
    request.company = in.billing && in.billing->company;
    request.delivery_method = in.delivery_method.value_or("");
    request.payment_method = in.payment_method.value_or("");
    const auto found = scope.read([&](db::Transaction& tx) {
        return look_up(tx, scope, in.lines, in.coupon.value_or(""), in.billing);
    });
    if (!found) return Failure(found.error());
    request.lines = found->lines;
    request.discount = found->discount;
    request.no_credit = found->credit.no;
    request.credit_left = found->credit.left;
    if (in.pickup_point) {
        const auto method = named_method(scope, request.delivery_method);
        if (!method || !method->formula.to_points)
            return invalid_field("pickup_point", "The chosen method delivers to no pick-up point.");
        TRY(point, at_point(scope, *method, *in.pickup_point));
        request.point_siruta = point.address.siruta;
        request.point_county = point.address.county;
    }
    request.customer_group = group_of(scope, in.email.value_or(""));
    request.courier_prices = shipping::courier_prices(scope, request, true);
    request.far_km = shipping::far_kilometres(scope, request.siruta);
    TRY(priced, pricing::price(scope, request));
    return priced.quote;
}

Result<PlacedOrder> place(const shop::Scope& scope, const PlaceOrder& in) {
    auto prepared = prepare(scope, in);
    // The same request again gets its first answer, though its coupon is used up by now.
    if (!prepared && !scope.idempotency_key.empty())
        return scope.create(
            [&](db::Transaction&) -> Result<PlacedOrder> { return Failure(prepared.error()); });
    if (!prepared) return Failure(prepared.error());
    auto& ready = *prepared;
    ready.order.number = orders::next_number(scope);
    if (ready.priced.payment_method.kind == pricing::PaymentKind::bank_transfer)
        ready.order.payment_reference = payments::payment_reference(ready.order.number);
    bool again = false;
    const auto placed = scope.create([&](db::Transaction& tx) -> Result<PlacedOrder> {
        if (again) // somebody else with this address was first
            ready.known_customer =
                customers::find_by_email(tx, scope.id(), ready.order.customer.email);
        again = true;
        return write(tx, scope, ready);
    });
    if (placed) scope.announce("order_placed", shop::order_subject(placed->id));
    return placed;
}

} // namespace taraba::checkout
