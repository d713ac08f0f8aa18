#include "shop/page.hpp"

namespace taraba::shop {

Result<std::int64_t> cursor_id(const std::optional<std::string>& cursor) {
    if (!cursor) return INT64_MAX;
    const auto id = parse_id(*cursor);
    if (!id) return invalid_field("cursor", "This is not a cursor that a list has given.");
    return *id;
}

Result<std::int64_t> list_limit(const std::optional<std::int64_t>& limit) {
    if (!limit) return 50;
    if (*limit < 1 || *limit > 200) return invalid_field("limit", "The limit is 1 to 200.");
    return *limit;
}

} // namespace taraba::shop
