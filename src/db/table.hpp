#pragma once

#include "db/db.hpp"

#include <string>

namespace taraba::db {

/// The plain statements of a shop table whose rows are one described struct: the struct's fields
/// are the columns, beside shop_id. The first field is the key. Whatever is more than one row by
/// its key is written out as SQL in the area's store.
class TableSql {
public:
    TableSql(std::string_view table, const Shape& shape);

    void insert(Transaction& tx, ShopId shop, const void* row) const;
    void insert_later(Transaction& tx, ShopId shop, const void* row) const;
    /// Changes the row that still has the version before `row`'s: the struct's field `version`
    /// already counts the change. False when somebody else was first.
    bool update(Transaction& tx, ShopId shop, const void* row) const;
    bool remove(Transaction& tx, ShopId shop, std::int64_t id) const;

    Sql select_one() const { return {name_, select_one_}; }
    Sql select_all() const { return {name_, select_all_}; }
    Sql select_page() const { return {name_, select_page_}; }
    /// `id, name, …` for statements that a store writes out itself.
    const std::string& columns() const { return columns_; }

private:
    std::vector<Param> row_params(ShopId shop, const void* row,
                                  std::vector<std::unique_ptr<std::string>>& keep) const;

    const Shape& shape_;
    std::string name_, columns_, insert_, update_, remove_, select_one_, select_all_, select_page_;
    std::size_t version_field_ = 0;
};

template <class T>
class Table {
public:
    explicit Table(std::string_view name) : sql_(name, shape_of<T>()) {}

    void insert(Transaction& tx, ShopId shop, const T& row) const { sql_.insert(tx, shop, &row); }
    /// Without waiting; a duplicate key still fails the transaction.
    void insert_later(Transaction& tx, ShopId shop, const T& row) const {
        sql_.insert_later(tx, shop, &row);
    }
    bool update(Transaction& tx, ShopId shop, const T& row) const {
        return sql_.update(tx, shop, &row);
    }
    bool remove(Transaction& tx, ShopId shop, std::int64_t id) const {
        return sql_.remove(tx, shop, id);
    }
    std::optional<T> find(Transaction& tx, ShopId shop, std::int64_t id) const {
        return tx.find<T>(sql_.select_one(), {shop, id});
    }
    std::vector<T> all(Transaction& tx, ShopId shop) const {
        return tx.list<T>(sql_.select_all(), {shop});
    }
    /// At most `limit` rows whose key is below `before`, newest first.
    std::vector<T> page(Transaction& tx, ShopId shop, std::int64_t before,
                        std::int64_t limit) const {
        return tx.list<T>(sql_.select_page(), {shop, before, limit});
    }
    const std::string& columns() const { return sql_.columns(); }

private:
    TableSql sql_;
};

} // namespace taraba::db
