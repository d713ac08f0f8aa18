#include "shop/shipping/shipment_store.hpp"

#include "shop/shipping/collection.hpp"

#include <algorithm>

namespace taraba::shipping {

namespace {

/// A label is kept in the column of its format.
struct LabelSql {
    db::Sql keep, kept;
};
constexpr LabelSql label_sql[]{
    {{"shipping.keep_a4", "UPDATE shipments SET label_a4 = $3 WHERE shop_id = $1 AND id = $2"},
     {"shipping.kept_a4", "SELECT label_a4 FROM shipments WHERE shop_id = $1 AND id = $2"}},
    {{"shipping.keep_a6", "UPDATE shipments SET label_a6 = $3 WHERE shop_id = $1 AND id = $2"},
     {"shipping.kept_a6", "SELECT label_a6 FROM shipments WHERE shop_id = $1 AND id = $2"}},
    {{"shipping.keep_zpl", "UPDATE shipments SET label_zpl = $3 WHERE shop_id = $1 AND id = $2"},
     {"shipping.kept_zpl", "SELECT label_zpl FROM shipments WHERE shop_id = $1 AND id = $2"}}};

const LabelSql& sql_of(LabelFormat format) { return label_sql[static_cast<std::size_t>(format)]; }

constexpr db::Sql insert_tracking_sql{"shipping.insert_tracking", R"sql(
    INSERT INTO tracking_events (shop_id, shipment_id, seq, code, text, place, at, stage)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql"};

constexpr db::Sql tracking_sql{"shipping.tracking", R"sql(
    SELECT seq, code, text, place, at, stage
      FROM tracking_events WHERE shop_id = $1 AND shipment_id = $2 ORDER BY seq
)sql"};

constexpr db::Sql under_way_sql{"shipping.under_way", R"sql(
    SELECT s.order_id, s.awb_number,
           COALESCE((SELECT max(e.at) FROM tracking_events e
                      WHERE e.shop_id = s.shop_id AND e.shipment_id = s.id), s.registered_at)
               AS heard_at
      FROM shipments s
     WHERE s.shop_id = $1 AND s.state = 'registered' AND s.registered_at IS NOT NULL
       AND s.stage NOT IN ('delivered', 'returned', 'lost', 'cancelled')
     ORDER BY s.registered_at LIMIT $2
)sql"};

constexpr db::Sql scans_sql{"shipping.scans_since", R"sql(
    SELECT s.id, s.registered_at, e.at
      FROM (SELECT shop_id, id, registered_at FROM shipments
             WHERE shop_id = $1 AND registered_at >= $2 ORDER BY registered_at DESC LIMIT $3) s
      LEFT JOIN tracking_events e ON e.shop_id = s.shop_id AND e.shipment_id = s.id
     ORDER BY s.id DESC, e.at
)sql"};

struct Scan {
    std::int64_t id = 0;
    Instant registered_at{};
    std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(Scan, (), (id, registered_at, at))

} // namespace

const db::Table<Shipment>& shipment_table() {
    static const db::Table<Shipment> shipments("shipments");
    return shipments;
}

void store(db::Transaction& tx, const shop::Scope& scope, Shipment& shipment) {
    ++shipment.version;
    if (!shipment_table().update(tx, scope.id(), shipment))
        throw WriteConflict("shipment " + to_text(shipment.id) + " was changed meanwhile");
}

std::optional<Shipment> find_by_awb(db::Transaction& tx, ShopId shop, const std::string& courier,
                                    const std::string& awb_number) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND awb_number = $2 ORDER BY id DESC LIMIT 5";
    for (auto& each : tx.list<Shipment>({"shipping.by_awb", sql}, {shop, awb_number}))
        if (each.courier == courier) return std::move(each);
    return std::nullopt;
}

std::optional<std::string> kept_label(db::Transaction& tx, ShopId shop, ShipmentId id,
                                      LabelFormat format) {
    return tx.text(sql_of(format).kept, {shop, id});
}

void keep_label(db::Transaction& tx, ShopId shop, ShipmentId id, LabelFormat format,
                const std::string& pdf) {
    tx.change(sql_of(format).keep, {shop, id, db::Bytes{pdf}});
}

std::vector<Shipment> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND order_id = $2 AND return_id IS NULL ORDER BY id";
    return tx.list<Shipment>({"shipping.of_order", sql}, {shop, id});
}

std::vector<Shipment> all_of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Shipment>({"shipping.all_of_order", sql}, {shop, id});
}

