#include "shop/catalog/cost.hpp"

#include "shop/audit/audit.hpp"
#include "shop/catalog/movements.hpp"

#include <algorithm>

namespace taraba::catalog {

namespace {

struct Layer {
    std::int64_t id = 0;
    std::string subject;
    Quantity quantity;
    Quantity remaining;
    Money unit_cost;
    Money before; ///< what a piece of the product cost before it came
};
BOOST_DESCRIBE_STRUCT(Layer, (), (id, subject, quantity, remaining, unit_cost, before))

constexpr db::Sql open_layers_sql{"catalog.open_layers", R"sql(
    SELECT id, subject, quantity, remaining, unit_cost, before FROM stock_layers
     WHERE shop_id = $1 AND product_id = $2 AND remaining > 0 ORDER BY id
)sql"};
constexpr db::Sql any_layer_sql{"catalog.any_layer", R"sql(
    SELECT id FROM stock_layers WHERE shop_id = $1 AND product_id = $2 LIMIT 1
)sql"};
constexpr db::Sql insert_layer_sql{"catalog.insert_layer", R"sql(
    INSERT INTO stock_layers (shop_id, product_id, id, subject, quantity, remaining, unit_cost,
                              before)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
)sql"};
constexpr db::Sql drain_sql{"catalog.drain_layer", R"sql(
    UPDATE stock_layers SET remaining = remaining - $4
     WHERE shop_id = $1 AND product_id = $2 AND id = $3 AND remaining >= $4
)sql"};
constexpr db::Sql lots_sql{"catalog.lots_of", R"sql(
    SELECT id, subject, quantity, remaining, unit_cost, before FROM stock_layers
     WHERE shop_id = $1 AND product_id = $2 AND subject = $3
)sql"};
constexpr db::Sql set_cost_sql{"catalog.set_cost", R"sql(
    UPDATE products SET cost = $3, version = version + 1 WHERE shop_id = $1 AND id = $2
)sql"};

bool by_age(const shop::Scope& scope) {
    return scope.shop->settings.books.stock_cost == shop::StockCost::first_in_first;
}

std::vector<Layer> open_layers(db::Transaction& tx, ShopId shop, ProductId id) {
    return tx.list<Layer>(open_layers_sql, {shop, id});
}

bool has_layers(db::Transaction& tx, ShopId shop, ProductId id) {
    return tx.number(any_layer_sql, {shop, id}).has_value();
}

void add_layer(db::Transaction& tx, const shop::Scope& scope, const Product& product,
               Quantity quantity, Money unit_cost, const std::string& subject) {
    tx.change(insert_layer_sql, {scope.id(), product.id, scope.installation.ids.next(scope.now),
                                 subject, quantity, unit_cost, product.cost});
}

void drain(db::Transaction& tx, ShopId shop, ProductId id, const Layer& layer, Quantity quantity) {
    if (tx.change(drain_sql, {shop, id, layer.id, quantity}) != 1)
        throw WriteConflict("a lot was changed meanwhile");
}

void set_cost(db::Transaction& tx, const shop::Scope& scope, const Product& product, Money cost,
              const std::string& why) {
    if (cost == product.cost) return;
    tx.change(set_cost_sql, {scope.id(), product.id, cost});
    audit::append(tx, scope,
                  {"product:" + to_text(product.id),
                   "cost_changed",
                   {{"cost", to_decimal(product.cost), to_decimal(cost)}},
                   why});
}

/// The cost of a piece of `before` pieces at one cost and `more` at another.
Money average(Money cost, Quantity before, Money other, Quantity more) {
    const std::int64_t pieces = before.thousandths + more.thousandths;
    if (before.thousandths <= 0 || pieces <= 0) return other;
    return {
        divide_half_up(Wide{cost.minor} * before.thousandths + Wide{other.minor} * more.thousandths,
                       pieces),
        cost.currency};
}

/// The cost of the next piece to leave.
Money next_cost(db::Transaction& tx, const shop::Scope& scope, ProductId id, Money otherwise) {
    const auto layers = open_layers(tx, scope.id(), id);
    return layers.empty() ? otherwise : layers.front().unit_cost;
}

/// More pieces of a product whose shelf has them already.
void add_pieces(db::Transaction& tx, const shop::Scope& scope, const StockedProduct& now,
                Quantity quantity, Money unit_cost, const std::string& subject) {
    const Quantity before = now.stock - quantity;
    if (!has_layers(tx, scope.id(), now.id) && before.thousandths > 0)
        // What was there before the first lot is the oldest.
        add_layer(tx, scope, now, before, now.cost, "opening");
    add_layer(tx, scope, now, quantity, unit_cost, subject);
    const Money cost = by_age(scope) ? next_cost(tx, scope, now.id, unit_cost)
                                     : average(now.cost, before, unit_cost, quantity);
    set_cost(tx, scope, now, cost, subject);
}

/// What a piece costs once a lot is gone again, of which `left` pieces stay.
Money cost_without(db::Transaction& tx, const shop::Scope& scope, const StockedProduct& with,
                   const Layer& lot, Quantity left) {
    if (by_age(scope) || left.thousandths <= 0) return next_cost(tx, scope, with.id, lot.before);
    // With nothing in between it is what it was, to the ban.
    if (average(lot.before, left, lot.unit_cost, lot.quantity) == with.cost) return lot.before;
    const auto rest = divide_half_up(Wide{with.cost.minor} * with.stock.thousandths -
                                         Wide{lot.unit_cost.minor} * lot.quantity.thousandths,
                                     left.thousandths);
    return {std::max<std::int64_t>(0, rest), with.cost.currency};
}

} // namespace

void receive_lot(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
                 Money unit_cost, const std::string& subject, const std::string& reason) {
    put_on_shelf(tx, scope, id, quantity, reason, subject);
    add_pieces(tx, scope, *find(tx, scope.id(), id), quantity, unit_cost, subject);
}

Result<void> take_lot_back(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                           const std::string& subject, const std::string& reason) {
    for (const auto& lot : tx.list<Layer>(lots_sql, {scope.id(), id, subject})) {
        const auto before = find(tx, scope.id(), id);
        if (lot.remaining != lot.quantity ||
            !take_off_shelf(tx, scope, id, lot.quantity, reason, subject))
            return refuse(RefusalKind::conflict, "goods_sold",
                          said("Pieces of {} that came with it have left.", before->sku));
        drain(tx, scope.id(), id, lot, lot.quantity);
        const Quantity left = before->stock - lot.quantity;
        set_cost(tx, scope, *before, cost_without(tx, scope, *before, lot, left), reason);
    }
    return {};
}

std::optional<Money> consume(db::Transaction& tx, const shop::Scope& scope, ProductId id,
                             Quantity quantity) {
    if (quantity.thousandths <= 0 || !has_layers(tx, scope.id(), id)) return std::nullopt;
    const auto product = *find(tx, scope.id(), id);
    Wide cost = 0;
    Quantity left = quantity;
    for (const auto& layer : open_layers(tx, scope.id(), id)) {
        if (left.thousandths == 0) break;
        const Quantity taken{std::min(left.thousandths, layer.remaining.thousandths)};
        drain(tx, scope.id(), id, layer, taken);
        cost += Wide{layer.unit_cost.minor} * taken.thousandths;
        left = left - taken;
    }
    if (!by_age(scope)) return product.cost;
    cost += Wide{product.cost.minor} * left.thousandths;
    set_cost(tx, scope, product, next_cost(tx, scope, id, product.cost), "");
    return Money{divide_half_up(cost, quantity.thousandths), product.cost.currency};
}

void restore(db::Transaction& tx, const shop::Scope& scope, ProductId id, Quantity quantity,
             Money unit_cost, const std::string& subject) {
    if (quantity.thousandths <= 0 || !has_layers(tx, scope.id(), id)) return;
    add_pieces(tx, scope, *find(tx, scope.id(), id), quantity, unit_cost, subject);
}

} // namespace taraba::catalog
