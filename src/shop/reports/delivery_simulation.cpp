#include "shop/reports/delivery_simulation.hpp"

#include "shop/catalog/product.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/shipping/courier_localities.hpp"

#include <algorithm>
#include <cstdlib>

namespace taraba::reports {

namespace {

constexpr std::int64_t orders_max = 2'000;
constexpr std::size_t orders_shown_max = 20;

std::vector<orders::Order> newest(db::Transaction& tx, const shop::Scope& scope,
                                  DeliveryMethodId method, std::int64_t days) {
    orders::OrderFilter filter;
    filter.delivery_method = {to_text(method)};
    filter.placed_from = to_text(scope.today() + std::chrono::days(-days));
    filter.limit = 200;
    std::vector<orders::Order> all;
    while (static_cast<std::int64_t>(all.size()) < orders_max) {
        auto found = orders::search(tx, scope, filter);
        if (!found) break;
        std::ranges::move(found->orders, std::back_inserter(all));
        if (!found->cursor) break;
        filter.cursor = std::to_string(*found->cursor);
    }
    return all;
}

/// The goods of an order as the formula looks at them.
pricing::QuoteRequest request_of(db::Transaction& tx, const shop::Scope& scope,
                                 const orders::Order& order) {
    pricing::QuoteRequest request;
    request.siruta = order.address.siruta;
    request.county = order.address.county;
    request.postal_code = order.address.postal_code;
    const auto lines = orders::lines_of(tx, scope.id(), order.id);
    std::vector<ProductId> ids;
    for (const auto& line : lines)
        ids.push_back(line.product_id);
    const auto products = catalog::find_several(tx, scope.id(), ids);
    for (const auto& line : lines) {
        pricing::Wanted wanted;
        const auto known =
            std::ranges::find(products, line.product_id, &catalog::StockedProduct::id);
        if (known != products.end()) wanted.product = *known;
        wanted.product.weight_g = line.weight_g;
        wanted.product.delivery_surcharge.currency = scope.currency();
        wanted.quantity = line.quantity;
        wanted.unit_price = line.unit_price;
        request.lines.push_back(std::move(wanted));
    }
    return request;
}

void count_in(Simulation& sum, SimulatedOrder row, Money courier_cost) {
    ++sum.orders;
    sum.before += row.before;
    sum.courier_cost += courier_cost;
    if (!row.after) {
        ++sum.refused;
    } else {
        sum.after += *row.after;
        sum.dearer += row.before < *row.after ? 1 : 0;
        sum.cheaper += *row.after < row.before ? 1 : 0;
    }
    if (!row.after || *row.after != row.before) sum.largest.push_back(std::move(row));
}

std::int64_t difference(const SimulatedOrder& row) {
    return row.after ? std::abs(row.after->minor - row.before.minor) : INT64_MAX;
}

} // namespace

Result<Simulation> simulate(const shop::Scope& scope, DeliveryMethodId id,
                            const SimulateFormula& wanted) {
    if (wanted.days < 1 || wanted.days > 366)
        return invalid_field("days", "This is 1 to 366 days.");
    MUST(pricing::check(wanted.formula, scope.currency()));
    const auto methods = pricing::delivery_methods(scope);
    const auto known = std::ranges::find(*methods, id, &pricing::DeliveryMethod::id);
    if (known == methods->end()) return not_found("There is no such delivery method.");
    auto method = *known;
    method.formula = wanted.formula;
    return scope.read([&](db::Transaction& tx) -> Result<Simulation> {
        Simulation sum;
        sum.before = sum.after = sum.courier_cost = {0, scope.currency()};
        for (const auto& order : newest(tx, scope, id, wanted.days)) {
            auto request = request_of(tx, scope, order);
            if (const auto km = shipping::extra_km(scope, method.courier, order.address.siruta))
                request.far_km[method.code] = *km;
            const auto price =
                pricing::delivery_price(scope, method, request, order.goods - order.discount);
            SimulatedOrder row{order.id, order.number, order.delivery, {}, {}};
            if (price) {
                row.after = price->price;
                row.parts = price->parts;
            }
            count_in(sum, std::move(row), order.delivery_cost);
        }
        std::ranges::stable_sort(sum.largest, std::greater<>{}, difference);
        if (sum.largest.size() > orders_shown_max) sum.largest.resize(orders_shown_max);
        return sum;
    });
}

} // namespace taraba::reports
