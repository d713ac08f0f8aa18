#include "shop/orders/order.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/order_columns.hpp"

#include <algorithm>
#include <numeric>

namespace taraba::orders {

const shop::TermTable& term_table() {
    static const shop::TermTable terms("order_terms", "order_id");
    return terms;
}

std::string column_of(statuses::Axis axis) { return std::string(name_of(axis)) + "_status_id"; }

namespace {

const db::Table<Order>& table() {
    static const db::Table<Order> orders("orders");
    return orders;
}

constexpr db::Sql lines_sql{"orders.lines", R"sql(
    SELECT line_no, product_id, sku, name, unit, quantity, unit_price, total, unit_cost, green_tax,
           vat_class, vat_rate, weight_g, warranty_months
      FROM order_lines WHERE shop_id = $1 AND order_id = $2 ORDER BY line_no
)sql"};

constexpr db::Sql referrers_sql{"orders.referrers", R"sql(
    SELECT position, url, landing_url, at, channel, campaign
      FROM order_referrers WHERE shop_id = $1 AND order_id = $2 ORDER BY position
)sql"};

constexpr db::Sql delete_lines_sql{"orders.delete_lines",
                                   "DELETE FROM order_lines WHERE shop_id = $1 AND order_id = $2"};

constexpr db::Sql by_number_sql{"orders.by_number",
                                "SELECT id FROM orders WHERE shop_id = $1 AND number = $2"};

constexpr db::Sql of_customer_sql{
    "orders.of_customer", "SELECT id FROM orders WHERE shop_id = $1 AND customer_id = $2 LIMIT 1"};

void insert_lines(db::Transaction& tx, ShopId shop, OrderId id,
                  const std::vector<OrderLine>& lines) {
    constexpr std::size_t columns = 16;
    std::vector<db::Param> params;
    params.reserve(lines.size() * columns);
    for (const auto& line : lines) {
        const db::Param row[]{shop,
                              id,
                              line.line_no,
                              line.product_id,
                              line.sku,
                              line.name,
                              line.unit,
                              line.quantity,
                              line.unit_price,
                              line.total,
                              line.unit_cost,
                              line.green_tax,
                              line.vat_class,
                              line.vat_rate,
                              line.weight_g,
                              line.warranty_months};
        params.insert(params.end(), std::begin(row), std::end(row));
    }
    const std::string sql =
        "INSERT INTO order_lines (shop_id, order_id, line_no, product_id, sku, name, unit, "
        "quantity, "
        "unit_price, total, unit_cost, green_tax, vat_class, vat_rate, weight_g, warranty_months) "
        "VALUES " +
        db::values_list(lines.size(), columns);
    tx.later({"orders.insert_lines", sql}, db::Params(params));
}

void insert_referrers(db::Transaction& tx, ShopId shop, OrderId id,
                      const std::vector<referrers::Referrer>& list) {
    if (list.empty()) return;
    std::vector<db::Param> params;
    for (const auto& each : list) {
        const db::Param row[]{shop,    id,           each.position, each.url, each.landing_url,
                              each.at, each.channel, each.campaign};
        params.insert(params.end(), std::begin(row), std::end(row));
    }
    const std::string sql = "INSERT INTO order_referrers (shop_id, order_id, position, url, "
                            "landing_url, at, channel, campaign) VALUES " +
                            db::values_list(list.size(), 8);
    tx.later({"orders.insert_referrers", sql}, db::Params(params));

    std::vector<std::string> channels;
    for (const auto& each : list)
        if (std::ranges::find(channels, each.channel) == channels.end())
            channels.push_back(each.channel);
    params.clear();
    for (const auto& channel : channels) {
        const db::Param row[]{shop,
                              channel,
                              id,
                              channel == list.front().channel,
                              channel == list.back().channel,
                              channels.size() == 1};
        params.insert(params.end(), std::begin(row), std::end(row));
    }
    const std::string channel_sql = "INSERT INTO order_channels (shop_id, channel, order_id, "
                                    "is_first, is_last, is_only) VALUES " +
                                    db::values_list(channels.size(), 6);
    tx.later({"orders.insert_channels", channel_sql}, db::Params(params));
}

constexpr db::Sql set_unit_cost_sql{"orders.set_unit_cost", R"sql(
    UPDATE order_lines SET unit_cost = $4 WHERE shop_id = $1 AND order_id = $2 AND line_no = $3
)sql"};

} // namespace

void set_unit_cost(db::Transaction& tx, ShopId shop, OrderId id, std::int64_t line_no, Money cost) {
    tx.change(set_unit_cost_sql, {shop, id, line_no, cost});
}

std::vector<std::size_t> stock_order(const std::vector<OrderLine>& lines) {
    std::vector<std::size_t> indexes(lines.size());
    std::iota(indexes.begin(), indexes.end(), std::size_t{0});
    std::ranges::sort(indexes, {}, [&](std::size_t i) { return lines[i].product_id.value; });
    return indexes;
}

Standing standing(const shop::Scope& scope, const Order& order) {
    const auto catalogue = statuses::of(scope);
    const auto* of_order = catalogue->find(order.order_status_id);
    const auto* of_payment = catalogue->find(order.payment_status_id);
    const auto* of_delivery = catalogue->find(order.delivery_status_id);
    expects(of_order && of_payment && of_delivery);
    return {*of_order, *of_payment, *of_delivery};
}

Money still_due(const shop::Scope& scope, const Order& order) {
    const auto stage = standing(scope, order).payment.stage;
    if (stage == statuses::Stage::refunded || stage == statuses::Stage::partly_refunded)
        return {0, order.total.currency};
    return order.due();
}

std::vector<std::string> terms_of(const Order& order) {
    auto words = search_terms(std::to_string(order.number) + " " + order.customer.name + " " +
                              order.customer.phone +
                              (order.billing.company ? " " + order.billing.company->name + " " +
                                                           order.billing.company->cui + " " +
                                                           digits_of(order.billing.company->cui)
                                                     : std::string()));
    for (auto& word : search_terms(order.customer.email))
        if (word.size() > 3 && std::ranges::find(words, word) == words.end()) words.push_back(word);
    words.push_back(shortened(folded(order.customer.email), 60));
    return words;
}

namespace {

/// What is read from other columns of the order, so that no statement has to.
void fill_in(Order& order) {
    order.placed_at = instant_of_id(order.id.value);
    order.county = order.address.county;
    order.siruta = order.address.siruta;
    order.locality = order.address.locality;
    order.cui = order.billing.company ? digits_of(order.billing.company->cui) : "";
}

} // namespace

void insert_later(db::Transaction& tx, ShopId shop, const Order& order,
                  const std::vector<OrderLine>& lines,
                  const std::vector<referrers::Referrer>& list) {
    Order row = order;
    fill_in(row);
    table().insert_later(tx, shop, row);
    insert_lines(tx, shop, order.id, lines);
    insert_referrers(tx, shop, order.id, list);
    term_table().put(tx, shop, order.id.value, terms_of(order));
}

std::optional<Order> find(db::Transaction& tx, ShopId shop, OrderId id) {
    return table().find(tx, shop, id.value);
}

Result<Order> must_find(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    auto order = find(tx, scope.id(), id);
    if (!order) return not_found("There is no such order.");
    return std::move(*order);
}

std::vector<Order> find_several(db::Transaction& tx, ShopId shop,
                                const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Param> params{shop};
    std::string places;
    for (const auto id : ids) {
        params.emplace_back(id);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    const std::string sql = "SELECT " + table().columns() +
                            " FROM orders WHERE shop_id = $1 AND id IN (" + places +
                            ") ORDER BY id DESC";
    return tx.list<Order>({"orders.several", sql}, db::Params(params));
}

std::optional<OrderId> find_by_number(db::Transaction& tx, ShopId shop, std::int64_t number) {
    const auto id = tx.number(by_number_sql, {shop, number});
    return id ? std::optional(OrderId{*id}) : std::nullopt;
}

std::vector<OrderLine> lines_of(db::Transaction& tx, ShopId shop, OrderId id) {
    return tx.list<OrderLine>(lines_sql, {shop, id});
}

std::vector<referrers::Referrer> referrers_of(db::Transaction& tx, ShopId shop, OrderId id) {
    return tx.list<referrers::Referrer>(referrers_sql, {shop, id});
}

void replace_lines(db::Transaction& tx, ShopId shop, OrderId id,
                   const std::vector<OrderLine>& lines) {
    tx.change(delete_lines_sql, {shop, id});
    insert_lines(tx, shop, id, lines);
}

void add_terms(db::Transaction& tx, ShopId shop, OrderId id,
               const std::vector<std::string>& terms) {
    term_table().put(tx, shop, id.value, terms);
}

void remove_terms(db::Transaction& tx, ShopId shop, const Order& order,
                  std::vector<std::string> terms) {
    const auto own = terms_of(order);
    std::erase_if(
        terms, [&](const std::string& term) { return std::ranges::find(own, term) != own.end(); });
    term_table().clear(tx, shop, order.id.value, terms);
}

void refresh_terms(db::Transaction& tx, ShopId shop, const Order& before, const Order& now) {
    const auto old_terms = terms_of(before), new_terms = terms_of(now);
    if (old_terms == new_terms) return;
    term_table().clear(tx, shop, now.id.value, old_terms);
    term_table().put(tx, shop, now.id.value, new_terms);
}

bool is_customer_used(db::Transaction& tx, ShopId shop, CustomerId id) {
    return tx.number(of_customer_sql, {shop, id}).has_value();
}

bool is_status_used(db::Transaction& tx, ShopId shop, const statuses::Status& status) {
    const std::string sql =
        "SELECT id FROM orders WHERE shop_id = $1 AND " + column_of(status.axis) + " = $2 LIMIT 1";
    return tx.number({"orders.status_used", sql}, {shop, status.id}).has_value();
}

void store(db::Transaction& tx, const shop::Scope& scope, Order& order) {
    ++order.version;
    order.updated_at = scope.now;
    fill_in(order);
    if (!table().update(tx, scope.id(), order))
        throw WriteConflict("order " + to_text(order.id) + " was changed meanwhile");
}

} // namespace taraba::orders
