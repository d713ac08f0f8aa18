#include "shop/orders/order_list.hpp"

#include "db/table.hpp"
#include "shop/orders/order_columns.hpp"
#include "shop/orders/order_filter.hpp"
#include "shop/page.hpp"
#include "shop/search.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

using statuses::Axis;

/// A statement being put together: text with numbered parameters.
class Query {
public:
    /// Adds a parameter and gives its place: `$3`.
    std::string param(db::Param value) {
        params_.push_back(value);
        return "$" + std::to_string(params_.size());
    }
    template <class T>
    std::string params(const std::vector<T>& values) {
        std::string text;
        for (const auto& value : values)
            text += (text.empty() ? "" : ", ") + param(value);
        return text;
    }
    const std::vector<db::Param>& params() const { return params_; }

private:
    std::vector<db::Param> params_;
};

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

/// The conditions on the statuses of a row; every status index holds all three columns.
std::string status_conditions(Query& query, const Wanted& wanted, std::optional<Axis> driver,
                              const std::string& alias = "") {
    std::string text;
    for (std::size_t i = 0; i < 3; ++i)
        if (!wanted.statuses[i].empty() && axes[i] != driver)
            text += " AND " + alias + column_of(axes[i]) + " IN (" +
                    query.params(wanted.statuses[i]) + ")";
    return text;
}

/// What leads to the orders: the index that the ids are read from.
enum class Lead { words, customer, product, tag, alert, channel, statuses };

/// The narrowest index that the filter names; a shop has few open alerts and few orders of one
/// customer, many of one channel.
Lead lead_of(const Wanted& wanted) {
    if (!wanted.words.empty()) return Lead::words;
    if (wanted.customer) return Lead::customer;
    if (wanted.alert == true) return Lead::alert;
    if (wanted.tag) return Lead::tag;
    if (wanted.product) return Lead::product;
    if (wanted.channel) return Lead::channel;
    return Lead::statuses;
}

