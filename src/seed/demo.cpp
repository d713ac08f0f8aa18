#include "seed/people.hpp"
#include "seed/seed.hpp"

#include "shop/alerts/alert.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::seed {

namespace {

using statuses::Axis;
using statuses::Stage;

checkout::PlaceOrder wanted_order(Dice& dice, const std::vector<catalog::StockedProduct>& products,
                                  Instant at) {
    checkout::PlaceOrder wanted;
    const auto person = townsman(dice.skewed(180));
    const std::int64_t lines = 1 + dice.skewed(4);
    for (std::int64_t i = 0; i < lines; ++i)
        wanted.lines.push_back({products[static_cast<std::size_t>(dice.skewed(
                                             static_cast<std::int64_t>(products.size())))]
                                    .sku,
                                units(1 + dice.skewed(3))});
    wanted.customer = person.contact;
    wanted.delivery_address = person.address;
    wanted.billing = orders::Billing{{}, person.company, {}};
    const bool pickup = dice.chance(8);
    wanted.delivery_method = pickup ? "pickup" : "courier";
    wanted.payment_method = pickup            ? "cash_at_pickup"
                            : dice.chance(70) ? "cash_on_delivery"
                                              : "bank_transfer";
    wanted.referrers = touches(dice, at);
    return wanted;
}

/// A delivery of the supplier: what was sold out is there again.
Result<void> restock(const shop::Scope& scope, const checkout::PlaceOrder& wanted) {
    const auto moved = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& line : wanted.lines)
            for (const auto& product : catalog::find_by_skus(tx, scope.id(), {line.sku}))
                MUST(catalog::move_stock(tx, scope, product.id, units(60), "Recepție marfă"));
        return true;
    });
    if (!moved) return Failure(moved.error());
    return {};
}

/// Moves one order along its life: older orders are further.
Result<void> live(const shop::Scope& placed, OrderId id, Dice& dice, Instant until) {
    shop::Scope scope = placed;
    scope.principal = {
        ActorKind::operator_, dice.chance(60) ? "Mihai Pop" : "Ana Ionescu", {"all"}};
    const auto step = [&](std::int64_t hours, Axis axis, Stage stage,
                          const char* reason) -> Result<bool> {
        scope.now += std::chrono::hours(hours) + std::chrono::minutes(dice.below(60));
        if (scope.now > until) return false;
        const auto moved = scope.write([&](db::Transaction& tx) -> Result<orders::Order> {
            TRY(order, orders::must_find(tx, scope, id));
            const auto* to = statuses::of(scope)->first(axis, stage);
            return orders::change_status(tx, scope, order, *to, reason, orders::Because::fact);
        });
        if (!moved && moved.error().code == "order_at_loss") {
            MUST(alerts::hold_loss(scope, id));
            return false;
        }
        if (!moved) return Failure(moved.error());
        return true;
    };
#define STEP(...)                                                                                  \
    do {                                                                                           \
        TRY(moved, step(__VA_ARGS__));                                                             \
        if (!moved) return {};                                                                     \
    } while (false)
    if (dice.chance(6)) {
        STEP(5, Axis::order, Stage::cancelled, "Clientul s-a răzgândit");
        return {};
    }
    STEP(1 + dice.below(6), Axis::order, Stage::in_progress, "");
    if (dice.chance(9)) {
        STEP(2, Axis::order, Stage::waiting, "Așteptăm stoc de la furnizor");
        STEP(240, Axis::order, Stage::cancelled, "Furnizorul nu mai are");
        return {};
    }
    STEP(3, Axis::delivery, Stage::preparing, "");
    STEP(4, Axis::delivery, Stage::handed_over, "");
    STEP(12, Axis::delivery, Stage::in_transit, "");
    if (dice.chance(3)) {
        STEP(60, Axis::delivery, Stage::returned, "Refuzat la livrare");
        STEP(30, Axis::order, Stage::cancelled, "Colet întors");
        return {};
    }
    STEP(40, Axis::delivery, Stage::delivered, "");
    STEP(30, Axis::payment, Stage::paid, "");
    STEP(24, Axis::order, Stage::completed, "");
#undef STEP
    return {};
}

} // namespace

Result<void> seed_demo_orders(const shop::Scope& scope, std::int64_t count) {
    constexpr std::int64_t fresh_orders = 8;
    Dice dice(2'026);
    auto products = scope.read(
        [&](db::Transaction& tx) { return catalog::list(tx, scope.id(), "", INT64_MAX, 200); });
    std::ranges::reverse(products); // the first of the list sell best
    const Instant end = scope.now;
    const Millis span = std::chrono::hours(24 * 110);
    for (std::int64_t i = 0; i < count; ++i) {
        shop::Scope then = scope;
        // The last ones came in this morning and wait to be taken.
        const std::int64_t fresh = i - (count - fresh_orders);
        then.now = fresh >= 0 ? end - std::chrono::minutes(4 + (fresh_orders - fresh) * 7)
                              : end - span + Millis(span.count() * i / (count - fresh_orders)) +
                                    std::chrono::minutes(dice.below(50));
        then.principal = {ActorKind::buyer, "buyer", {"checkout"}};
        const auto wanted = wanted_order(dice, products, then.now);
        auto placed = checkout::place(then, wanted);
        if (!placed && placed.error().code == "out_of_stock") {
            MUST(restock(then, wanted));
            placed = checkout::place(then, wanted);
        }
        // As in life: a basket is too heavy for the courier now and then, or too dear for cash.
        if (!placed && placed.error().kind == RefusalKind::conflict) continue;
        if (!placed) return Failure(placed.error());
        MUST(live(then, placed->id, dice, end));
    }
    return {};
}

Result<std::string> seed_demo(shop::Installation& installation) {
    const Instant now = installation.clock();
    const auto made = installation.database.write([&](db::Transaction& tx) -> Result<ShopId> {
        if (shop::find_shop_by_slug(tx, "demo"))
            return refuse(RefusalKind::conflict, "already_there",
                          "The demo shop is already there.");
        const auto id = installation.ids.make<ShopId>(now);
        shop::insert_shop(tx, demo_shop("demo", id, now));
        return id;
    });
    if (!made) return Failure(made.error());
    const Principal who{ActorKind::system, "seed", {"all"}};
    const auto fresh = [&] { return shop::Scope::of(installation, *made, who); };
    // A new scope after each part: what was kept of the settings is then read again.
    for (const auto part : {seed_basics, offer_all_methods, seed_staff, seed_products}) {
        TRY(scope, fresh());
        MUST(part(scope));
    }
    {
        // Before there are templates, so that no mail goes out for the past.
        TRY(scope, fresh());
        installation.ids.write_history(true);
        const auto done = seed_demo_orders(scope, 320);
        installation.ids.write_history(false);
        MUST(done);
    }
    TRY(scope, fresh());
    MUST(seed_templates(scope));
    return std::string("demo shop `demo`, all with the password ") + demo_password +
           ":\n  admin@demo.example      administrator\n  operator@demo.example   orders\n"
           "  depozit@demo.example    warehouse\n";
}

} // namespace taraba::seed
