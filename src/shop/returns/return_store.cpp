#include "shop/returns/return_store.hpp"

#include <algorithm>

namespace taraba::returns {

namespace {

constexpr db::Sql lines_sql{"returns.lines", R"sql(
    SELECT line_no, quantity, received, restocked, condition FROM return_lines
     WHERE shop_id = $1 AND return_id = $2 ORDER BY line_no
)sql"};
constexpr db::Sql insert_line_sql{"returns.insert_line", R"sql(
    INSERT INTO return_lines (shop_id, return_id, line_no, quantity, received, restocked, condition)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};
constexpr db::Sql store_line_sql{"returns.store_line", R"sql(
    UPDATE return_lines SET received = $4, restocked = $5, condition = $6
     WHERE shop_id = $1 AND return_id = $2 AND line_no = $3
)sql"};

} // namespace

const db::Table<Return>& return_table() {
    static const db::Table<Return> table("returns");
    return table;
}

std::int64_t next_number(db::Transaction& tx, ShopId shop) {
    return shop::take_numbers(tx, shop, "return", 1);
}

void insert_line(db::Transaction& tx, ShopId shop, RmaId id, const ReturnLine& line) {
    tx.later(insert_line_sql, {shop, id, line.line_no, line.quantity, line.received, line.restocked,
                               line.condition});
}

void store_line(db::Transaction& tx, ShopId shop, RmaId id, const ReturnLine& line) {
    tx.change(store_line_sql,
              {shop, id, line.line_no, line.received, line.restocked, line.condition});
}

void store(db::Transaction& tx, const shop::Scope& scope, Return& rma) {
    ++rma.version;
    rma.updated_at = scope.now;
    if (!return_table().update(tx, scope.id(), rma))
        throw WriteConflict("return " + to_text(rma.id) + " was changed meanwhile");
}

std::optional<Return> find(db::Transaction& tx, ShopId shop, RmaId id) {
    return return_table().find(tx, shop, id.value);
}

Result<Return> in_state(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                        std::initializer_list<ReturnState> states) {
    auto rma = find(tx, scope.id(), id);
    if (!rma) return not_found("There is no such return.");
    if (std::ranges::find(states, rma->state) == states.end())
        return refuse(RefusalKind::conflict, "return_decided",
                      said("The return is {} already.", name_of(rma->state)));
    return std::move(*rma);
}

std::vector<ReturnLine> lines_of(db::Transaction& tx, ShopId shop, RmaId id) {
    return tx.list<ReturnLine>(lines_sql, {shop, id});
}

std::optional<Return> find_by_number(db::Transaction& tx, ShopId shop, std::int64_t number) {
    static const std::string sql =
        "SELECT " + return_table().columns() + " FROM returns WHERE shop_id = $1 AND number = $2";
    return tx.find<Return>({"returns.by_number", sql}, {shop, number});
}

std::vector<Return> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql = "SELECT " + return_table().columns() +
                                   " FROM returns WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Return>({"returns.of_order", sql}, {shop, id});
}

std::vector<Return> list(db::Transaction& tx, ShopId shop, std::optional<ReturnState> state,
                         std::int64_t before, std::int64_t limit) {
    if (!state) return return_table().page(tx, shop, before, limit);
    static const std::string sql =
        "SELECT " + return_table().columns() +
        " FROM returns WHERE shop_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    return tx.list<Return>({"returns.by_state", sql},
                           {shop, std::string(name_of(*state)), before, limit});
}

std::vector<Return> due_until(db::Transaction& tx, ShopId shop, Date day) {
    static const std::string sql =
        "SELECT " + return_table().columns() +
        " FROM returns WHERE shop_id = $1 AND refund_until <= $2 "
        "AND state IN ('requested', 'approved', 'received', 'refunding') ORDER BY refund_until, id";
    return tx.list<Return>({"returns.due", sql}, {shop, to_text(day)});
}

} // namespace taraba::returns
