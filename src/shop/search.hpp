#pragma once

#include "base/text.hpp"
#include "db/db.hpp"

namespace taraba::shop {

/// One of the tables of folded terms: `products` has product_terms (shop_id, term, product_id).
class TermTable {
public:
    TermTable(std::string_view table, std::string_view key);

    void put(db::Transaction& tx, ShopId shop, std::int64_t id,
             std::span<const std::string> terms) const;
    void clear(db::Transaction& tx, ShopId shop, std::int64_t id,
               std::span<const std::string> terms) const;
    bool has(db::Transaction& tx, ShopId shop, const std::string& term, std::int64_t id) const;

    /// At most `limit` ids below `before`, newest first, of rows that have a term beginning with
    /// `prefix`. Walks the distinct terms of the prefix (at most 50) and merges their lists, so
    /// the work depends on the limit, not on how many rows match.
    std::vector<std::int64_t> newest(db::Transaction& tx, ShopId shop, const std::string& prefix,
                                     std::int64_t before, std::int64_t limit) const;
    /// Whether the row has a term that begins with `prefix`.
    bool matches(db::Transaction& tx, ShopId shop, const std::string& prefix,
                 std::int64_t id) const;

private:
    std::vector<std::string> terms_of(db::Transaction& tx, ShopId shop,
                                      const std::string& prefix) const;

    std::string name_, insert_, delete_, next_term_, ids_, has_;
};

} // namespace taraba::shop