/// What only the order's own row, or rows beside it, can tell: over `orders o`.
std::string row_conditions(Query& query, ShopId shop, const Wanted& wanted, Lead lead) {
    std::string text;
    const auto at_least = [&](const std::optional<Money>& amount, const char* column) {
        if (amount) text += std::string(" AND o.") + column + " >= " + query.param(*amount);
    };
    const auto at_most = [&](const std::optional<Money>& amount, const char* column) {
        if (amount) text += std::string(" AND o.") + column + " <= " + query.param(*amount);
    };
    const auto exists = [&](const std::string& rest, bool there = true) {
        text += std::string(there ? " AND EXISTS" : " AND NOT EXISTS") + " (SELECT 1 FROM " + rest +
                ")";
    };
    if (wanted.customer && lead != Lead::customer)
        text += " AND o.customer_id = " + query.param(*wanted.customer);
    if (!wanted.payment_methods.empty())
        text += " AND o.payment_method_id IN (" + query.params(wanted.payment_methods) + ")";
    if (!wanted.delivery_methods.empty())
        text += " AND o.delivery_method_id IN (" + query.params(wanted.delivery_methods) + ")";
    if (!wanted.counties.empty())
        text += " AND o.county IN (" + query.params(wanted.counties) + ")";
    at_least(wanted.total_from, "total");
    at_most(wanted.total_to, "total");
    at_least(wanted.profit_from, "net_profit");
    at_most(wanted.profit_to, "net_profit");
    if (wanted.handler) text += " AND o.handler = " + query.param(*wanted.handler);
    if (wanted.held) text += " AND o.held = " + query.param(*wanted.held);
    if (wanted.product && lead != Lead::product)
        exists("order_lines l WHERE l.shop_id = " + query.param(shop) +
               " AND l.order_id = o.id AND l.product_id = " + query.param(*wanted.product));
    if (wanted.tag && lead != Lead::tag)
        exists("order_tags t WHERE t.shop_id = " + query.param(shop) +
               " AND t.order_id = o.id AND t.tag = " + query.param(*wanted.tag));
    if (wanted.channel && lead != Lead::channel)
        exists("order_channels c WHERE c.shop_id = " + query.param(shop) +
               " AND c.channel = " + query.param(*wanted.channel) + " AND c.order_id = o.id" +
               match_condition(wanted.match));
    if (wanted.alert && lead != Lead::alert)
        exists("alerts n WHERE n.shop_id = " + query.param(shop) +
                   " AND n.order_id = o.id AND n.resolved_at IS NULL AND n.dismissed_at IS NULL",
               *wanted.alert);
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

/// Ids of a table beside the orders, `id` being its column.
std::string ids_beside(Query& query, ShopId shop, const Wanted& wanted, const std::string& table,
                       const std::string& condition) {
    return "SELECT order_id AS id FROM " + table + " WHERE shop_id = " + query.param(shop) +
           condition + range_of(query, wanted, "order_id") + " ORDER BY order_id DESC";
}

/// Ids of orders by their statuses on one axis, or of all.
std::string ids_by_status(Query& query, ShopId shop, const Wanted& wanted, std::optional<Axis> axis,
                          const std::string& tail) {
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
    return ids.size() == 1 ? text : "SELECT * FROM (" + text + ") AS several" + tail;
}

/// Ids in order from the leading index, at most `scan` of them: SQL of a sub-select.
std::string lead_sql(Query& query, ShopId shop, const Wanted& wanted, Lead lead,
                     std::optional<Axis> axis, std::int64_t scan) {
    const std::string limit = " LIMIT " + std::to_string(scan);
    switch (lead) {
    case Lead::customer:
        return "SELECT id FROM orders WHERE shop_id = " + query.param(shop) +
               " AND customer_id = " + query.param(*wanted.customer) +
               range_of(query, wanted, "id") + " ORDER BY id DESC" + limit;
    case Lead::alert:
        return "SELECT DISTINCT id FROM (" +
               ids_beside(query, shop, wanted, "alerts",
                          " AND resolved_at IS NULL AND dismissed_at IS NULL") +
               limit + ") AS alerted";
    case Lead::tag:
        return ids_beside(query, shop, wanted, "order_tags",
                          " AND tag = " + query.param(*wanted.tag)) +
               limit;
    case Lead::product:
        return ids_beside(query, shop, wanted, "order_lines",
                          " AND product_id = " + query.param(*wanted.product)) +
               limit;
    case Lead::channel:
        return ids_beside(query, shop, wanted, "order_channels",
                          " AND channel = " + query.param(*wanted.channel) +
                              match_condition(wanted.match)) +
               limit;
    case Lead::words:
    case Lead::statuses: break;
    }
    return ids_by_status(query, shop, wanted, axis, " ORDER BY id DESC" + limit);
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

/// Driven by an index of orders, or of a table beside them.
Ids by_index(db::Transaction& tx, ShopId shop, const Wanted& wanted, std::int64_t limit) {
    const Lead lead = lead_of(wanted);
    const bool plain = lead == Lead::statuses;
    const auto axis = plain ? rarest_axis(tx, shop, wanted) : std::nullopt;
    int axes_given = 0;
    for (const auto& ids : wanted.statuses)
        axes_given += ids.empty() ? 0 : 1;
    Query probe; // only to see whether the rows themselves are asked for anything
    const bool rows = !row_conditions(probe, shop, wanted, lead).empty();
    const bool join = rows || (!plain && axes_given > 0) || lead == Lead::alert;
    const bool filtered = join || axes_given > 1;
    const std::int64_t scan = !filtered ? limit + 1 : join ? join_max : scan_max;

    Query query;
    std::string sql = lead_sql(query, shop, wanted, lead, axis, scan);
    if (join)
        sql = "SELECT o.id FROM (" + sql +
              ") AS d JOIN orders o ON o.shop_id = " + query.param(shop) +
              " AND o.id = d.id WHERE 1 = 1" + status_conditions(query, wanted, {}, "o.") +
              row_conditions(query, shop, wanted, lead) + " ORDER BY o.id DESC LIMIT " +
              query.param(limit + 1);
    else if (filtered)
        sql = "SELECT id FROM (" + sql + ") AS d WHERE 1 = 1" +
              status_conditions(query, wanted, axis) + " ORDER BY id DESC LIMIT " +
              query.param(limit + 1);
    Ids result{run_ids(tx, sql, query), {}};
    if (result.ids.size() > static_cast<std::size_t>(limit)) {
        result.ids.resize(static_cast<std::size_t>(limit));
        result.cursor = result.ids.back();
    } else if (filtered) {
        // Perhaps the scan stopped before the end: then the page goes on below its last entry.
        Query again;
        const std::string scanned = "SELECT min(id), count(*) FROM (" +
                                    lead_sql(again, shop, wanted, lead, axis, scan) + ") AS d";
        tx.run({"orders.search_end", scanned}, again.params(), [&](const db::Row& row) {
            if (row.integer(1) == scan) result.cursor = row.integer(0);
        });
    }
    return result;
}

/// Driven by the words of a free text; what else is asked is looked up for the orders they lead to.
Ids by_words(db::Transaction& tx, ShopId shop, const Wanted& wanted, std::int64_t limit) {
    constexpr std::int64_t looked_at = 200;
    auto matches = term_table().matching(tx, shop, wanted.words, wanted.before, looked_at);
    std::erase_if(matches.ids, [&](std::int64_t id) { return id < wanted.from; });
    Ids result{{}, matches.looked_down_to};
    if (result.cursor && *result.cursor < wanted.from) result.cursor.reset();
    if (matches.ids.empty()) return result;
    Query query;
    std::string sql = "SELECT o.id FROM orders o WHERE o.shop_id = " + query.param(shop) +
                      " AND o.id IN (" + query.params(matches.ids) + ")" +
                      status_conditions(query, wanted, {}, "o.") +
                      row_conditions(query, shop, wanted, Lead::words) +
                      " ORDER BY o.id DESC LIMIT " + query.param(limit + 1);
    result.ids = run_ids(tx, sql, query);
    if (result.ids.size() > static_cast<std::size_t>(limit)) {
        result.ids.resize(static_cast<std::size_t>(limit));
        result.cursor = result.ids.back();
    }
    return result;
}

Ids page_of(db::Transaction& tx, ShopId shop, const Wanted& wanted, std::int64_t limit) {
    if (wanted.nothing || wanted.from >= wanted.before) return {};
    return wanted.words.empty() ? by_index(tx, shop, wanted, limit)
                                : by_words(tx, shop, wanted, limit);
}

/// The distinct values of the column that an index begins with after the shop.
std::vector<std::string> distinct(db::Transaction& tx, ShopId shop, const char* table,
                                  const char* column) {
    constexpr std::size_t most = 200;
    const std::string sql = std::string("SELECT min(") + column + ") FROM " + table +
                            " WHERE shop_id = $1 AND " + column + " > $2";
    std::vector<std::string> values;
    std::string after;
    while (values.size() < most) {
        const auto next = tx.text({"orders.distinct", sql}, {shop, after});
        if (!next || next->empty()) break;
        values.push_back(*next);
        after = *next;
    }
    return values;
}

} // namespace

Result<Found> search(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter) {
    TRY(limit, shop::list_limit(filter.limit));
    TRY(wanted, read(tx, scope, filter));
    const auto page = page_of(tx, scope.id(), wanted, limit);
    return Found{find_several(tx, scope.id(), page.ids), page.cursor};
}

Result<std::int64_t> count(db::Transaction& tx, const shop::Scope& scope, const OrderFilter& filter,
                           std::int64_t most) {
    TRY(wanted, read(tx, scope, filter));
    return static_cast<std::int64_t>(page_of(tx, scope.id(), wanted, most).ids.size());
}

std::vector<std::string> known_channels(db::Transaction& tx, ShopId shop) {
    return distinct(tx, shop, "order_channels", "channel");
}

std::vector<std::string> known_tags(db::Transaction& tx, ShopId shop) {
    return distinct(tx, shop, "order_tags", "tag");
}

} // namespace taraba::orders
