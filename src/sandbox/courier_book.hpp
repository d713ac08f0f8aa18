#pragma once

#include "sandbox/played.hpp"
#include "shop/shipping/courier.hpp"

namespace taraba::sandbox {

/// A waybill as a played courier has it in its own books.
struct PlayedAwb {
    std::string courier;
    std::string number;
    std::string reference;
    std::string from; ///< whose account, or which of its places
    std::string recipient;
    std::string locality;
    std::int64_t parcels = 1;
    std::int64_t weight_g = 0;
    std::string cash = "0.00"; ///< decimal
    Instant made{};
    bool cancelled = false;
    std::vector<shipping::ShipmentStage> stages; ///< set by hand; empty: by the time
    Instant delivered{};
};
BOOST_DESCRIBE_STRUCT(PlayedAwb, (),
                      (courier, number, reference, from, recipient, locality, parcels, weight_g,
                       cash, made, cancelled, stages, delivered))

/// What a parcel has been through.
struct PlayedScan {
    shipping::ShipmentStage stage = shipping::ShipmentStage::registered;
    Instant at{};
};

/// The books of all played couriers but FAN's: a parcel moves by itself, a stage a minute, unless
/// `/sandbox/couriers/{courier}/advance` says otherwise. `/sandbox/couriers/{courier}/awbs` shows
/// them, so that they can be compared with the shop's.
class CourierBook {
public:
    explicit CourierBook(Faults& faults) : faults_(faults) {}
    void add_routes(http::Router& router);

    /// Gives the waybill a number and keeps it.
    PlayedAwb open(PlayedAwb awb);
    std::optional<PlayedAwb> find(const std::string& courier, const std::string& number);
    std::optional<PlayedAwb> find_reference(const std::string& courier,
                                            const std::string& reference);
    std::vector<PlayedAwb> all(const std::string& courier);
    /// False when there is none, or it has left already.
    bool cancel(const std::string& courier, const std::string& number);
    static std::vector<PlayedScan> events(const PlayedAwb& awb);
    /// Delivered with cash.
    std::vector<PlayedAwb> paid_out(const std::string& courier);

    Faults& faults() { return faults_; }

private:
    http::Response advance(const http::Request& request);
    Faults& faults_;
    std::mutex mutex_;
    std::map<std::string, PlayedAwb> awbs_; ///< by courier and number
    std::int64_t last_number_ = 0;
};

/// A label with the number as a bar code.
std::string played_label(const std::string& courier, const std::string& number, bool a4);
/// What a parcel costs at every played courier: 14.50 for the first kilogram, 1.10 for each other.
std::int64_t played_tariff(std::int64_t kilograms);
/// Lockers in a few towns: each courier's own.
std::vector<shipping::PickupPoint> played_points(const std::string& courier);

void play_sameday(http::Router& router, CourierBook& book);
void play_cargus(http::Router& router, CourierBook& book);
void play_dpd(http::Router& router, CourierBook& book);
void play_gls(http::Router& router, CourierBook& book);

} // namespace taraba::sandbox
