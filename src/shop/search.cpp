#include "shop/search.hpp"

#include <algorithm>

namespace taraba::shop {

namespace {

/// Prefixes with more terms than this are cut: a longer word finds the rest.
constexpr std::size_t terms_max = 50;

struct IdRow {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))

} // namespace

TermTable::TermTable(std::string_view table, std::string_view key) : name_(table), key_(key) {
    const std::string& column = key_;
    insert_ = "INSERT INTO " + name_ + " (shop_id, term, " + column + ") VALUES ";
    delete_ = "DELETE FROM " + name_ + " WHERE shop_id = $1 AND term = $2 AND " + column + " = $3";
    next_term_ = "SELECT term FROM " + name_ +
                 " WHERE shop_id = $1 AND term > $2 AND term < $3 ORDER BY term LIMIT 1";
    ids_ = "SELECT " + column + " AS id FROM " + name_ + " WHERE shop_id = $1 AND term = $2 AND " +
           column + " < $3 ORDER BY " + column + " DESC LIMIT $4";
}

void TermTable::put(db::Transaction& tx, ShopId shop, std::int64_t id,
                    std::span<const std::string> terms) const {
    if (terms.empty()) return;
    std::vector<db::Param> params;
    for (const auto& term : terms) {
        params.emplace_back(shop);
        params.emplace_back(term);
        params.emplace_back(id);
    }
    const std::string sql = insert_ + db::values_list(terms.size(), 3) + " ON CONFLICT DO NOTHING";
    tx.later({name_, sql}, params);
}

void TermTable::clear(db::Transaction& tx, ShopId shop, std::int64_t id,
                      std::span<const std::string> terms) const {
    for (const auto& term : terms)
        tx.change({name_, delete_}, {shop, term, id});
}

std::vector<std::string> TermTable::terms_of(db::Transaction& tx, ShopId shop,
                                             const std::string& prefix) const {
    std::vector<std::string> terms;
    const std::string end = prefix + "\xf4\x8f\xbf\xbf"; // above every character
    std::string after = prefix;
    if (tx.number({name_, "SELECT 1 FROM " + name_ + " WHERE shop_id = $1 AND term = $2 LIMIT 1"},
                  {shop, prefix}))
        terms.push_back(prefix);
    while (terms.size() < terms_max) {
        const auto next = tx.text({name_, next_term_}, {shop, after, end});
        if (!next) break;
        terms.push_back(*next);
        after = *next;
    }
    return terms;
}

std::vector<std::int64_t> TermTable::newest(db::Transaction& tx, ShopId shop,
                                            std::span<const std::string> terms, std::int64_t before,
                                            std::int64_t limit) const {
    std::vector<std::int64_t> ids;
    for (const auto& term : terms)
        for (const auto& row : tx.list<IdRow>({name_, ids_}, {shop, term, before, limit}))
            ids.push_back(row.id);
    std::sort(ids.rbegin(), ids.rend());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() > static_cast<std::size_t>(limit)) ids.resize(static_cast<std::size_t>(limit));
    return ids;
}

bool TermTable::has_one(db::Transaction& tx, ShopId shop, std::span<const std::string> terms,
                        std::int64_t id) const {
    if (terms.empty()) return false;
    std::vector<db::Param> params{shop, id};
    params.insert(params.end(), terms.begin(), terms.end());
    const std::string sql = "SELECT 1 FROM " + name_ + " WHERE shop_id = $1 AND " + key_ +
                            " = $2 AND term IN " + db::values_list(1, terms.size(), 3) + " LIMIT 1";
    bool found = false;
    tx.run({name_, sql}, params, [&](const db::Row&) { found = true; });
    return found;
}

TermTable::Matches TermTable::matching(db::Transaction& tx, ShopId shop,
                                       std::span<const std::string> words, std::int64_t before,
                                       std::int64_t looked_at) const {
    std::vector<std::vector<std::string>> terms;
    std::vector<std::int64_t> ids;
    std::size_t rarest = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        terms.push_back(terms_of(tx, shop, words[i]));
        auto of_word = newest(tx, shop, terms.back(), before, looked_at);
        if (i > 0 && of_word.size() >= ids.size()) continue;
        ids = std::move(of_word);
        rarest = i;
    }
    Matches matches;
    if (ids.size() == static_cast<std::size_t>(looked_at)) matches.looked_down_to = ids.back();
    std::erase_if(ids, [&](std::int64_t id) {
        for (std::size_t i = 0; i < terms.size(); ++i)
            if (i != rarest && !has_one(tx, shop, terms[i], id)) return true;
        return false;
    });
    matches.ids = std::move(ids);
    return matches;
}

} // namespace taraba::shop
