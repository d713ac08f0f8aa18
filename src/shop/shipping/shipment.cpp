#include "shop/shipping/shipment.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/pricing/roads.hpp"
#include "shop/shipping/collection.hpp"
#include "shop/shipping/courier_localities.hpp"
#include "shop/shipping/courier_rules.hpp"
#include "shop/shipping/remittance.hpp"
#include "shop/shipping/shipment_store.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

constexpr std::size_t parcels_max = 50;

using statuses::Axis;
using statuses::Stage;

const pricing::DeliveryMethod* method_of(const shop::Scope& scope, const orders::Order& order) {
    for (const auto& method : *pricing::delivery_methods(scope))
        if (method.id == order.delivery_method_id) return &method;
    return nullptr;
}

std::vector<Shipment> live_of(db::Transaction& tx, ShopId shop, OrderId id) {
    auto all = of_order(tx, shop, id);
    std::erase_if(all, [](const Shipment& shipment) { return !is_live(shipment); });
    return all;
}

/// What is left of the lines when these shipments have gone.
std::vector<ShippedLine> left_of(const std::vector<orders::OrderLine>& lines,
                                 const std::vector<Shipment>& gone) {
    std::vector<ShippedLine> left;
    for (const auto& line : lines)
        left.push_back({line.line_no, line.quantity});
    for (const auto& shipment : gone) {
        if (shipment.lines.empty()) return {}; // it took the whole order
        for (const auto& sent : shipment.lines)
            for (auto& each : left)
                if (each.line_no == sent.line_no)
                    each.quantity.thousandths -= sent.quantity.thousandths;
    }
    std::erase_if(left, [](const ShippedLine& each) { return each.quantity.thousandths <= 0; });
    return left;
}

/// The lines that a part takes, checked against what is left.
Result<std::vector<ShippedLine>> chosen(const std::vector<ShippedLine>& wanted,
                                        const std::vector<ShippedLine>& left) {
    if (wanted.empty()) return left;
    std::vector<ShippedLine> lines;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string here = "lines[" + std::to_string(i) + "].";
        const auto& want = wanted[i];
        const auto known = std::ranges::find(left, want.line_no, &ShippedLine::line_no);
        if (known == left.end())
            return invalid_field(here + "line_no", "Nothing of this line is left to send.");
        if (std::ranges::find(lines, want.line_no, &ShippedLine::line_no) != lines.end())
            return invalid_field(here + "line_no", "This line is named twice.");
        if (want.quantity.thousandths <= 0 ||
            want.quantity.thousandths > known->quantity.thousandths)
            return invalid_field(here + "quantity",
                                 said("There are {} left to send.", to_decimal(known->quantity)));
        lines.push_back(want);
    }
    return lines;
}

const orders::OrderLine& line_of(const std::vector<orders::OrderLine>& lines,
                                 const ShippedLine& part) {
    const auto found = std::ranges::find(lines, part.line_no, &orders::OrderLine::line_no);
    expects(found != lines.end());
    return *found;
}

Money value_of(const std::vector<orders::OrderLine>& lines, const std::vector<ShippedLine>& parts,
               Currency currency) {
    Money value{0, currency};
    for (const auto& part : parts) {
        const auto& line = line_of(lines, part);
        value += scaled(line.total, part.quantity.thousandths, line.quantity.thousandths);
    }
    return value;
}

bool pays_at_the_door(const shop::Scope& scope, const orders::Order& order) {
    return std::ranges::any_of(*pricing::payment_methods(scope), [&](const auto& method) {
        return method.id == order.payment_method_id &&
               method.kind == pricing::PaymentKind::cash_on_delivery;
    });
}

