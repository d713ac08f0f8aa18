// What a new shop begins with: taxes, statuses, methods, number series.

#include "seed/seed.hpp"

#include "shop/invoicing/invoice.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/statuses/status.hpp"
#include "texts/seed.hpp"

#include <utility>

namespace taraba::seed {

namespace {

namespace status_names = texts::seed::status;
namespace delivery_method = texts::seed::delivery_method;
namespace payment_method = texts::seed::payment_method;

using Text = std::string_view (*)(std::string_view language);

using statuses::Action;
using statuses::Axis;
using statuses::Stage;
using statuses::Status;

/// VAT as it was and is (Legea 227/2015, Legea 141/2025; docs/vat.md).
void seed_taxes(db::Transaction& tx, const shop::Scope& scope) {
    const struct {
        const char* vat_class;
        Date from;
        std::int64_t rate;
        const char* source;
    } rates[]{{"standard", date(2010, 7, 1), 2'400, "OUG 58/2010"},
              {"standard", date(2016, 1, 1), 2'000, "Legea 227/2015"},
              {"standard", date(2017, 1, 1), 1'900, "Legea 227/2015"},
              {"standard", date(2025, 8, 1), 2'100, "Legea 141/2025"},
              {"reduced", date(2010, 7, 1), 900, "OUG 58/2010"},
              {"reduced", date(2025, 8, 1), 1'100, "Legea 141/2025"},
              {"zero", date(2010, 7, 1), 0, "Legea 227/2015 art. 294"}};
    std::int64_t id = 0;
    for (const auto& each : rates)
        pricing::insert_vat_rate(tx, scope.id(),
                                 {++id, each.vat_class, each.from, {each.rate}, each.source});
    pricing::insert_tax_regime(tx, scope.id(), {1, date(2023, 1, 1), true, "micro", {100}});
    pricing::insert_tax_regime(tx, scope.id(), {2, date(2024, 1, 1), true, "micro", {300}});
    pricing::insert_tax_regime(tx, scope.id(), {3, date(2026, 1, 1), true, "micro", {100}});
    invoicing::insert_series(tx, scope.id(), "invoice", "TRB");
    invoicing::insert_series(tx, scope.id(), "proforma", "PRO");
}

std::vector<Status> ready_statuses() {
    std::vector<Status> all;
    std::int64_t position = 0;
    const auto add = [&](Axis axis, Stage stage, const char* code, Text name,
                         const char* colour) -> Status& {
        Status status;
        status.code = code;
        status.axis = axis;
        status.stage = stage;
        status.name = name("ro");
        status.name_en = name("en");
        status.colour = colour;
        status.position = ++position;
        return all.emplace_back(status);
    };
    auto& fresh = add(Axis::order, Stage::new_, "new", status_names::new_order, "blue");
    fresh.entry = true;
    fresh.messages = {"order_placed"};
    fresh.alert_hours = 24;
    add(Axis::order, Stage::in_progress, "taken", status_names::taken, "blue").messages = {
        "order_taken"};
    add(Axis::order, Stage::waiting, "waiting", status_names::waiting, "amber").alert_hours = 72;
    add(Axis::order, Stage::completed, "completed", status_names::completed, "green");
    add(Axis::order, Stage::cancelled, "cancelled", status_names::cancelled, "grey").messages = {
        "order_cancelled"};
    auto& pending = add(Axis::payment, Stage::pending, "payment_pending",
                        status_names::payment_pending, "amber");
    pending.entry = true;
    pending.alert_hours = 120;
    add(Axis::payment, Stage::authorised, "authorised", status_names::authorised, "blue")
        .alert_hours = 120;
    add(Axis::payment, Stage::paid, "paid", status_names::paid, "green").messages = {
        "payment_received"};
    add(Axis::payment, Stage::partly_refunded, "partly_refunded", status_names::partly_refunded,
        "grey");
    add(Axis::payment, Stage::refunded, "refunded", status_names::refunded, "grey");
    add(Axis::payment, Stage::failed, "payment_failed", status_names::payment_failed, "red");
    add(Axis::delivery, Stage::none, "not_shipped", status_names::not_shipped, "grey").entry = true;
    add(Axis::delivery, Stage::preparing, "preparing", status_names::preparing, "blue");
    auto& handed =
        add(Axis::delivery, Stage::handed_over, "handed_over", status_names::handed_over, "blue");
    handed.messages = {"order_shipped"};
    handed.actions = {Action::issue_invoice};
    auto& transit =
        add(Axis::delivery, Stage::in_transit, "in_transit", status_names::in_transit, "blue");
    transit.actions = {Action::issue_invoice};
    transit.alert_hours = 96;
    auto& delivered =
        add(Axis::delivery, Stage::delivered, "delivered", status_names::delivered, "green");
    delivered.actions = {Action::issue_invoice};
    delivered.messages = {"order_delivered"};
    add(Axis::delivery, Stage::returned, "returned", status_names::returned, "red").actions = {
        Action::storno_invoices};
    // A closed order is opened again only by the way it came.
    for (auto& status : all) {
        if (status.stage == Stage::cancelled) status.next = {"cancelled"};
        if (status.stage == Stage::completed) status.next = {"taken"};
    }
    return all;
}

Result<void> seed_statuses(db::Transaction& tx, const shop::Scope& scope) {
    std::vector<Status> saved;
    for (auto status : ready_statuses()) {
        const auto next = std::exchange(status.next, {}); // followers must be there to be named
        TRY(fresh, statuses::save(tx, scope, status, true));
        saved.push_back(fresh);
        saved.back().next = next;
    }
    for (const auto& status : saved)
        if (!status.next.empty()) MUST(statuses::save(tx, scope, status, false));
    return {};
}

pricing::DeliveryFormula courier_formula(Currency currency) {
    const auto lei = [&](std::int64_t bani) { return Money{bani, currency}; };
    pricing::DeliveryFormula formula;
    formula.base = lei(999);
    formula.weight_bands = {
        {1'000, lei(600)}, {3'000, lei(900)}, {5'000, lei(1'200)}, {10'000, lei(1'900)}};
    formula.per_extra_kg = lei(150);
    formula.distance_bands = {{50'000, lei(0)}, {250'000, lei(200)}, {1'000'000, lei(400)}};
    formula.per_extra_10km = lei(10);
    formula.weight_g_max = 50'000;
    formula.free_above = lei(40'000);
    formula.zones = {{"Delta", {"TL"}, {}, pricing::PlaceKind::any, lei(500), lei(60'000)}};
    return formula;
}

Result<void> seed_methods(db::Transaction& tx, const shop::Scope& scope) {
    const Currency currency = scope.currency();
    pricing::DeliveryMethod courier;
    courier.code = "courier";
    courier.name = delivery_method::courier("ro");
    courier.name_en = delivery_method::courier("en");
    courier.formula = courier_formula(currency);
    courier.position = 1;
    MUST(pricing::save(tx, scope, courier, true));
    pricing::DeliveryMethod pickup;
    pickup.code = "pickup";
    pickup.name = delivery_method::pickup("ro");
    pickup.name_en = delivery_method::pickup("en");
    pickup.kind = pricing::DeliveryKind::pickup;
    pickup.courier = "";
    pickup.position = 2;
    MUST(pricing::save(tx, scope, pickup, true));
    pricing::DeliveryMethod locker;
    locker.code = "fanbox";
    locker.name = delivery_method::locker("ro");
    locker.name_en = delivery_method::locker("en");
    locker.formula.base = {1'299, currency};
    locker.formula.weight_g_max = 20'000;
    locker.formula.to_points = true;
    locker.formula.free_above = Money{40'000, currency};
    locker.formula.per_extra_kg = locker.formula.per_extra_10km = {0, currency};
    locker.position = 3;
    MUST(pricing::save(tx, scope, locker, true));

    using pricing::CardBrand;
    using pricing::PaymentKind;
    const std::vector<CardBrand> cards{CardBrand::visa, CardBrand::visa_electron,
                                       CardBrand::mastercard, CardBrand::maestro};
    const struct {
        const char* code;
        Text name;
        PaymentKind kind;
        const char* processor;
        std::int64_t fee;
        bool active;
    } payments[]{
        {"cash_on_delivery", payment_method::cash_on_delivery, PaymentKind::cash_on_delivery, "",
         500, true},
        {"bank_transfer", payment_method::bank_transfer, PaymentKind::bank_transfer, "", 0, true},
        {"cash_at_pickup", payment_method::cash_at_pickup, PaymentKind::cash_at_pickup, "", 0,
         true},
        // A new shop offers a processor once it has an account there.
        {"card_euplatesc", payment_method::card_euplatesc, PaymentKind::online, "euplatesc", 0,
         false},
        {"card_payu", payment_method::card_payu, PaymentKind::online, "payu", 0, false},
        {"card_netopia", payment_method::card_netopia, PaymentKind::online, "netopia", 0, false},
        {"card_mobilpay", payment_method::card_mobilpay, PaymentKind::online, "netopia_v1", 0,
         false},
        {"card_romcard", payment_method::card_romcard, PaymentKind::online, "romcard", 0, false},
        {"paypal", payment_method::paypal, PaymentKind::online, "paypal", 0, false},
        {"on_invoice", payment_method::on_invoice, PaymentKind::on_invoice, "", 0, false}};
    std::int64_t position = 0;
    for (const auto& each : payments) {
        pricing::PaymentMethod method;
        method.code = each.code;
        method.name = each.name("ro");
        method.name_en = each.name("en");
        method.kind = each.kind;
        method.processor = each.processor;
        method.fee = {each.fee, currency};
        method.position = ++position;
        method.active = each.active;
        if (each.kind == PaymentKind::online)
            method.icons = method.processor == "paypal" ? std::vector{CardBrand::paypal} : cards;
        method.companies_only = each.kind == PaymentKind::on_invoice;
        if (each.kind == PaymentKind::cash_on_delivery) method.max_total = Money{500'000, currency};
        MUST(pricing::save(tx, scope, method, true));
    }
    return {};
}

} // namespace

shop::Shop demo_shop(const std::string& slug, ShopId id, Instant now) {
    shop::Shop shop;
    shop.shop_id = id;
    shop.slug = slug;
    shop.name = "Prăvălia Demo";
    shop.currency = "RON";
    shop.zone = "Europe/Bucharest";
    shop.language = "ro";
    shop.created_at = now;
    auto& seller = shop.settings.seller;
    seller.name = "Prăvălia Demo SRL";
    seller.tax_id = "RO14399840";
    seller.trade_register_number = "J40/9950/2006";
    seller.address = {179169, "B", "Sectorul 3", "Bd. Decebal nr. 12", "032804"};
    seller.bank = "BCR";
    seller.iban = "RO41RNCB0089095760440001";
    seller.share_capital = "200 lei";
    seller.email = "comenzi@pravalia-demo.example";
    seller.phone = "0213100100";
    shop.settings.invoice_rule = shop::InvoiceRule::on_status;
    shop.settings.packaging_cost = {190, ron};
    shop.settings.courier_cash_fee = {280, ron};
    shop.settings.advertising = {{"google adwords", {1'800, ron}},
                                 {"facebook ads", {1'200, ron}},
                                 {"compari.ro", {350, ron}}};
    return shop;
}

Result<void> seed_basics(const shop::Scope& scope) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        seed_taxes(tx, scope);
        MUST(seed_statuses(tx, scope));
        MUST(seed_methods(tx, scope));
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

Result<void> offer_all_methods(const shop::Scope& scope) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (auto method : pricing::payment_methods(tx, scope.id())) {
            if (method.active) continue;
            method.active = true;
            MUST(pricing::save(tx, scope, method, false));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

} // namespace taraba::seed
