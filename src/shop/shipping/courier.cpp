#include "shop/shipping/courier.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

Failure not_offered(const Sentence& what) {
    return refuse(RefusalKind::conflict, "courier_cannot",
                  said("This courier does not offer {}.", what));
}

} // namespace

std::vector<Piece> pieces_of(const Parcel& parcel) {
    if (!parcel.pieces.empty()) return parcel.pieces;
    const std::int64_t count = std::max<std::int64_t>(1, parcel.parcels);
    std::vector<Piece> pieces(static_cast<std::size_t>(count));
    // The first ones carry the grams that do not divide.
    for (std::int64_t i = 0; i < count; ++i)
        pieces[static_cast<std::size_t>(i)].weight_g =
            parcel.weight_g / count + (i < parcel.weight_g % count ? 1 : 0);
    return pieces;
}

bool wants(const Parcel& parcel, CourierOption option) {
    return std::ranges::find(parcel.options, option) != parcel.options.end();
}

Result<std::optional<Waybill>> Courier::find(const std::string&, Date, Date) {
    return not_offered("asking for a waybill by its reference");
}
Result<std::vector<TrackingEvent>> Courier::track(const WaybillRef&) {
    return not_offered("tracking");
}
Result<CourierPrice> Courier::price(const Parcel&) { return not_offered("prices"); }
Result<std::vector<PickupPoint>> Courier::pickup_points() { return std::vector<PickupPoint>{}; }
Result<std::string> Courier::order_pickup(const PickupOrder&) {
    return not_offered("ordering a car");
}
Result<std::vector<Remittance>> Courier::remittances(Date) { return std::vector<Remittance>{}; }
Result<std::vector<CourierLocality>> Courier::localities() {
    return std::vector<CourierLocality>{};
}

} // namespace taraba::shipping