/// What the courier collects, when the buyer pays at the door: of a part the value of its lines, of
/// the last part all that nobody else is to collect.
Money cash_of(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
              const std::vector<Shipment>& others, Money value, bool last) {
    if (!pays_at_the_door(scope, order)) return {0, scope.currency()};
    Money due = orders::still_due(scope, order);
    // What others are still to bring; what they have brought is no longer due.
    Money coming = -remitted(tx, scope, order.id);
    for (const auto& other : others)
        if (other.stage != ShipmentStage::refused && other.stage != ShipmentStage::returning &&
            other.stage != ShipmentStage::returned && other.stage != ShipmentStage::lost)
            coming += other.cash;
    if (coming.minor > 0) due = coming < due ? due - coming : Money{0, scope.currency()};
    return last || due < value ? due : value;
}

/// Where it goes and to whom, as the order says now.
void address_to(const shop::Scope& scope, const orders::Order& order, Parcel& parcel) {
    parcel.recipient = order.billing.company ? order.billing.company->name : order.customer.name;
    parcel.contact = order.customer.name;
    parcel.phone = order.customer.phone;
    parcel.email = order.customer.email;
    const auto* place = places::find_locality(order.address.siruta);
    put_address(parcel, order.address, place ? place->county_name : order.address.county);
    parcel.tax_id = order.billing.company ? order.billing.company->cui : "";
    parcel.pickup_point = order.pickup_point ? order.pickup_point->code : "";
    const auto* installation = pricing::nearest_warehouse(*scope.shop, order.address.siruta);
    parcel.warehouse = installation ? installation->name : "";
}

Parcel parcel_of(const shop::Scope& scope, const orders::Order& order,
                 const std::vector<orders::OrderLine>& lines, const std::vector<ShippedLine>& parts,
                 const ShipmentRequest& wanted, const std::string& reference) {
    Parcel parcel;
    parcel.reference = reference;
    address_to(scope, order, parcel);
    parcel.weight_g = std::max<std::int64_t>(1, wanted.weight_g.value_or(weight_of(lines, parts)));
    parcel.declared_value = wanted.declared_value.value_or(Money{0, scope.currency()});
    parcel.options = wanted.options;
    parcel.content = content_of(lines, parts);
    parcel.note = wanted.note;
    return parcel;
}

/// As many parcels as people say, else as the delivery method splits such goods into.
Result<void> split(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                   const std::vector<orders::OrderLine>& lines,
                   const std::vector<ShippedLine>& parts, const ShipmentRequest& wanted,
                   Parcel& parcel) {
    parcel.parcels = wanted.parcels.value_or(1);
    if (wanted.parcels || wanted.weight_g) return {};
    std::vector<ProductId> ids;
    for (const auto& part : parts)
        ids.push_back(line_of(lines, part).product_id);
    const auto products = catalog::find_several(tx, scope.id(), ids);
    std::vector<pricing::PackedItem> items;
    for (const auto& part : parts) {
        const auto& line = line_of(lines, part);
        catalog::Product product;
        const auto known =
            std::ranges::find(products, line.product_id, &catalog::StockedProduct::id);
        if (known != products.end()) product = *known;
        product.weight_g = line.weight_g;
        items.push_back(pricing::packed(product, part.quantity));
    }
    const auto packed =
        pricing::pack(items, pricing::parcel_limit(method_of(scope, order)->formula));
    if (!packed || packed->size() < 2) return {};
    if (packed->size() > parcels_max)
        return invalid_field("parcels",
                             said("The goods make {} parcels; a shipment has 1 to 50. Send a part.",
                                  packed->size()));
    parcel.parcels = static_cast<std::int64_t>(packed->size());
    for (const auto& each : *packed)
        parcel.pieces.push_back({std::max<std::int64_t>(1, each.weight_g), 0, 0, 0});
    return {};
}

