#pragma once

#include "base/money.hpp"
#include "base/refusal.hpp"
#include "base/shape.hpp"
#include "shop/partners/partner.hpp"

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

/// What a shop may ask for beside the carrying. Which of them a courier has is in its traits.
enum class CourierOption {
    open_on_delivery, ///< the buyer looks into the parcel before paying
    saturday,
    morning,
    return_documents, ///< signed papers come back
    swap              ///< another parcel is taken back from the buyer
};
BOOST_DESCRIBE_ENUM(CourierOption, open_on_delivery, saturday, morning, return_documents, swap)

/// One piece of a shipment. No size: 0.
struct Piece {
    static constexpr bool lenient = true;
    std::int64_t weight_g = 0;
    std::int64_t length_mm = 0;
    std::int64_t width_mm = 0;
    std::int64_t height_mm = 0;
};
BOOST_DESCRIBE_STRUCT(Piece, (), (weight_g, length_mm, width_mm, height_mm))

/// Where a parcel is fetched when it is not the shop that sends it.
struct CollectFrom {
    static constexpr bool lenient = true;
    std::string name;
    std::string contact;
    std::string phone;
    std::string email;
    std::string county;      ///< name
    std::string county_code; ///< CJ
    std::string locality;
    std::string street;
    std::string postal_code;
    std::int64_t siruta = 0;
    std::string locality_code; ///< the courier's own, where it is known
};
BOOST_DESCRIBE_STRUCT(CollectFrom, (),
                      (name, contact, phone, email, county, county_code, locality, street,
                       postal_code, siruta, locality_code))

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
    std::string tax_id;       ///< of a company
    std::string county_code;  ///< CJ
    std::int64_t siruta = 0;
    std::string locality_code; ///< the courier's own, where it is known
    std::vector<CourierOption> options;
    std::vector<Piece> pieces; ///< as many as `parcels`; empty: the weight is shared out evenly
    std::string warehouse;     ///< of the shop that it leaves from; empty: the seat
    std::optional<CollectFrom> collect_from; ///< nothing: the shop sends it
};
BOOST_DESCRIBE_STRUCT(Parcel, (),
                      (reference, recipient, contact, phone, email, county, locality, street,
                       postal_code, parcels, weight_g, cash, declared_value, content, note,
                       pickup_point, tax_id, county_code, siruta, locality_code, options, pieces,
                       warehouse, collect_from))
/// The pieces of a parcel; where none are given, all alike.
std::vector<Piece> pieces_of(const Parcel& parcel);
bool wants(const Parcel& parcel, CourierOption option);

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
    /// What the courier calls the shipment and its pieces by beside the number, for later calls.
    std::string courier_ref{};
};

/// A waybill that was made, for what is asked about it afterwards.
struct WaybillRef {
    std::string awb_number;
    std::string courier_ref;
};

/// What the carrying would cost.
struct CourierPrice {
    Money net;
    Money vat;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(CourierPrice, (), (net, vat, gross))

/// A courier's car is asked to come.
struct PickupOrder {
    static constexpr bool lenient = true;
    Date day{};
    std::string from = "10:00";
    std::string to = "18:00";
    std::int64_t parcels = 1;
    std::int64_t weight_g = 1'000;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(PickupOrder, (), (day, from, to, parcels, weight_g, note))

/// A locality as a courier names it.
struct CourierLocality {
    std::string code;
    std::string name;
    std::string county; ///< as the courier writes it
    std::string postal_code;
    std::int64_t extra_km = 0; ///< that it charges for
};
BOOST_DESCRIBE_STRUCT(CourierLocality, (), (code, name, county, postal_code, extra_km))

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

enum class LabelFormat { a4, a6, zpl };
BOOST_DESCRIBE_ENUM(LabelFormat, a4, a6, zpl)

/// What a courier is and can do.
struct CourierTraits {
    std::string name; ///< of the registry: `sameday`
    std::string title;
    std::vector<partners::CredentialField> credentials;
    std::vector<CourierOption> options;
    std::vector<LabelFormat> labels;
    bool lockers = false;
    bool prices = false;      ///< tells what a parcel would cost
    bool finds = false;       ///< can be asked whether it made a waybill for a reference
    bool pickups = false;     ///< sends a car when asked
    bool tracks = false;      ///< without it people say where the parcel is
    bool remittances = false; ///< reports the cash it paid out
    bool localities = false;  ///< has a list of its own names
};
BOOST_DESCRIBE_STRUCT(CourierTraits, (),
                      (name, title, credentials, options, labels, lockers, prices, finds, pickups,
                       tracks, remittances, localities))

/// One courier's account, spoken to over HTTP. Every call has a time limit. A refusal says what
/// happened: `courier_cannot` (it offers no such thing), `courier_refused` (it said no, in its
/// words, with the field when it names one), `courier_unclear` (no answer came: the call may have
/// had its effect), `courier_down` (the call had none).
class Courier {
public:
    virtual ~Courier() = default;
    /// Whether the account works: signs in anew.
    virtual Result<void> check() = 0;
    virtual Result<Waybill> create(const Parcel& parcel) = 0;
    /// The waybill that was made for a reference on one of the days; nothing when there is none.
    virtual Result<std::optional<Waybill>> find(const std::string& reference, Date from, Date to);
    /// PDF, or text in ZPL.
    virtual Result<std::string> label(const WaybillRef& waybill, LabelFormat format) = 0;
    virtual Result<void> cancel(const WaybillRef& waybill) = 0;
    /// All events so far, the oldest first.
    virtual Result<std::vector<TrackingEvent>> track(const WaybillRef& waybill);
    virtual Result<CourierPrice> price(const Parcel& parcel);
    /// All points where buyers can collect.
    virtual Result<std::vector<PickupPoint>> pickup_points();
    /// Asks for the car; the courier's number of the order.
    virtual Result<std::string> order_pickup(const PickupOrder& order);
    /// What it paid out on a day.
    virtual Result<std::vector<Remittance>> remittances(Date day);
    virtual Result<std::vector<CourierLocality>> localities();
};

using CourierAccount = partners::PartnerAccount;

struct RegisteredCourier {
    CourierTraits traits;
    std::function<std::unique_ptr<Courier>(const CourierAccount&)> make;
};

/// Couriers by the name that delivery methods carry. Filled in couriers/registry.cpp.
const std::map<std::string, RegisteredCourier>& courier_registry();

} // namespace taraba::shipping
