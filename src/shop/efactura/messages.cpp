#include "shop/efactura/messages.hpp"

#include "base/text.hpp"
#include "db/table.hpp"

namespace taraba::efactura {

namespace {

const db::Table<AnafMessage>& table() {
    static const db::Table<AnafMessage> all("authority_messages");
    return all;
}

constexpr db::Sql put_message_sql{"efactura.put_message", R"sql(
    INSERT INTO authority_messages (shop_id, id, kind, upload_index, sender, details, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (shop_id, id) DO NOTHING
)sql"};

} // namespace

Result<std::vector<AnafMessage>> fetch_messages(const shop::Scope& scope, const Anaf& service) {
    constexpr int usual_days = 2, first_days = 60;
    const bool first = scope.read(
        [&](db::Transaction& tx) { return table().page(tx, scope.id(), INT64_MAX, 1).empty(); });
    TRY(recent, messages(service, digits_of(scope.shop->settings.seller.tax_id),
                         first ? first_days : usual_days));
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : recent)
            tx.change(put_message_sql, {scope.id(), each.id, each.kind, each.upload_index,
                                        each.sender, each.details, each.made_at});
        return true;
    }));
    return recent;
}

std::vector<AnafMessage> kept_messages(db::Transaction& tx, ShopId shop, std::int64_t before,
                                       std::int64_t limit) {
    return table().page(tx, shop, before, limit);
}

} // namespace taraba::efactura