Result<void> may_send(const shop::Scope& scope, const orders::Order& order,
                      const ShipmentRequest& wanted) {
    const auto now = orders::standing(scope, order);
    if (now.order.stage == Stage::cancelled || now.order.stage == Stage::completed)
        return refuse(RefusalKind::conflict, "order_closed",
                      said("The order is {}; nothing is sent for it.", now.order.name));
    const auto* method = method_of(scope, order);
    if (!method || method->kind == pricing::DeliveryKind::pickup)
        return refuse(RefusalKind::conflict, "no_courier", "The buyer comes for this order.");
    if (wanted.parcels && (*wanted.parcels < 1 || std::cmp_greater(*wanted.parcels, parcels_max)))
        return invalid_field("parcels", "A shipment has 1 to 50 parcels.");
    if (wanted.weight_g && (*wanted.weight_g < 1 || *wanted.weight_g > 2'000'000))
        return invalid_field("weight_g", "The weight is 1 to 2000000 grams.");
    if (!customers::plain_phone(order.customer.phone))
        return invalid_field("customer.phone", "The courier needs the buyer's phone.");
    if (!places::find_locality(order.address.siruta))
        return invalid_field("delivery_address.locality", "The courier needs a known locality.");
    if (trimmed(order.address.street).empty() && !order.pickup_point)
        return invalid_field("delivery_address.street", "The courier needs a street.");
    if (wanted.declared_value &&
        (wanted.declared_value->currency != scope.currency() || wanted.declared_value->minor < 0))
        return invalid_field("declared_value",
                             said("A value is not negative, in {}.", scope.shop->currency));
    return {};
}

/// The courier that carries, checked for what is asked of it.
Result<std::string> courier_for(const shop::Scope& scope, const orders::Order& order,
                                const ShipmentRequest& wanted) {
    std::string name = wanted.courier.empty() ? method_of(scope, order)->courier : wanted.courier;
    if (order.pickup_point && wanted.courier.empty()) name = order.pickup_point->courier;
    if (name == by_rules) {
        const auto chosen =
            courier_by_rules(scope.shop->settings.courier_rules,
                             {order.address.county, wanted.weight_g.value_or(order.weight_g),
                              order.total, pays_at_the_door(scope, order)});
        if (!chosen)
            return refuse(RefusalKind::conflict, "no_courier",
                          "No rule of the shop names a courier for this order.");
        name = *chosen;
    }
    if (name == cheapest) return name;
    const auto known = courier_registry().find(name);
    if (known == courier_registry().end())
        return invalid_field("courier", "There is no courier of this name.");
    if (order.pickup_point && name != order.pickup_point->courier)
        return invalid_field("courier", "The buyer chose a locker of another courier.");
    for (const auto option : wanted.options)
        if (std::ranges::find(known->second.traits.options, option) ==
            known->second.traits.options.end())
            return refuse(
                RefusalKind::conflict, "no_such_option",
                said("{} does not offer `{}`.", known->second.traits.title, name_of(option)),
                "options");
    return name;
}

std::int64_t next_part(const std::vector<Shipment>& live) {
    std::int64_t last = 0;
    for (const auto& shipment : live)
        last = std::max(last, shipment.part);
    return last + 1;
}

} // namespace

std::int64_t weight_of(const std::vector<orders::OrderLine>& lines,
                       const std::vector<ShippedLine>& parts) {
    std::int64_t grams = 0;
    for (const auto& part : parts)
        grams +=
            divide_half_up(Wide{line_of(lines, part).weight_g} * part.quantity.thousandths, 1'000);
    return grams;
}

std::string content_of(const std::vector<orders::OrderLine>& lines,
                       const std::vector<ShippedLine>& parts) {
    std::string content;
    for (const auto& part : parts)
        if (content.size() < 180)
            content += (content.empty() ? "" : ", ") + to_decimal(part.quantity) + " x " +
                       shortened(line_of(lines, part).name, 60);
    return content;
}

void enqueue_sending(db::Transaction& tx, const shop::Scope& scope, const Shipment& shipment) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "send_shipment",
                  {{"shipment", to_text(shipment.id)}}, shop::order_subject(shipment.order_id),
                  scope.now);
}

