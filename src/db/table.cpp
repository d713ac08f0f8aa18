#include "db/table.hpp"

namespace taraba::db {

TableSql::TableSql(std::string_view table, const Shape& shape) : shape_(shape), name_(table) {
    expects(shape.kind == ShapeKind::record && !shape.fields.empty());
    const std::string key(shape.fields.front().name);
    std::string assignments;
    std::size_t number = 1;
    for (std::size_t i = 0; i < shape.fields.size(); ++i) {
        const std::string name(shape.fields[i].name);
        columns_ += (columns_.empty() ? "" : ", ") + name;
        ++number;
        if (i > 0)
            assignments +=
                (assignments.empty() ? "" : ", ") + name + " = $" + std::to_string(number);
        if (name == "version") version_field_ = i;
    }
    insert_ = "INSERT INTO " + name_ + " (shop_id, " + columns_ + ") VALUES " +
              values_list(1, shape.fields.size() + 1);
    const std::string by_key = " WHERE shop_id = $1 AND " + key + " = $2";
    update_ = "UPDATE " + name_ + " SET " + assignments + by_key;
    if (version_field_ > 0)
        update_ += " AND version = $" + std::to_string(version_field_ + 2) + " - 1";
    remove_ = "DELETE FROM " + name_ + by_key;
    const std::string select = "SELECT " + columns_ + " FROM " + name_;
    select_one_ = select + by_key;
    select_all_ = select + " WHERE shop_id = $1 ORDER BY " + key;
    select_page_ =
        select + " WHERE shop_id = $1 AND " + key + " < $2 ORDER BY " + key + " DESC LIMIT $3";
}

std::vector<Param> TableSql::row_params(ShopId shop, const void* row,
                                        std::vector<std::unique_ptr<std::string>>& keep) const {
    std::vector<Param> params;
    params.reserve(shape_.fields.size() + 1);
    params.emplace_back(shop);
    for (const auto& field : shape_.fields)
        params.push_back(field_param(*field.shape, shape_.field(row, field), keep));
    return params;
}

void TableSql::insert(Transaction& tx, ShopId shop, const void* row) const {
    std::vector<std::unique_ptr<std::string>> keep;
    tx.run({name_, insert_}, row_params(shop, row, keep), {});
}

void TableSql::insert_later(Transaction& tx, ShopId shop, const void* row) const {
    std::vector<std::unique_ptr<std::string>> keep;
    tx.later({name_, insert_}, Params(row_params(shop, row, keep)));
}

bool TableSql::update(Transaction& tx, ShopId shop, const void* row) const {
    std::vector<std::unique_ptr<std::string>> keep;
    return tx.run({name_, update_}, row_params(shop, row, keep), {}) == 1;
}

bool TableSql::remove(Transaction& tx, ShopId shop, std::int64_t id) const {
    return tx.change({name_, remove_}, {shop, id}) == 1;
}

} // namespace taraba::db
