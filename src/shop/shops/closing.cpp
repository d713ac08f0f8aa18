#include "shop/shops/closing.hpp"

namespace taraba::shop {

namespace {

constexpr db::Sql closed_until_sql{"shops.closed_until", R"sql(
    SELECT ends_on FROM closed_months WHERE shop_id = $1 ORDER BY month DESC LIMIT 1
)sql"};

} // namespace

std::optional<Date> closed_until(db::Transaction& tx, ShopId shop) {
    const auto day = tx.text(closed_until_sql, {shop});
    return day ? date_from(*day) : std::nullopt;
}

Result<void> check_open(db::Transaction& tx, const Scope& scope, Date day,
                        const std::string& field) {
    const auto closed = closed_until(tx, scope.id());
    if (!closed || day > *closed) return {};
    return refuse(RefusalKind::conflict, "month_closed",
                  said("The books are closed until {}.", to_text(*closed)), field);
}

} // namespace taraba::shop