Result<Shipment> request(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                         const ShipmentRequest& wanted) {
    TRY(order, orders::must_find(tx, scope, id));
    const auto lines = orders::lines_of(tx, scope.id(), id);
    const auto gone = live_of(tx, scope.id(), id);
    const auto left = left_of(lines, gone);
    if (left.empty() && wanted.lines.empty() && !gone.empty()) return gone.back();
    MUST(may_send(scope, order, wanted));
    TRY(courier, courier_for(scope, order, wanted));
    TRY(parts, chosen(wanted.lines, left));

    Shipment shipment;
    shipment.id = scope.new_id<ShipmentId>();
    shipment.order_id = id;
    shipment.courier = courier;
    // Short, unique in the installation, and readable on the courier's own list.
    shipment.reference = std::to_string(order.number) + "-" + to_text(shipment.id);
    shipment.part = next_part(gone);
    shipment.lines = parts;
    shipment.request = parcel_of(scope, order, lines, parts, wanted, shipment.reference);
    MUST(split(tx, scope, order, lines, parts, wanted, shipment.request));
    shipment.parcels = shipment.request.parcels;
    auto after = gone;
    after.push_back(shipment);
    shipment.cash = cash_of(tx, scope, order, gone, value_of(lines, parts, scope.currency()),
                            left_of(lines, after).empty());
    shipment.request.cash = shipment.cash;
    shipment.weight_g = shipment.request.weight_g;
    shipment.tariff = {0, scope.currency()};
    shipment.created_at = scope.now;
    shipment.tracked_at = scope.now;
    shipment_table().insert(tx, scope.id(), shipment);
    enqueue_sending(tx, scope, shipment);
    audit::append(tx, scope,
                  {shop::order_subject(id),
                   "shipment_requested",
                   {{"courier", "", shipment.courier},
                    {"parcels", "", std::to_string(shipment.parcels)},
                    {"cash", "", to_decimal(shipment.cash)}}});
    MUST(orders::enter_stage(tx, scope, order, Axis::delivery, Stage::preparing, ""));
    return shipment;
}

Result<Shipment> retry(db::Transaction& tx, const shop::Scope& scope, ShipmentId id) {
    auto shipment = find(tx, scope.id(), id);
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state != ShipmentState::failed && shipment->state != ShipmentState::unclear)
        return refuse(RefusalKind::conflict, "nothing_to_retry", "This shipment is not stuck.");
    if (shipment->return_id) return retry_collection(tx, scope, std::move(*shipment));
    auto others = live_of(tx, scope.id(), shipment->order_id);
    std::erase_if(others, [&](const Shipment& other) { return other.id == id; });
    if (!others.empty() &&
        (shipment->lines.empty() ||
         !chosen(shipment->lines,
                 left_of(orders::lines_of(tx, scope.id(), shipment->order_id), others))))
        return refuse(RefusalKind::conflict, "already_sent", "Another shipment is under way.");
    shipment->part = next_part(others);
    if (shipment->state == ShipmentState::unclear &&
        !courier_registry().at(shipment->courier).traits.finds)
        return refuse(RefusalKind::conflict, "courier_cannot",
                      "This courier cannot be asked; look on its own list and say what is there.");
    // Unclear stays unclear, so that the job asks for the reference before anything else. What was
    // refused goes as the order has been mended since.
    if (shipment->state == ShipmentState::failed) {
        TRY(order, orders::must_find(tx, scope, shipment->order_id));
        MUST(may_send(scope, order, {}));
        const auto lines = orders::lines_of(tx, scope.id(), order.id);
        TRY(parts, chosen(shipment->lines, left_of(lines, others)));
        shipment->lines = parts;
        address_to(scope, order, shipment->request);
        auto after = others;
        after.push_back(*shipment);
        // What was paid meanwhile is not collected again.
        shipment->cash = cash_of(tx, scope, order, others, value_of(lines, parts, scope.currency()),
                                 left_of(lines, after).empty());
        shipment->request.cash = shipment->cash;
        shipment->state = ShipmentState::requested;
    }
    shipment->error.clear();
    store(tx, scope, *shipment);
    enqueue_sending(tx, scope, *shipment);
    audit::append(tx, scope, {shop::order_subject(shipment->order_id), "shipment_retried"});
    return *shipment;
}

