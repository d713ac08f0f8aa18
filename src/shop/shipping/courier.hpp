#pragma once

#include "base/money.hpp"
#include "base/refusal.hpp"
#include "base/shape.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace taraba::shipping {

/// How far a parcel is, whatever a courier calls it.
enum class ShipmentStage {
    registered,
    picked_up,
    in_transit,
    out_for_delivery,
    delivered,
    refused,
    returning,
    returned,
    lost,
    cancelled
};
BOOST_DESCRIBE_ENUM(ShipmentStage, registered, picked_up, in_transit, out_for_delivery, delivered,
                    refused, returning, returned, lost, cancelled)

/// What a courier is asked to carry. Kept with the shipment as it was asked.
struct Parcel {
    static constexpr bool lenient = true; // requests of before lack what came later
    std::string reference;                ///< ours, unique: what a lost answer is found by
    std::string recipient;
    std::string contact;
    std::string phone;
    std::string email;
    std::string county;   ///< name
    std::string locality; ///< name
    std::string street;
    std::string postal_code;
    std::int64_t parcels = 1;
    std::int64_t weight_g = 0;
    Money cash;           ///< to collect; 0: nothing
    Money declared_value; ///< 0: not insured
    std::string content;
    std::string note;
    std::string pickup_point; ///< the courier's code; empty: to the address
};
BOOST_DESCRIBE_STRUCT(Parcel, (),
                      (reference, recipient, contact, phone, email, county, locality, street,
                       postal_code, parcels, weight_g, cash, declared_value, content, note,
                       pickup_point))

/// Where buyers collect by themselves: a locker, an office.
struct PickupPoint {
    std::string code; ///< the courier's own
    std::string name;
    std::int64_t siruta = 0; ///< 0 when the courier's locality is not known to us
    std::string county;      ///< code
    std::string locality;
    std::string street;
    std::string postal_code;
    std::int64_t latitude_e6 = 0; ///< millionths of a degree
    std::int64_t longitude_e6 = 0;
};
BOOST_DESCRIBE_STRUCT(PickupPoint, (),
                      (code, name, siruta, county, locality, street, postal_code, latitude_e6,
                       longitude_e6))

struct Waybill {
    std::string awb_number;
    Money tariff; ///< without VAT; 0 when the courier doesn't say
    std::string raw_answer;
};

struct TrackingEvent {
    std::int64_t seq = 0;
    std::string code;
    std::string text;
    std::string place;
    Instant at{};
    ShipmentStage stage = ShipmentStage::registered;
};
BOOST_DESCRIBE_STRUCT(TrackingEvent, (), (seq, code, text, place, at, stage))

/// Cash on delivery that the courier has paid out.
struct Remittance {
    std::string awb_number;
    Money amount;
    Date paid_on{};
    std::string document; ///< the courier's own number of the payment
};

enum class LabelFormat { a4, a6 };
BOOST_DESCRIBE_ENUM(LabelFormat, a4, a6)

/// One courier's account, spoken to over HTTP. Every call has a time limit. A refusal says what
/// happened: `courier_refused` (it said no, in its words, with the field when it names one),
/// `courier_unclear` (no answer came: the call may have had its effect), `courier_down` (the call
/// had none).
class Courier {
public:
    virtual ~Courier() = default;
    /// Whether the account works: signs in anew.
    virtual Result<void> check() = 0;
    virtual Result<Waybill> create(const Parcel& parcel) = 0;
    /// All points where buyers can collect; a courier without any gives none.
    virtual Result<std::vector<PickupPoint>> pickup_points() { return std::vector<PickupPoint>{}; }
    /// The waybill that was made for a reference on one of the days; nothing when there is none.
    virtual Result<std::optional<Waybill>> find(const std::string& reference, Date from,
                                                Date to) = 0;
    virtual Result<std::string> label(const std::string& awb_number, LabelFormat format) = 0;
    virtual Result<void> cancel(const std::string& awb_number) = 0;
    virtual Result<std::vector<TrackingEvent>> track(const std::string& awb_number) = 0;
    /// What it paid out on a day; a courier that does not tell gives none.
    virtual Result<std::vector<Remittance>> remittances(Date) { return std::vector<Remittance>{}; }
};

/// A shop's account with a courier.
struct CourierAccount {
    std::string base_url;
    std::string client_id;
    std::string user;
    std::string password;
    std::string service;
    std::string cod_service;
    std::string options;
};

/// Couriers by the name that delivery methods carry. Filled in couriers/registry.cpp.
using CourierMaker = std::function<std::unique_ptr<Courier>(const CourierAccount&)>;
const std::map<std::string, CourierMaker>& courier_registry();

} // namespace taraba::shipping
