#include "shop/shipping/collection.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/places/places.hpp"
#include "shop/shipping/courier_rules.hpp"
#include "shop/shipping/shipment_store.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

/// The one that is named, else the one that brought the goods.
Result<std::string> courier_to_collect(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                                       const std::string& wanted) {
    std::string name = wanted;
    for (const auto& shipment : of_order(tx, scope.id(), order))
        if (wanted.empty() && shipment.state == ShipmentState::registered) name = shipment.courier;
    if (name.empty())
        return refuse(RefusalKind::conflict, "no_courier",
                      "No courier brought these goods: say which one fetches them.", "courier");
    if (!courier_registry().contains(name))
        return invalid_field("courier", "There is no courier of this name.");
    return name;
}

Result<CollectFrom> buyers_door(const orders::Order& order) {
    CollectFrom from;
    from.name = order.billing.company ? order.billing.company->name : order.customer.name;
    from.contact = order.customer.name;
    from.phone = order.customer.phone;
    from.email = order.customer.email;
    const auto* place = places::find_locality(order.address.siruta);
    if (!place || trimmed(order.address.street).empty())
        return invalid_field("delivery_address", "The courier needs a known locality and street.");
    if (!customers::plain_phone(from.phone))
        return invalid_field("customer.phone", "The courier needs the buyer's phone.");
    put_address(from, order.address, place->county_name);
    return from;
}

/// From the buyer's door to the seat, as both stand in the order and on the shop's papers now.
Result<void> address_back(const shop::Scope& scope, const orders::Order& order, Parcel& parcel) {
    TRY(from, buyers_door(order));
    parcel.collect_from = from;
    const auto& seller = scope.shop->settings.seller;
    const auto* county = places::find_county(seller.address.county);
    if (!county || trimmed(seller.address.street).empty())
        return invalid_field("settings.seller.address", "The shop's own address is not complete.");
    if (!customers::plain_phone(seller.phone))
        return invalid_field("settings.seller.phone", "The courier needs the shop's phone.");
    parcel.recipient = parcel.contact = seller.name;
    parcel.phone = seller.phone;
    parcel.email = seller.email;
    put_address(parcel, seller.address, county->name);
    parcel.tax_id = seller.tax_id;
    return {};
}

Result<void> none_under_way(db::Transaction& tx, const shop::Scope& scope, RmaId rma) {
    if (is_being_collected(tx, scope.id(), rma))
        return refuse(RefusalKind::conflict, "already_sent",
                      "The courier has been asked to fetch these goods already.");
    return {};
}

} // namespace

bool is_being_collected(db::Transaction& tx, ShopId shop, RmaId id) {
    return std::ranges::any_of(collections_of(tx, shop, id), is_live);
}

Result<Shipment> request_collection(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                                    RmaId rma, const std::string& label,
                                    const std::vector<ShippedLine>& parts,
                                    const CollectionRequest& wanted) {
    constexpr std::int64_t parcels_max = 50, grams_max = 2'000'000;
    if (wanted.parcels < 1 || wanted.parcels > parcels_max)
        return invalid_field("parcels", "A shipment has 1 to 50 parcels.");
    if (wanted.weight_g && (*wanted.weight_g < 1 || *wanted.weight_g > grams_max))
        return invalid_field("weight_g", "The weight is 1 to 2000000 grams.");
    MUST(none_under_way(tx, scope, rma));
    TRY(order, orders::must_find(tx, scope, id));
    TRY(courier, courier_to_collect(tx, scope, id, wanted.courier));
    const auto lines = orders::lines_of(tx, scope.id(), id);
    const Money none{0, scope.currency()};

    Shipment shipment;
    shipment.id = scope.new_id<ShipmentId>();
    shipment.order_id = id;
    shipment.return_id = rma;
    shipment.courier = courier;
    shipment.reference = std::to_string(order.number) + "-R-" + to_text(shipment.id);
    shipment.lines = parts;
    auto& parcel = shipment.request;
    MUST(address_back(scope, order, parcel));
    parcel.reference = shipment.reference;
    parcel.content = label + ": " + content_of(lines, parts);
    parcel.note = wanted.note.empty() ? label : label + ", " + shortened(wanted.note, 180);
    parcel.parcels = wanted.parcels;
    parcel.weight_g = std::max<std::int64_t>(1, wanted.weight_g.value_or(weight_of(lines, parts)));
    parcel.cash = parcel.declared_value = none;
    shipment.parcels = wanted.parcels;
    shipment.weight_g = parcel.weight_g;
    shipment.cash = shipment.tariff = none;
    shipment.created_at = shipment.tracked_at = scope.now;
    shipment_table().insert(tx, scope.id(), shipment);
    enqueue_sending(tx, scope, shipment);
    return shipment;
}

Result<Shipment> retry_collection(db::Transaction& tx, const shop::Scope& scope,
                                  Shipment shipment) {
    if (shipment.state == ShipmentState::unclear &&
        !courier_registry().at(shipment.courier).traits.finds)
        return refuse(RefusalKind::conflict, "courier_cannot",
                      "This courier cannot be asked; look on its own list and say what is there.");
    if (shipment.state == ShipmentState::failed) {
        MUST(none_under_way(tx, scope, *shipment.return_id));
        // As the order and the shop's own address have been mended since.
        TRY(order, orders::must_find(tx, scope, shipment.order_id));
        MUST(address_back(scope, order, shipment.request));
        shipment.state = ShipmentState::requested;
    }
    shipment.error.clear();
    store(tx, scope, shipment);
    enqueue_sending(tx, scope, shipment);
    audit::append(tx, scope, {shop::order_subject(shipment.order_id), "shipment_retried"});
    return shipment;
}

Result<void> collection_moved(db::Transaction& tx, const shop::Scope& scope,
                              const Shipment& shipment) {
    if (shipment.stage == ShipmentStage::lost) {
        TRY(order, orders::must_find(tx, scope, shipment.order_id));
        scope.installation.workflow->alert(tx, scope, order, "parcel_lost",
                                           "#" + std::to_string(order.number) + ", AWB " +
                                               shipment.awb_number);
    }
    if (!scope.installation.workflow->collection_moved) return {};
    return scope.installation.workflow->collection_moved(
        tx, scope, *shipment.return_id, shipment.awb_number, std::string(name_of(shipment.stage)));
}

} // namespace taraba::shipping
