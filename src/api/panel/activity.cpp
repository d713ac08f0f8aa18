#include "shop/audit/activity.hpp"
#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "shop/orders/order.hpp"
#include "texts/api.hpp"

namespace taraba::api::panel {

using audit::Deed;
using audit::DeedMark;

namespace {

struct ActivityQuery {
    std::optional<std::string> person; ///< by name; missing: everybody
    std::optional<Date> from;          ///< first day, in the shop's zone; missing: 30 days back
    std::optional<Date> to;            ///< last day; missing: today
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ActivityQuery, (), (person, from, to, cursor, limit))

struct DeedRow : Deed {
    std::optional<std::int64_t> order_number; ///< when it was done to an order
};
BOOST_DESCRIBE_STRUCT(DeedRow, (Deed), (order_number))

struct DeedPage {
    std::vector<DeedRow> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DeedPage, (), (items, next_cursor))

/// `<ms>.<seq>.<subject>`
std::string cursor_of(const Deed& deed) {
    return std::to_string(unix_ms(deed.at)) + "." + std::to_string(deed.seq) + "." + deed.subject;
}

Result<std::optional<DeedMark>> mark_of(const std::optional<std::string>& cursor) {
    if (!cursor) return std::optional<DeedMark>{};
    const auto first = cursor->find('.'), second = cursor->find('.', first + 1);
    if (first != cursor->npos && second != cursor->npos) {
        const auto ms = parse_id(cursor->substr(0, first));
        const auto seq = parse_id(cursor->substr(first + 1, second - first - 1));
        if (ms && seq)
            return std::optional(DeedMark{Instant(Millis(*ms)), cursor->substr(second + 1), *seq});
    }
    return invalid_field("cursor", "This is not a cursor of this list.");
}

std::optional<OrderId> order_of(const Deed& deed) {
    if (!deed.subject.starts_with("order:")) return std::nullopt;
    const auto id = parse_id(deed.subject.substr(6));
    return id ? std::optional(OrderId{*id}) : std::nullopt;
}

std::vector<DeedRow> rows_of(db::Transaction& tx, const Scope& scope, std::vector<Deed> deeds) {
    std::vector<std::int64_t> ids;
    for (const auto& deed : deeds)
        if (const auto id = order_of(deed)) ids.push_back(id->value);
    std::map<OrderId, std::int64_t> numbers;
    if (!ids.empty())
        for (const auto& order : orders::find_several(tx, scope.id(), ids))
            numbers[order.id] = order.number;
    std::vector<DeedRow> rows;
    for (auto& deed : deeds) {
        const auto id = order_of(deed);
        DeedRow row{std::move(deed), {}};
        if (id && numbers.contains(*id)) row.order_number = numbers[*id];
        rows.push_back(std::move(row));
    }
    return rows;
}

/// One page of what the query asks for, one row more than `limit` when there is more.
Result<std::vector<DeedRow>> look(const Scope& scope, const ActivityQuery& query,
                                  std::int64_t limit) {
    const auto zone = scope.shop->time_zone();
    const Date last = query.to.value_or(scope.today());
    const Date first = query.from.value_or(last + std::chrono::days(-30));
    if (first > last) return invalid_field("from", "The first day is not after the last one.");
    TRY(mark, mark_of(query.cursor));
    return scope.read([&](db::Transaction& tx) -> Result<std::vector<DeedRow>> {
        return rows_of(
            tx, scope,
            audit::activity(tx, scope.id(), query.person.value_or(""), zone.start_of(first),
                            zone.start_of(last + std::chrono::days(1)), mark, limit + 1));
    });
}

Result<DeedPage> page(const Scope& scope, const ActivityQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(rows, look(scope, query, limit));
    DeedPage page;
    if (std::ssize(rows) > limit) {
        rows.pop_back();
        page.next_cursor = cursor_of(rows.back());
    }
    page.items = std::move(rows);
    return page;
}

std::string line_of(const Scope& scope, const DeedRow& row) {
    std::string changes;
    for (const auto& change : row.changes)
        changes += (changes.empty() ? "" : "; ") + change.field + ": " +
                   shortened(change.from.text, 200) + " → " + shortened(change.to.text, 200);
    return csv_line({scope.shop->time_zone().local_text(row.at), row.actor, row.address, row.kind,
                     row.order_number ? std::to_string(*row.order_number) : row.subject, changes,
                     row.reason});
}

/// Made while it is sent: memory holds one page, however long the list is.
std::string headings(const std::string& language) {
    namespace words = texts::api::activity;
    std::vector<std::string> titles;
    for (const auto title : {words::at, words::who, words::from, words::what, words::order,
                             words::changes, words::reason})
        titles.emplace_back(title(language));
    return csv_line(titles);
}

Result<File> csv(const Scope& scope, ActivityQuery query) {
    constexpr std::int64_t rows_of_piece = 500;
    query.cursor = {};
    MUST(look(scope, query, 1));
    File file{"text/csv; charset=utf-8", "activity.csv", {}, {}};
    auto begun = false, done = false;
    file.pieces = [scope, query, begun, done]() mutable -> std::string {
        if (done) return "";
        std::string text;
        if (!std::exchange(begun, true)) text = "\xef\xbb\xbf" + headings(scope.language);
        const auto rows = look(scope, query, rows_of_piece);
        if (!rows) throw std::runtime_error(rows.error().detail.text());
        done = std::ssize(*rows) <= rows_of_piece;
        for (std::size_t i = 0; i < rows->size() && i < rows_of_piece; ++i) {
            text += line_of(scope, (*rows)[i]);
            query.cursor = cursor_of((*rows)[i]);
        }
        return text;
    };
    return file;
}

} // namespace

void add_activity(Api& api) {
    api.get<ActivityQuery, DeedPage>(
        "/api/v1/activity", {"What people of the shop did, newest first", "staff", "staff.edit"},
        [](const Scope& scope, const In<Nothing, ActivityQuery>& in) {
            return page(scope, in.query);
        });
    api.file<ActivityQuery>("/api/v1/activity.csv", "text/csv",
                            {"The same as CSV", "staff", "staff.edit"},
                            [](const Scope& scope, const In<Nothing, ActivityQuery>& in) {
                                return csv(scope, in.query);
                            });
}

} // namespace taraba::api::panel
