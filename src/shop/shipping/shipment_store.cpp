#include "shop/shipping/shipment_store.hpp"

namespace taraba::shipping {

namespace {

constexpr db::Sql keep_a4_sql{"shipping.keep_a4",
                              "UPDATE shipments SET label_a4 = $3 WHERE shop_id = $1 AND id = $2"};
constexpr db::Sql keep_a6_sql{"shipping.keep_a6",
                              "UPDATE shipments SET label_a6 = $3 WHERE shop_id = $1 AND id = $2"};
constexpr db::Sql kept_a4_sql{"shipping.kept_a4",
                              "SELECT label_a4 FROM shipments WHERE shop_id = $1 AND id = $2"};
constexpr db::Sql kept_a6_sql{"shipping.kept_a6",
                              "SELECT label_a6 FROM shipments WHERE shop_id = $1 AND id = $2"};

constexpr db::Sql insert_tracking_sql{"shipping.insert_tracking", R"sql(
    INSERT INTO tracking_events (shop_id, shipment_id, seq, code, text, place, at, stage)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql"};

constexpr db::Sql tracking_sql{"shipping.tracking", R"sql(
    SELECT seq, code, text, place, at, stage
      FROM tracking_events WHERE shop_id = $1 AND shipment_id = $2 ORDER BY seq
)sql"};

} // namespace

const db::Table<Shipment>& shipment_table() {
    static const db::Table<Shipment> shipments("shipments");
    return shipments;
}

void store(db::Transaction& tx, const shop::Scope& scope, Shipment& shipment) {
    ++shipment.version;
    if (!shipment_table().update(tx, scope.id(), shipment))
        throw db::DuplicateKey("shipment " + to_text(shipment.id) + " was changed meanwhile");
}

std::optional<std::string> kept_label(db::Transaction& tx, ShopId shop, ShipmentId id,
                                      LabelFormat format) {
    return tx.text(format == LabelFormat::a4 ? kept_a4_sql : kept_a6_sql, {shop, id});
}

void keep_label(db::Transaction& tx, ShopId shop, ShipmentId id, LabelFormat format,
                const std::string& pdf) {
    tx.change(format == LabelFormat::a4 ? keep_a4_sql : keep_a6_sql, {shop, id, db::Bytes{pdf}});
}

std::vector<Shipment> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Shipment>({"shipping.of_order", sql}, {shop, id});
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

std::vector<TrackingEvent> tracking_of(db::Transaction& tx, ShopId shop, ShipmentId id) {
    return tx.list<TrackingEvent>(tracking_sql, {shop, id});
}

void insert_tracking(db::Transaction& tx, ShopId shop, ShipmentId id, const TrackingEvent& event) {
    tx.change(insert_tracking_sql, {shop, id, event.seq, event.code, event.text, event.place,
                                    event.at, name_of(event.stage)});
}

Result<std::unique_ptr<Courier>> courier_of(const shop::Scope& scope, const std::string& name) {
    const auto maker = courier_registry().find(name);
    if (maker == courier_registry().end())
        return refuse(RefusalKind::conflict, "no_courier", "There is no courier `" + name + "`.");
    const auto& settings = scope.shop->settings.fan_courier;
    const auto sealed = scope.read(
        [&](db::Transaction& tx) { return shop::find_secret(tx, scope.id(), name + "_password"); });
    const auto password = sealed ? scope.house.vault.unseal(*sealed) : std::nullopt;
    // A demo without an account of its own talks to the played courier.
    const bool played = settings.base_url.empty() && !scope.house.sandbox_url.empty();
    if (played)
        return maker->second({scope.house.sandbox_url + "/fan/", "7000000", "sandbox", "sandbox",
                              settings.service, settings.cod_service, settings.options});
    return maker->second({settings.base_url, settings.client_id, settings.user,
                          password.value_or(""), settings.service, settings.cod_service,
                          settings.options});
}

} // namespace taraba::shipping
