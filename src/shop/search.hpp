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

    /// Rows that have, for each word, a term beginning with it, newest first below `before`.
    struct Matches {
        std::vector<std::int64_t> ids;
        std::optional<std::int64_t> looked_down_to; ///< set when older rows were not looked at
    };
    /// Led by the rarest word; at most `looked_at` of its rows are looked at, so the work depends
    /// on that and not on how many rows there are.
    Matches matching(db::Transaction& tx, ShopId shop, std::span<const std::string> words,
                     std::int64_t before, std::int64_t looked_at) const;

private:
    /// The distinct terms that begin with `prefix`, at most 50: a longer word finds the rest.
    std::vector<std::string> terms_of(db::Transaction& tx, ShopId shop,
                                      const std::string& prefix) const;
    /// At most `limit` ids below `before`, newest first, of rows that have one of the terms.
    std::vector<std::int64_t> newest(db::Transaction& tx, ShopId shop,
                                     std::span<const std::string> terms, std::int64_t before,
                                     std::int64_t limit) const;
    bool has_one(db::Transaction& tx, ShopId shop, std::span<const std::string> terms,
                 std::int64_t id) const;

    std::string name_, key_, insert_, delete_, next_term_, ids_;
};

} // namespace taraba::shop