std::vector<ShippedLine> left_to_send(db::Transaction& tx, ShopId shop, OrderId id) {
    return left_of(orders::lines_of(tx, shop, id), live_of(tx, shop, id));
}

WaybillRef ref_of(const Shipment& shipment) {
    return {shipment.awb_number, shipment.courier_ref.text};
}

Result<std::string> label_of(const shop::Scope& scope, ShipmentId id, LabelFormat format) {
    const auto shipment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state != ShipmentState::registered)
        return refuse(RefusalKind::conflict, "no_awb", "The courier has not given an AWB yet.");
    if (auto kept =
            scope.read([&](db::Transaction& tx) { return kept_label(tx, scope.id(), id, format); }))
        return *kept;
    TRY(courier, courier_of(scope, shipment->courier, shipment->request.warehouse));
    TRY(pdf, courier->label(ref_of(*shipment), format));
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        keep_label(tx, scope.id(), id, format, pdf);
        return true;
    }));
    return pdf;
}

Result<Shipment> cancel(const shop::Scope& scope, ShipmentId id, const std::string& reason) {
    const auto shipment = scope.read([&](db::Transaction& tx) { return find(tx, scope.id(), id); });
    if (!shipment) return not_found("There is no such shipment.");
    if (shipment->state == ShipmentState::cancelled) return *shipment;
    const auto in_doubt = [](const Shipment& each) {
        return each.state == ShipmentState::sending || each.state == ShipmentState::unclear;
    };
    const auto unclear =
        refuse(RefusalKind::conflict, "shipment_unclear",
               "It is not known yet whether the courier has this parcel; wait a moment.");
    if (in_doubt(*shipment)) return unclear;
    if (shipment->state == ShipmentState::registered) {
        TRY(courier, courier_of(scope, shipment->courier, shipment->request.warehouse));
        MUST(courier->cancel(ref_of(*shipment)));
    }
    return scope.write([&](db::Transaction& tx) -> Result<Shipment> {
        auto fresh = *find(tx, scope.id(), id);
        if (in_doubt(fresh)) return unclear; // the job was faster
        fresh.state = ShipmentState::cancelled;
        fresh.stage = ShipmentStage::cancelled;
        store(tx, scope, fresh);
        audit::append(tx, scope,
                      {shop::order_subject(fresh.order_id),
                       "shipment_cancelled",
                       {{"awb", fresh.awb_number, ""}},
                       reason});
        return fresh;
    });
}

void register_steps(orders::Workflow& workflow) {
    workflow.far_kilometres = far_kilometres;
    workflow.guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                 const orders::Order& order,
                                 const statuses::Status& to) -> Result<void> {
        if (to.stage != Stage::cancelled) return {};
        for (const auto& shipment : of_order(tx, scope.id(), order.id))
            if (is_live(shipment) && shipment.stage != ShipmentStage::returned)
                return refuse(RefusalKind::conflict, "order_shipped",
                              "The order is with the courier; cancel the AWB first.");
        return {};
    });
    workflow.edit_guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                      const orders::Order& order) -> Result<void> {
        for (const auto& shipment : of_order(tx, scope.id(), order.id))
            if (is_live(shipment))
                return refuse(RefusalKind::conflict, "order_shipped",
                              "The order is with the courier; cancel the AWB first.");
        return {};
    });
    workflow.actions[statuses::Action::send_to_courier] =
        [](db::Transaction& tx, const shop::Scope& scope, orders::Order& order,
           const statuses::Status&) -> Result<void> {
        const auto* method = method_of(scope, order);
        if (!method || method->kind == pricing::DeliveryKind::pickup) return {};
        // Not here: the button's own change of status would meet the one under way.
        jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "request_shipment",
                      {{"order", to_text(order.id)}}, shop::order_subject(order.id), scope.now);
        return {};
    };
}

} // namespace taraba::shipping
