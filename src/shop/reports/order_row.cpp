// Rows of the order list: what stands beside the orders is read for all of them at once.

#include "shop/reports/order_row.hpp"

#include "shop/pricing/methods.hpp"
#include "shop/pricing/quote.hpp"

#include <map>

namespace taraba::reports {

namespace {

/// One value an order, from a statement over several orders.
struct Beside {
    OrderId order_id;
    std::string text;
    std::string more;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Beside, (), (order_id, text, more, number))

/// `SELECT order_id, text, more, number … AND order_id IN (…)`: `head` ends before the list.
std::vector<Beside> read_beside(db::Transaction& tx, ShopId shop,
                                const std::vector<orders::Order>& orders, const char* name,
                                const std::string& head, const std::string& tail) {
    std::vector<db::Param> params{shop};
    std::string places;
    for (const auto& order : orders) {
        params.emplace_back(order.id);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    const std::string sql = head + " IN (" + places + ") " + tail;
    return tx.list<Beside>({name, sql}, db::Params(params));
}

constexpr const char* first_lines = R"sql(
    SELECT l.order_id AS order_id, l.name AS text, '' AS more, l.quantity AS number
      FROM order_lines l WHERE l.shop_id = $1 AND l.line_no = 1 AND l.order_id)sql";

constexpr const char* line_counts = R"sql(
    SELECT order_id, '' AS text, '' AS more, count(*) AS number
      FROM order_lines WHERE shop_id = $1 AND order_id)sql";

constexpr const char* channels = R"sql(
    SELECT order_id, channel AS text, '' AS more, position AS number
      FROM order_referrers WHERE shop_id = $1 AND order_id)sql";

constexpr const char* parcels = R"sql(
    SELECT order_id, courier AS text, awb_number AS more, 0 AS number
      FROM shipments WHERE shop_id = $1 AND state <> 'cancelled' AND return_id IS NULL
       AND order_id)sql";

constexpr const char* tags = R"sql(
    SELECT order_id, tag AS text, '' AS more, 0 AS number
      FROM order_tags WHERE shop_id = $1 AND order_id)sql";

constexpr const char* alerts = R"sql(
    SELECT order_id, '' AS text, '' AS more, count(*) AS number
      FROM alerts WHERE shop_id = $1 AND resolved_at IS NULL AND dismissed_at IS NULL AND order_id)sql";

OrderSummary summary_of(const shop::Scope& scope, const orders::Order& order) {
    OrderSummary row;
    row.id = order.id;
    row.number = order.number;
    row.placed_at = order.placed_at;
    row.statuses = orders::statuses_of(scope, order);
    row.customer = order.customer;
    if (order.billing.company) row.company = order.billing.company->name;
    row.locality = order.address.locality;
    row.county = order.county;
    row.total = order.total;
    row.due = orders::still_due(scope, order);
    row.payment_method = pricing::name_of_method(
        scope, pricing::method_of(*pricing::payment_methods(scope), order.payment_method_id));
    row.delivery_method = pricing::name_of_method(
        scope, pricing::method_of(*pricing::delivery_methods(scope), order.delivery_method_id));
    row.net_profit =
        scope.principal.may("profit.read") ? order.net_profit : Money{0, scope.currency()};
    row.held = order.held;
    row.handler = order.handler;
    row.version = order.version;
    return row;
}

} // namespace

std::vector<OrderSummary> summaries(db::Transaction& tx, const shop::Scope& scope,
                                    const std::vector<orders::Order>& orders) {
    std::vector<OrderSummary> rows;
    if (orders.empty()) return rows;
    std::map<OrderId, std::size_t> at;
    for (const auto& order : orders) {
        at[order.id] = rows.size();
        rows.push_back(summary_of(scope, order));
    }
    const auto each = [&](const char* name, const char* head, const char* tail, const auto& put) {
        for (const auto& beside : read_beside(tx, scope.id(), orders, name, head, tail))
            put(rows[at.at(beside.order_id)], beside);
    };
    each("orders.first_lines", first_lines, "", [](OrderSummary& row, const Beside& line) {
        row.lines = to_decimal(Quantity{line.number}) + " × " + line.text;
    });
    each("orders.line_counts", line_counts, "GROUP BY order_id",
         [](OrderSummary& row, const Beside& lines) {
             if (lines.number > 1) row.lines += " +" + std::to_string(lines.number - 1);
         });
    each("orders.last_channels", channels, "ORDER BY order_id, position",
         [](OrderSummary& row, const Beside& touch) { row.channel = touch.text; });
    each("orders.parcels", parcels, "ORDER BY id", [](OrderSummary& row, const Beside& parcel) {
        row.courier = parcel.text;
        row.awb_number = parcel.more;
    });
    each("orders.tags_of_several", tags, "ORDER BY order_id, tag",
         [](OrderSummary& row, const Beside& tag) { row.tags.push_back(tag.text); });
    each("orders.alert_counts", alerts, "GROUP BY order_id",
         [](OrderSummary& row, const Beside& open) { row.alerts = open.number; });
    return rows;
}

} // namespace taraba::reports
