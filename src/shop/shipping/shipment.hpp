#pragma once

#include "jobs/jobs.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/shipping/courier.hpp"

namespace taraba::shipping {

/// requested → sending → registered; failed when the courier refused, unclear while nobody knows
/// whether it took the parcel.
enum class ShipmentState { requested, sending, registered, failed, unclear, cancelled };
BOOST_DESCRIBE_ENUM(ShipmentState, requested, sending, registered, failed, unclear, cancelled)

/// So much of an order's line.
struct ShippedLine {
    static constexpr bool lenient = true;
    std::int64_t line_no = 0;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(ShippedLine, (), (line_no, quantity))

/// A delivery of an order, or of a part of it. Labels are kept apart (label_of).
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
    std::int64_t part = 1;          ///< the first, the second … of the order
    std::vector<ShippedLine> lines; ///< empty: the whole order
    std::optional<RmaId> return_id; ///< fetched from the buyer, for a return (collection.hpp)
    Instant created_at{};
    std::optional<Instant> registered_at;
    Instant tracked_at{};
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Shipment, (),
                      (id, order_id, courier, reference, state, stage, awb_number, courier_ref,
                       parcels, weight_g, cash, tariff, error, request, answer, part, lines,
                       return_id, created_at, registered_at, tracked_at, version))

struct ShipmentRequest {
    static constexpr bool lenient = true;
    /// As many as the delivery method splits into when not given.
    std::optional<std::int64_t> parcels;
    std::optional<std::int64_t> weight_g; ///< that of the lines when not given
    std::string note;
    std::vector<ShippedLine> lines;     ///< empty: all that has not gone yet
    std::string courier;                ///< in place of the one that the method or the rules name
    std::vector<CourierOption> options; ///< refused when the courier has them not
    std::optional<Money> declared_value;
};
BOOST_DESCRIBE_STRUCT(ShipmentRequest, (),
                      (parcels, weight_g, note, lines, courier, options, declared_value))

/// The one button: writes the shipment and the job that calls the courier. Without lines it sends
/// all that has not gone yet; when nothing is left, pressing it again gives the last shipment.
/// Cash on delivery: a part collects the value of its lines, the last one all that is still due.
/// Refuses with `order_closed`, `no_courier` (pick-up), `no_such_option`, `invalid_field` (also for
/// more of a line than is left).
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

/// Where a parcel is, said by a person.
struct SaidStage {
    static constexpr bool lenient = true;
    ShipmentStage stage = ShipmentStage::picked_up;
    std::string note;
    std::optional<std::int64_t> road_km; ///< that the shop's own car drove there
};
BOOST_DESCRIBE_STRUCT(SaidStage, (), (stage, note, road_km))
/// For a courier that does not tell; the road it drove is kept for the prices of others. Refuses
/// with `courier_tells` when it does, `no_awb`, and like pricing::put_road().
Result<Shipment> say_stage(const shop::Scope& scope, ShipmentId id, const SaidStage& said);

/// What of an order has not been sent yet; a failed or cancelled shipment sent nothing.
std::vector<ShippedLine> left_to_send(db::Transaction& tx, ShopId shop, OrderId id);

/// Those to the buyer.
std::vector<Shipment> of_order(db::Transaction& tx, ShopId shop, OrderId id);
std::optional<Shipment> find(db::Transaction& tx, ShopId shop, ShipmentId id);
/// Parcels that a courier refused or that are in doubt, of orders that still wait for one, the
/// newest first, at most 200.
std::vector<Shipment> stuck(db::Transaction& tx, ShopId shop);

/// Waybills to buyers that a courier gave on a day and that were not cancelled, the oldest first.
std::vector<Shipment> registered_on(db::Transaction& tx, const shop::Scope& scope,
                                    const std::string& courier, Date day);
/// The day on which the last parcel of an order arrived; nothing while one has not.
std::optional<Date> delivered_on(db::Transaction& tx, const shop::Scope& scope, OrderId id);
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
void register_jobs(jobs::Runner& runner, shop::Installation& installation);
void register_steps(orders::Workflow& workflow);

/// A parcel that a courier has and nobody got yet, and when it was last scanned, or registered.
struct ParcelUnderWay {
    OrderId order_id;
    std::string awb_number;
    Instant heard_at{};
};
BOOST_DESCRIBE_STRUCT(ParcelUnderWay, (), (order_id, awb_number, heard_at))
/// The oldest first.
std::vector<ParcelUnderWay> under_way(db::Transaction& tx, ShopId shop, std::int64_t limit);
/// When each parcel registered since `from` was registered and scanned, in order; the newest
/// parcels first.
std::vector<std::vector<Instant>> scans_since(db::Transaction& tx, ShopId shop, Instant from,
                                              std::int64_t limit);

} // namespace taraba::shipping
