// The fast generator for measuring: rows as placement writes them, many orders a transaction.

#include "seed/life.hpp"
#include "seed/seed.hpp"

#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/orders/order_draft.hpp"
#include "shop/profit/profit.hpp"

#include <fmt/core.h>

namespace taraba::seed {

namespace {

using statuses::Axis;
using statuses::Stage;

/// What is worked out once.
struct StatusIds {
    StatusId order, payment, delivery;
};

struct Ready {
    std::vector<catalog::StockedProduct> products;
    std::vector<Townsman> people;
    std::vector<customers::Customer> customers;
    std::vector<pricing::PaymentMethod> payments;
    pricing::DeliveryMethod delivery;
};

StatusIds stages_for(const statuses::Catalogue& catalogue, Dice& dice, double age) {
    const auto id = [&](Axis axis, Stage stage) { return catalogue.first(axis, stage)->id; };
    if (dice.chance(5))
        return {id(Axis::order, Stage::cancelled), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::none)};
    if (age < 0.002)
        return {id(Axis::order, Stage::new_), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::none)};
    if (age < 0.006)
        return {id(Axis::order, Stage::in_progress), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::preparing)};
    if (age < 0.015)
        return {id(Axis::order, Stage::in_progress), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::in_transit)};
    if (dice.chance(2))
        return {id(Axis::order, Stage::in_progress), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::returned)};
    if (dice.chance(1))
        return {id(Axis::order, Stage::waiting), id(Axis::payment, Stage::pending),
                id(Axis::delivery, Stage::none)};
    return {id(Axis::order, Stage::completed), id(Axis::payment, Stage::paid),
            id(Axis::delivery, Stage::delivered)};
}

Ready prepare(const shop::Scope& scope, std::int64_t people) {
    Ready ready;
    ready.products = scope.read(
        [&](db::Transaction& tx) { return catalog::list(tx, scope.id(), "", INT64_MAX, 200); });
    for (std::int64_t i = 0; i < people; ++i)
        ready.people.push_back(townsman(1'000 + i));
    std::ranges::reverse(ready.products); // the first of the list sell best
    ready.customers.resize(ready.people.size());
    for (const auto& method : *pricing::payment_methods(scope))
        ready.payments.push_back(method);
    ready.delivery = pricing::delivery_methods(scope)->front();
    return ready;
}

void write_order(db::Transaction& tx, shop::Scope& scope, Ready& ready, Dice& dice,
                 std::int64_t number, double age) {
    const auto who =
        static_cast<std::size_t>(dice.skewed(static_cast<std::int64_t>(ready.people.size())));
    const auto& person = ready.people[who];
    auto& customer = ready.customers[who];
    if (!customer.id.is_set()) {
        customer.email = person.contact.email;
        customer.name = person.contact.name;
        customer.phone = person.contact.phone;
        customer.address = person.address;
        customer.company = person.company;
        customer.id = customers::find_or_create_later(
            tx, scope, customers::find_by_email(tx, scope.id(), customer.email), customer);
    }
    const auto catalogue = statuses::of(scope);
    const auto calendar = pricing::taxes(scope);
    const Date day = scope.today();
    orders::Order order;
    order.id = scope.new_id<OrderId>();
    order.placed_at = scope.now;
    order.number = number;
    order.customer_id = customer.id;
    order.language = "ro";
    order.currency = scope.shop->currency;
    const auto stages = stages_for(*catalogue, dice, age);
    order.order_status_id = stages.order;
    order.payment_status_id = stages.payment;
    order.delivery_status_id = stages.delivery;
    order.delivery_method_id = ready.delivery.id;
    const auto& payment = ready.payments[static_cast<std::size_t>(dice.chance(70) ? 0 : 1)];
    order.payment_method_id = payment.id;
    order.customer = person.contact;
    order.billing = {orders::Person{person.contact.name}, person.company, {}};
    order.address = person.address;

    std::vector<orders::OrderLine> lines;
    std::vector<pricing::Taxable> taxables;
    order.goods = order.discount = {0, scope.currency()};
    const std::int64_t count = 1 + dice.skewed(4);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& product = ready.products[static_cast<std::size_t>(
            dice.skewed(static_cast<std::int64_t>(ready.products.size())))];
        const Quantity quantity = units(1 + dice.skewed(3));
        const Money total = pricing::line_total(product.price, quantity);
        const Rate rate = calendar->vat(product.vat_class, day);
        lines.push_back({i + 1, product.id, product.sku, product.name, product.unit, quantity,
                         product.price, total, product.cost,
                         pricing::line_total(product.green_tax, quantity), product.vat_class, rate,
                         product.weight_g, product.warranty_months});
        order.goods += total;
        order.weight_g += product.weight_g * quantity.thousandths / 1'000;
        taxables.push_back({total, rate});
    }
    order.delivery = {1'999, scope.currency()};
    order.fees = payment.fee;
    order.vat = pricing::total_vat(
        pricing::vat_groups(taxables, order.delivery + order.fees, {2'100}), scope.currency());
    order.total = order.goods + order.delivery + order.fees;
    order.paid = catalogue->find(stages.payment)->stage == Stage::paid ? order.total
                                                                       : Money{0, scope.currency()};
    order.delivery_cost = {1'450 + order.weight_g / 1'000 * 110, scope.currency()};
    // These orders were never on the shelf: nothing is reserved for them.
    order.stock = orders::StockState::released;
    order.status_since = order.updated_at = scope.now;
    const auto referrers = referrers::kept(touches(dice, scope.now), scope.now);
    auto report = profit::report_of(scope, order, lines, {referrers.back().channel});
    report.final = catalogue->find(stages.order)->stage == Stage::completed;
    order.net_profit = report.net_profit;
    orders::insert_later(tx, scope.id(), order, lines, referrers);
    profit::insert_later(tx, scope, order.id, report);
    audit::begin(
        tx, scope,
        {shop::order_subject(order.id),
         "order_placed",
         {{"number", "", std::to_string(number)}, {"total", "", to_decimal(order.total)}}});
    live(tx, scope, order, lines, payment, dice);
}

} // namespace

void seed_orders(const shop::Scope& asked, std::int64_t count) {
    constexpr std::int64_t batch = 2'000;
    Dice dice(static_cast<std::uint64_t>(count) + 77);
    auto ready = prepare(asked, std::max<std::int64_t>(200, count / 8));
    const Millis span = std::chrono::hours(24 * 700);
    const auto first = asked.write([&](db::Transaction& tx) -> Result<std::int64_t> {
        return shop::take_numbers(tx, asked.id(), "orders", count);
    });
    expects(static_cast<bool>(first));
    asked.installation.ids.write_history(true);
    for (std::int64_t done = 0; done < count;) {
        const std::int64_t until = std::min(count, done + batch);
        const auto written = asked.write([&](db::Transaction& tx) -> Result<bool> {
            for (std::int64_t i = done; i < until; ++i) {
                shop::Scope then = asked;
                then.now = asked.now - span + Millis(span.count() / count * i);
                then.principal = {ActorKind::buyer, "buyer", {}};
                write_order(tx, then, ready, dice, *first + i,
                            static_cast<double>(count - i) / static_cast<double>(count));
            }
            return true;
        });
        expects(static_cast<bool>(written));
        done = until;
        fmt::print(stderr, "\r{} of {} orders", done, count);
    }
    asked.installation.ids.write_history(false);
    fmt::print(stderr, "\n");
}

} // namespace taraba::seed
