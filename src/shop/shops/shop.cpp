#include "shop/shops/shop.hpp"

#include "base/calendar.hpp"
#include "base/crypto.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace taraba::shop {

namespace {

constexpr db::Sql insert_shop_sql{"shops.insert", R"sql(
    INSERT INTO shops (shop_id, slug, host, name, currency, zone, language, settings,
                       config_version, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, 1)
)sql"};

constexpr db::Sql find_shop_sql{"shops.find", R"sql(
    SELECT shop_id, slug, host, name, currency, zone, language, settings, config_version,
           created_at, version
      FROM shops WHERE shop_id = $1
)sql"};

constexpr db::Sql by_slug_sql{"shops.by_slug", "SELECT shop_id FROM shops WHERE slug = $1"};
constexpr db::Sql by_host_sql{"shops.by_host", "SELECT shop_id FROM shops WHERE host = $1"};
constexpr db::Sql config_version_sql{"shops.config_version",
                                     "SELECT config_version FROM shops WHERE shop_id = $1"};
constexpr db::Sql all_sql{"shops.all", "SELECT shop_id FROM shops ORDER BY shop_id"};
constexpr db::Sql bump_sql{
    "shops.bump", "UPDATE shops SET config_version = config_version + 1 WHERE shop_id = $1"};

constexpr db::Sql update_settings_sql{"shops.update_settings", R"sql(
    UPDATE shops SET settings = $3, name = $4, version = version + 1, config_version = config_version + 1
     WHERE shop_id = $1 AND version = $2
)sql"};

constexpr db::Sql put_file_sql{"shops.put_file", R"sql(
    INSERT INTO shop_files (shop_id, hash, type, bytes) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, hash) DO NOTHING
)sql"};
constexpr db::Sql find_file_sql{
    "shops.find_file", "SELECT type, bytes FROM shop_files WHERE shop_id = $1 AND hash = $2"};

constexpr db::Sql put_secret_sql{"shops.put_secret", R"sql(
    INSERT INTO shop_secrets (shop_id, name, sealed) VALUES ($1, $2, $3)
        ON CONFLICT (shop_id, name) DO UPDATE SET sealed = $3
)sql"};
constexpr db::Sql find_secret_sql{
    "shops.find_secret", "SELECT sealed FROM shop_secrets WHERE shop_id = $1 AND name = $2"};

constexpr db::Sql take_numbers_sql{"shops.take_numbers", R"sql(
    INSERT INTO counters (shop_id, name, last) VALUES ($1, $2, $3)
        ON CONFLICT (shop_id, name) DO UPDATE SET last = counters.last + $3
    RETURNING last
)sql"};

struct IdRow {
    ShopId shop_id;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (shop_id))

} // namespace

void insert_shop(db::Transaction& tx, const Shop& shop) {
    tx.change(insert_shop_sql, {shop.shop_id, shop.slug, shop.host, shop.name, shop.currency,
                                shop.zone, shop.language, to_json(shop.settings), shop.created_at});
}

std::optional<Shop> find_shop(db::Transaction& tx, ShopId id) {
    return tx.find<Shop>(find_shop_sql, {id});
}

std::optional<ShopId> find_shop_by_slug(db::Transaction& tx, const std::string& slug) {
    const auto id = tx.number(by_slug_sql, {slug});
    return id ? std::optional(ShopId{*id}) : std::nullopt;
}

std::optional<ShopId> find_shop_by_host(db::Transaction& tx, const std::string& host) {
    const auto id = tx.number(by_host_sql, {host});
    return id ? std::optional(ShopId{*id}) : std::nullopt;
}

std::vector<ShopId> all_shops(db::Transaction& tx) {
    std::vector<ShopId> ids;
    for (const auto& row : tx.list<IdRow>(all_sql, {}))
        ids.push_back(row.shop_id);
    return ids;
}

std::optional<std::int64_t> find_config_version(db::Transaction& tx, ShopId id) {
    return tx.number(config_version_sql, {id});
}

void bump_config(db::Transaction& tx, ShopId id) { tx.change(bump_sql, {id}); }

bool update_settings(db::Transaction& tx, const Shop& read, const std::string& name,
                     const ShopSettings& settings) {
    return tx.change(update_settings_sql, {read.shop_id, read.version, to_json(settings), name}) ==
           1;
}

Date add_working_days(const Shop& shop, Date from, int count) {
    Date day = from;
    while (count > 0) {
        day = taraba::add_working_days(day, 1);
        if (std::ranges::find(shop.settings.closed_days, day) == shop.settings.closed_days.end())
            --count;
    }
    return day;
}

std::string put_file(db::Transaction& tx, ShopId shop, const ShopFile& file) {
    const std::string hash = hex(sha256(file.bytes));
    tx.change(put_file_sql, {shop, hash, file.type, db::Bytes{file.bytes}});
    return hash;
}

std::optional<ShopFile> find_file(db::Transaction& tx, ShopId shop, const std::string& hash) {
    std::optional<ShopFile> found;
    tx.run(find_file_sql, std::initializer_list<db::Param>{shop, hash}, [&](const db::Row& row) {
        found = ShopFile{std::string(row.text(0)), std::string(row.text(1))};
    });
    return found;
}

void put_secret(db::Transaction& tx, ShopId shop, const std::string& name,
                const std::string& sealed) {
    tx.change(put_secret_sql, {shop, name, sealed});
}

std::optional<std::string> find_secret(db::Transaction& tx, ShopId shop, const std::string& name) {
    return tx.text(find_secret_sql, {shop, name});
}

std::int64_t take_numbers(db::Transaction& tx, ShopId shop, const std::string& counter,
                          std::int64_t count) {
    return *tx.number(take_numbers_sql, {shop, counter, count}) - count + 1;
}

} // namespace taraba::shop
