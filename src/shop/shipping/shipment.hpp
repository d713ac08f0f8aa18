#pragma once

#include "jobs/jobs.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/shipping/courier.hpp"

namespace taraba::shipping {

/// requested → sending → registered; failed when the courier refused, unclear while nobody knows
/// whether it took the parcel.
enum class ShipmentState { requested, sending, registered, failed, unclear, cancelled };
BOOST_DESCRIBE_ENUM(ShipmentState, requested, sending, registered, failed, unclear, cancelled)

/// A delivery of an order. Labels are kept apart (label_of).
struct Shipment {
    ShipmentId id;
    OrderId order_id;
    std::string courier;
    std::string reference;
    ShipmentState state = ShipmentState::requested;
    ShipmentStage stage = ShipmentStage::registered;
    std::string awb_number;
    LongText courier_ref; ///< what the courier calls it by beside the number
    std::int64_t parcels = 1;
    std::int64_t weight_g = 0;
    Money cash;
    Money tariff;
    std::string error;
    Parcel request;
    LongText answer;
    Instant created_at{};
    std::optional<Instant> registered_at;
    Instant tracked_at{};
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Shipment, (),
                      (id, order_id, courier, reference, state, stage, awb_number, courier_ref,
                       parcels, weight_g, cash, tariff, error, request, answer, created_at,
                       registered_at, tracked_at, version))

struct ShipmentRequest {
    static constexpr bool lenient = true;
    std::int64_t parcels = 1;
    std::optional<std::int64_t> weight_g; ///< the order's when not given
    std::string note;
};
BOOST_DESCRIBE_STRUCT(ShipmentRequest, (), (parcels, weight_g, note))

/// The one button: writes the shipment and the job that calls the courier. Pressing it again
/// gives the shipment that is under way.
/// Refuses with `order_closed`, `no_courier` (pick-up), `invalid_field`.
Result<Shipment> request(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                         const ShipmentRequest& wanted);

/// Sends a failed or unclear shipment again, after asking the courier for the reference. Refuses
/// with `nothing_to_retry`, `already_sent`, and `courier_cannot` an unclear one of a courier that
/// cannot be asked: settle() it.
Result<Shipment> retry(db::Transaction& tx, const shop::Scope& scope, ShipmentId id);

/// What a person has seen on the courier's own list: the number that it gave, or that it gave none,
/// whereupon it is sent again. Refuses with `nothing_to_settle` and `invalid_field`.
struct Settlement {
    static constexpr bool lenient = true;
    std::string awb_number; ///< empty: the courier has nothing
};
BOOST_DESCRIBE_STRUCT(Settlement, (), (awb_number))
Result<Shipment> settle(const shop::Scope& scope, ShipmentId id, const Settlement& seen);

/// Where a parcel is, said by a person: for a courier that does not tell. Refuses with
/// `courier_tells` when it does, and `no_awb`.
Result<Shipment> say_stage(const shop::Scope& scope, ShipmentId id, ShipmentStage stage,
                           const std::string& note);

std::vector<Shipment> of_order(db::Transaction& tx, ShopId shop, OrderId id);
std::optional<Shipment> find(db::Transaction& tx, ShopId shop, ShipmentId id);
std::vector<TrackingEvent> tracking_of(db::Transaction& tx, ShopId shop, ShipmentId id);

WaybillRef ref_of(const Shipment& shipment);
/// The label as PDF, or text in ZPL; fetched from the courier the first time, then from the
/// database. Refuses with `not_found`, `no_awb` and what the courier refuses.
Result<std::string> label_of(const shop::Scope& scope, ShipmentId id, LabelFormat format);

/// Cancels at the courier first, then here. Refuses with `courier_refused` when it is too late.
Result<Shipment> cancel(const shop::Scope& scope, ShipmentId id, const std::string& reason);

/// Asks the courier where the parcel is and moves the delivery status with it.
Result<void> track(const shop::Scope& scope, ShipmentId id);

/// The job behind the button; exactly one AWB however the call fails.
void register_jobs(jobs::Runner& runner, shop::Installation& house);
void register_steps(orders::Workflow& workflow);

} // namespace taraba::shipping
