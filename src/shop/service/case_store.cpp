#include "shop/service/case_store.hpp"

namespace taraba::service {

namespace {

constexpr db::Sql insert_news_sql{"service.insert_news", R"sql(
    INSERT INTO service_news (shop_id, id, case_id, step, words, actor, internal)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};
constexpr db::Sql news_sql{"service.news", R"sql(
    SELECT id, case_id, step, words, actor, internal FROM service_news
     WHERE shop_id = $1 AND case_id = $2 ORDER BY id
)sql"};

std::string select(const char* rest) {
    return "SELECT " + case_table().columns() + " FROM service_cases WHERE shop_id = $1 AND " +
           rest;
}

} // namespace

const db::Table<Case>& case_table() {
    static const db::Table<Case> table("service_cases");
    return table;
}

std::int64_t next_number(db::Transaction& tx, ShopId shop) {
    return shop::take_numbers(tx, shop, "service", 1);
}

void store(db::Transaction& tx, const shop::Scope& scope, Case& piece) {
    ++piece.version;
    piece.updated_at = scope.now;
    if (!case_table().update(tx, scope.id(), piece))
        throw WriteConflict("case " + to_text(piece.id) + " was changed meanwhile");
}

void insert_news(db::Transaction& tx, const shop::Scope& scope, const Case& piece,
                 const std::string& words, bool internal) {
    tx.change(insert_news_sql, {scope.id(), scope.installation.ids.next(scope.now), piece.id,
                                piece.step, words, scope.principal.name, internal});
}

std::optional<Case> find(db::Transaction& tx, ShopId shop, CaseId id) {
    return case_table().find(tx, shop, id.value);
}

std::vector<News> news_of(db::Transaction& tx, ShopId shop, CaseId id) {
    return tx.list<News>(news_sql, {shop, id});
}

std::vector<Case> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql = select("order_id = $2 ORDER BY id");
    return tx.list<Case>({"service.of_order", sql}, {shop, id});
}

std::vector<Case> open_cases(db::Transaction& tx, ShopId shop, Date due_until, std::int64_t limit) {
    static const std::string sql =
        select("closed_on IS NULL AND due_on <= $2 ORDER BY due_on, id LIMIT $3");
    return tx.list<Case>({"service.open", sql}, {shop, to_text(due_until), limit});
}

std::vector<Case> silent_cases(db::Transaction& tx, ShopId shop, Date day) {
    static const std::string sql =
        select("closed_on IS NULL AND news_on <= $2 ORDER BY id LIMIT 1000");
    return tx.list<Case>({"service.silent", sql}, {shop, to_text(day)});
}

std::vector<Case> list(db::Transaction& tx, const shop::Scope& scope, CaseFilter filter,
                       std::int64_t before, std::int64_t limit) {
    if (filter == CaseFilter::all) return case_table().page(tx, scope.id(), before, limit);
    const Date until =
        filter == CaseFilter::late ? scope.today() + std::chrono::days(-1) : date(9999, 12, 31);
    return open_cases(tx, scope.id(), until, limit);
}

} // namespace taraba::service
