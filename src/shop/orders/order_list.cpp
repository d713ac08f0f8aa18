#include "shop/orders/order_list.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/api.hpp"
#include "shop/customers/customer.hpp"
#include "shop/search.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

using statuses::Axis;

/// The filters, read: what a row must satisfy.
struct Wanted {
    std::vector<StatusId> statuses[3]; ///< by axis; empty: any
    std::int64_t from = 0;             ///< ids, from inclusive …
    std::int64_t before = INT64_MAX;   ///< … to exclusive
    std::optional<CustomerId> customer;
    std::optional<std::string> channel;
    ReferrerMatch match = ReferrerMatch::any;
    std::vector<std::string> words;
    std::optional<bool> held;
    bool nothing = false; ///< a filter that no order can satisfy
};

struct IdRow {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))

/// A statement being put together: text with numbered parameters.
class Query {
public:
    /// Adds a parameter and gives its place: `$3`.
    std::string param(db::Param value) {
        params_.push_back(value);
        return "$" + std::to_string(params_.size());
    }
    const std::vector<db::Param>& params() const { return params_; }

private:
    std::vector<db::Param> params_;
};

constexpr Axis axes[]{Axis::order, Axis::payment, Axis::delivery};

std::string column_of(Axis axis) { return std::string(name_of(axis)) + "_status_id"; }

Result<std::vector<StatusId>> status_ids(const shop::Scope& scope, Axis axis,
                                         const std::vector<std::string>& names) {
    std::vector<StatusId> ids;
    const auto catalogue = statuses::of(scope);
    for (const auto& list : names)
        for (const auto& name : split_at(list, ',')) {
            const auto size = ids.size();
            if (const auto* status = catalogue->find(name); status && status->axis == axis)
                ids.push_back(status->id);
            else
                for (const auto& each : catalogue->all())
                    if (each.axis == axis && name_of(each.stage) == name) ids.push_back(each.id);
            if (ids.size() == size)
                return invalid_field(std::string(name_of(axis)) + "_status",
                                     "There is no status or stage `" + name + "` on this axis.");
        }
    return ids;
}

/// The start of a day of the shop, or of the day after it, or a point in time as it stands.
Result<Instant> boundary(const shop::Scope& scope, const std::string& text, bool end,
                         const char* field) {
    if (const auto at = instant_from(text)) return *at;
    const auto day = date_from(text);
    if (!day) return invalid_field(field, "This is neither a day nor a time.");
    return scope.shop->time_zone().start_of(end ? *day + std::chrono::days(1) : *day);
}

Result<Wanted> read(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter) {
    Wanted wanted;
    const std::vector<std::string>* names[]{&filter.order_status, &filter.payment_status,
                                            &filter.delivery_status};
    for (std::size_t i = 0; i < 3; ++i) {
        TRY(ids, status_ids(scope, axes[i], *names[i]));
        wanted.statuses[i] = ids;
    }
    if (filter.placed_from) {
        TRY(at, boundary(scope, *filter.placed_from, false, "placed_from"));
        wanted.from = first_id_at(at);
    }
    if (filter.placed_to) {
        TRY(at, boundary(scope, *filter.placed_to, true, "placed_to"));
        wanted.before = first_id_at(at);
    }
    TRY(cursor, shop::cursor_id(filter.cursor));
    wanted.before = std::min(wanted.before, cursor);
    if (filter.customer) {
        const auto id = parse_id(*filter.customer);
        const auto known = id ? std::optional(CustomerId{*id}) : std::nullopt;
        const auto by_email =
            known ? std::nullopt : customers::find_by_email(tx, scope.id(), *filter.customer);
        wanted.nothing = !known && !by_email;
        if (!wanted.nothing) wanted.customer = known ? *known : by_email->id;
    }
    if (filter.referrer) wanted.channel = folded(*filter.referrer);
    wanted.match = filter.referrer_match.value_or(ReferrerMatch::any);
    if (filter.q) {
        wanted.words = filter.q->find('@') != std::string::npos
                           ? std::vector{std::string(trimmed(folded(*filter.q)))}
                           : search_terms(*filter.q);
        // The longest word first: it is the rarest as a rule.
        std::ranges::stable_sort(wanted.words, std::greater{}, &std::string::size);
        if (wanted.words.empty() && !trimmed(*filter.q).empty()) wanted.nothing = true;
    }
    wanted.held = filter.held;
    return wanted;
}

const shop::TermTable& term_table() {
    static const shop::TermTable terms("order_terms", "order_id");
    return terms;
}

std::string range_of(Query& query, const Wanted& wanted, const char* column) {
    return std::string(" AND ") + column + " < " + query.param(wanted.before) + " AND " + column +
           " >= " + query.param(wanted.from);
}