std::vector<Shipment> collections_of(db::Transaction& tx, ShopId shop, RmaId id) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND return_id = $2 ORDER BY id";
    return tx.list<Shipment>({"shipping.collections_of", sql}, {shop, id});
}

bool is_live(const Shipment& shipment) {
    return shipment.state != ShipmentState::failed && shipment.state != ShipmentState::cancelled;
}

std::optional<Shipment> find(db::Transaction& tx, ShopId shop, ShipmentId id) {
    return shipment_table().find(tx, shop, id.value);
}

std::vector<Shipment> to_track(db::Transaction& tx, ShopId shop, Instant before,
                               std::int64_t limit) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND state = 'registered' AND tracked_at < $2 AND stage "
        "NOT IN ('delivered', 'returned', 'lost', 'cancelled') ORDER BY tracked_at LIMIT $3";
    return tx.list<Shipment>({"shipping.to_track", sql}, {shop, before, limit});
}

std::vector<ParcelUnderWay> under_way(db::Transaction& tx, ShopId shop, std::int64_t limit) {
    return tx.list<ParcelUnderWay>(under_way_sql, {shop, limit});
}

std::vector<std::vector<Instant>> scans_since(db::Transaction& tx, ShopId shop, Instant from,
                                              std::int64_t limit) {
    std::vector<std::vector<Instant>> all;
    std::int64_t last = 0;
    for (const auto& scan : tx.list<Scan>(scans_sql, {shop, from, limit})) {
        if (scan.id != last) all.push_back({scan.registered_at});
        last = scan.id;
        if (scan.at) all.back().push_back(*scan.at);
    }
    return all;
}

std::vector<Shipment> stuck(db::Transaction& tx, ShopId shop) {
    static const std::string sql = "SELECT " + shipment_table().columns() +
                                   " FROM shipments WHERE shop_id = $1 AND state IN ('failed', "
                                   "'unclear') ORDER BY id DESC LIMIT 200";
    auto all = tx.list<Shipment>({"shipping.stuck", sql}, {shop});
    // One that was sent anew is no longer anybody's worry.
    std::erase_if(all, [&](const Shipment& shipment) {
        if (shipment.state != ShipmentState::failed) return false;
        if (shipment.return_id) return is_being_collected(tx, shop, *shipment.return_id);
        return left_to_send(tx, shop, shipment.order_id).empty();
    });
    return all;
}

std::vector<Shipment> registered_on(db::Transaction& tx, const shop::Scope& scope,
                                    const std::string& courier, Date day) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND registered_at >= $2 AND registered_at < $3 AND "
        "state = 'registered' AND courier = $4 AND return_id IS NULL ORDER BY registered_at, id";
    const auto zone = scope.shop->time_zone();
    return tx.list<Shipment>(
        {"shipping.registered_on", sql},
        {scope.id(), zone.start_of(day), zone.start_of(day + std::chrono::days(1)), courier});
}

std::optional<Date> delivered_on(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    std::optional<Instant> last;
    for (const auto& shipment : of_order(tx, scope.id(), id)) {
        if (shipment.state != ShipmentState::registered) continue;
        if (shipment.stage != ShipmentStage::delivered) return std::nullopt;
        for (const auto& event : tracking_of(tx, scope.id(), shipment.id))
            if (event.stage == ShipmentStage::delivered && (!last || *last < event.at))
                last = event.at;
    }
    return last ? std::optional(scope.shop->time_zone().day_of(*last)) : std::nullopt;
}

std::vector<TrackingEvent> tracking_of(db::Transaction& tx, ShopId shop, ShipmentId id) {
    return tx.list<TrackingEvent>(tracking_sql, {shop, id});
}

void insert_tracking(db::Transaction& tx, ShopId shop, ShipmentId id, const TrackingEvent& event) {
    tx.change(insert_tracking_sql, {shop, id, event.seq, event.code, event.text, event.place,
                                    event.at, name_of(event.stage)});
}

} // namespace taraba::shipping
