#pragma once

#include "base/json.hpp"

#include <optional>
#include <string>
#include <vector>

// Lists are read a page at a time, each page from where the one before it ended (keyset), so that
// the last page of a million rows costs no more than the first.

namespace taraba::shop {

/// What every list takes.
struct ListQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ListQuery, (), (cursor, limit, q))

/// A page of a list; `next_cursor` is missing on the last one.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next_cursor;
    BOOST_DESCRIBE_CLASS(Page, (), (items, next_cursor), (), ())
};

/// Cuts a list that was read with one row more than the limit, and says where to go on.
template <class T, class Key>
Page<T> page_of(std::vector<T> rows, std::size_t limit, const Key& key) {
    Page<T> page;
    if (rows.size() > limit) {
        rows.resize(limit);
        page.next_cursor = std::to_string(key(rows.back()));
    }
    page.items = std::move(rows);
    return page;
}

/// The id to continue below; refuses what is no cursor of ours.
Result<std::int64_t> cursor_id(const std::optional<std::string>& cursor);
/// 1 to 200, 50 when not given.
Result<std::int64_t> list_limit(const std::optional<std::int64_t>& limit);

} // namespace taraba::shop