std::string match_condition(ReferrerMatch match) {
    switch (match) {
    case ReferrerMatch::first: return " AND is_first = 1";
    case ReferrerMatch::last: return " AND is_last = 1";
    case ReferrerMatch::only: return " AND is_only = 1";
    case ReferrerMatch::any: break;
    }
    return "";
}

/// The conditions on the other axes; every status index holds all three columns.
std::string status_conditions(Query& query, const Wanted& wanted, std::optional<Axis> driver) {
    std::string text;
    for (std::size_t i = 0; i < 3; ++i) {
        if (wanted.statuses[i].empty() || axes[i] == driver) continue;
        text += " AND " + column_of(axes[i]) + " IN (";
        for (std::size_t j = 0; j < wanted.statuses[i].size(); ++j)
            text += (j > 0 ? ", " : "") + query.param(wanted.statuses[i][j]);
        text += ")";
    }
    return text;
}

/// How many entries of an index one page may look at.
constexpr std::int64_t scan_max = 4'000;
/// The same where each entry costs a look at the order itself.
constexpr std::int64_t join_max = 1'000;

/// The axis whose statuses have the fewest orders in the period, by counts that stop early.
std::optional<Axis> rarest_axis(db::Transaction& tx, ShopId shop, const Wanted& wanted) {
    std::optional<Axis> best;
    std::int64_t least = INT64_MAX;
    int given = 0;
    for (const auto& ids : wanted.statuses)
        given += ids.empty() ? 0 : 1;
    for (std::size_t i = 0; i < 3; ++i) {
        if (wanted.statuses[i].empty()) continue;
        if (given == 1) return axes[i];
        std::int64_t count = 0;
        for (const auto id : wanted.statuses[i]) {
            Query query;
            std::string sql =
                "SELECT count(*) FROM (SELECT 1 FROM orders WHERE shop_id = " + query.param(shop) +
                " AND " + column_of(axes[i]) + " = " + query.param(id) +
                range_of(query, wanted, "id") + " LIMIT " + query.param(std::int64_t{1'000}) +
                ") AS few";
            tx.run({"orders.count_status", sql}, query.params(),
                   [&](const db::Row& row) { count += row.integer(0); });
        }
        if (count < least) {
            least = count;
            best = axes[i];
        }
    }
    return best;
}

/// Ids in order from the best index, at most `scan` of them: SQL of a sub-select.
std::string driver_sql(Query& query, ShopId shop, const Wanted& wanted, std::optional<Axis> axis,
                       std::int64_t scan) {
    const std::string tail = " ORDER BY id DESC LIMIT " + std::to_string(scan);
    if (wanted.customer)
        return "SELECT id FROM orders WHERE shop_id = " + query.param(shop) +
               " AND customer_id = " + query.param(*wanted.customer) +
               range_of(query, wanted, "id") + tail;
    if (wanted.channel)
        return "SELECT order_id AS id FROM order_channels WHERE shop_id = " + query.param(shop) +
               " AND channel = " + query.param(*wanted.channel) + match_condition(wanted.match) +
               range_of(query, wanted, "order_id") + " ORDER BY order_id DESC LIMIT " +
               std::to_string(scan);
    if (!axis)
        return "SELECT id FROM orders WHERE shop_id = " + query.param(shop) +
               range_of(query, wanted, "id") + tail;
    const auto& ids = wanted.statuses[static_cast<std::size_t>(*axis)];
    std::string text;
    for (const auto id : ids)
        text += (text.empty() ? "SELECT * FROM (" : " UNION ALL SELECT * FROM (") +
                ("SELECT id, order_status_id, payment_status_id, delivery_status_id FROM orders "
                 "WHERE shop_id = " +
                 query.param(shop)) +
                " AND " + column_of(*axis) + " = " + query.param(id) +
                range_of(query, wanted, "id") + tail + ") AS one";
    if (ids.size() == 1) return text;
    return "SELECT * FROM (" + text + ") AS several" + tail;
}

struct Ids {
    std::vector<std::int64_t> ids;
    std::optional<std::int64_t> cursor;
};

std::vector<std::int64_t> run_ids(db::Transaction& tx, const std::string& sql, const Query& query) {
    std::vector<std::int64_t> ids;
    tx.run({"orders.search", sql}, query.params(),
           [&](const db::Row& row) { ids.push_back(row.integer(0)); });
    return ids;
}

/// Driven by an index of orders or channels.
Ids by_index(db::Transaction& tx, ShopId shop, const Wanted& wanted, std::int64_t limit) {
    const bool plain = !wanted.customer && !wanted.channel;
    const auto axis = plain ? rarest_axis(tx, shop, wanted) : std::nullopt;
    int axes_given = 0;
    for (const auto& ids : wanted.statuses)
        axes_given += ids.empty() ? 0 : 1;
    const bool join = !plain ? axes_given > 0 || wanted.held.has_value() : wanted.held.has_value();
    const bool filtered = join || axes_given > 1;
    const std::int64_t scan = !filtered ? limit + 1 : join ? join_max : scan_max;

    Query query;
    std::string sql = driver_sql(query, shop, wanted, axis, scan);
    if (join) {
        sql = "SELECT o.id FROM (" + sql +
              ") AS d JOIN orders o ON o.shop_id = " + query.param(shop) +
              " AND o.id = d.id WHERE 1 = 1";
        std::string conditions = status_conditions(query, wanted, std::nullopt);
        for (std::size_t at = 0; (at = conditions.find(" AND ", at)) != std::string::npos; at += 7)
            conditions.insert(at + 5, "o.");
        sql += conditions;
        if (wanted.held) sql += " AND o.held = " + query.param(*wanted.held);
        sql += " ORDER BY o.id DESC LIMIT " + query.param(limit + 1);
    } else if (filtered) {
        sql = "SELECT id FROM (" + sql + ") AS d WHERE 1 = 1" +
              status_conditions(query, wanted, axis) + " ORDER BY id DESC LIMIT " +
              query.param(limit + 1);
    }
    Ids result{run_ids(tx, sql, query), {}};
    if (result.ids.size() > static_cast<std::size_t>(limit)) {
        result.ids.resize(static_cast<std::size_t>(limit));
        result.cursor = result.ids.back();
    } else if (filtered) {
        // Perhaps the scan stopped before the end: then the page goes on below its last entry.
        Query again;
        const std::string scanned = "SELECT min(id), count(*) FROM (" +
                                    driver_sql(again, shop, wanted, axis, scan) + ") AS d";
        tx.run({"orders.search_end", scanned}, again.params(), [&](const db::Row& row) {
            if (row.integer(1) == scan) result.cursor = row.integer(0);
        });
    }
    return result;
}

bool row_matches(const Order& order, const Wanted& wanted) {
    const StatusId of_order[]{order.order_status_id, order.payment_status_id,
                              order.delivery_status_id};
    for (std::size_t i = 0; i < 3; ++i)
        if (!wanted.statuses[i].empty() &&
            std::ranges::find(wanted.statuses[i], of_order[i]) == wanted.statuses[i].end())
            return false;
    if (wanted.customer && order.customer_id != *wanted.customer) return false;
    return !wanted.held || order.held == *wanted.held;
}

bool channel_matches(db::Transaction& tx, ShopId shop, const Wanted& wanted, OrderId id) {
    if (!wanted.channel) return true;
    const std::string sql = "SELECT 1 FROM order_channels WHERE shop_id = $1 AND channel = $2 AND "
                            "order_id = $3" +
                            match_condition(wanted.match);
    return tx.number({"orders.has_channel", sql}, {shop, *wanted.channel, id}).has_value();
}

/// Driven by the words of a free text; what else is asked is looked up in each order they lead to.
Found by_words(db::Transaction& tx, ShopId shop, const Wanted& wanted, std::int64_t limit) {
    constexpr std::int64_t looked_at = 200;
    const auto matches = term_table().matching(tx, shop, wanted.words, wanted.before, looked_at);
    Found found;
    for (const auto id : matches.ids) {
        if (id < wanted.from) return found;
        auto order = find(tx, shop, OrderId{id});
        if (!order || !row_matches(*order, wanted) || !channel_matches(tx, shop, wanted, order->id))
            continue;
        if (found.orders.size() == static_cast<std::size_t>(limit)) {
            found.cursor = found.orders.back().id.value;
            return found;
        }
        found.orders.push_back(std::move(*order));
    }
    found.cursor = matches.looked_down_to;
    return found;
}

} // namespace

Result<Found> search(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter) {
    TRY(limit, shop::list_limit(filter.limit));
    TRY(wanted, read(tx, scope, filter));
    if (wanted.nothing || wanted.from >= wanted.before) return Found{};
    if (!wanted.words.empty()) return by_words(tx, scope.id(), wanted, limit);

    const auto page = by_index(tx, scope.id(), wanted, limit);
    Found found{{}, page.cursor};
    for (const auto id : page.ids)
        if (auto order = find(tx, scope.id(), OrderId{id}))
            found.orders.push_back(std::move(*order));
    return found;
}

Result<std::int64_t> count(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter,
                           std::int64_t most) {
    TRY(wanted, read(tx, scope, filter));
    if (wanted.nothing) return 0;
    return static_cast<std::int64_t>(by_index(tx, scope.id(), wanted, most).ids.size());
}

} // namespace taraba::orders
