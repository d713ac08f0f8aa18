#include "shop/shipping/courier_price.hpp"

#include "base/log.hpp"
#include "shop/places/places.hpp"
#include "shop/pricing/roads.hpp"

namespace taraba::shipping {

namespace {

constexpr auto answer_life = std::chrono::hours(1);
constexpr auto silence_life = std::chrono::minutes(1);
/// A buyer waits no longer than this for a price.
constexpr Millis checkout_patience{2'500};

constexpr db::Sql find_sql{"shipping.find_price", R"sql(
    SELECT price, asked_at FROM courier_prices WHERE shop_id = $1 AND question = $2
)sql"};
constexpr db::Sql put_price_sql{"shipping.put_price", R"sql(
    INSERT INTO courier_prices (shop_id, question, price, asked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, question) DO UPDATE SET price = $3, asked_at = $4
)sql"};

struct KeptPrice {
    std::optional<Money> price; ///< nothing: it did not answer
    Instant asked_at{};
};
BOOST_DESCRIBE_STRUCT(KeptPrice, (), (price, asked_at))

struct Question {
    Parcel parcel;
    std::string key;
};

/// The parcel as far as a price depends on it: whole kilograms, the place, and the cash.
Question question_of(const shop::Scope& scope, const pricing::DeliveryMethod& method,
                     const pricing::QuoteRequest& request) {
    Question question;
    auto& parcel = question.parcel;
    const std::int64_t siruta = method.formula.to_points && request.point_siruta != 0
                                    ? request.point_siruta
                                    : request.siruta;
    std::vector<pricing::PackedItem> items;
    for (const auto& line : request.lines) {
        const std::int64_t pieces = (line.quantity.thousandths + 999) / 1'000;
        items.push_back(pricing::packed(line.product, line.quantity));
        parcel.weight_g += line.product.weight_g * pieces;
    }
    if (const auto* place = places::find_locality(siruta)) {
        parcel.county = place->county_name;
        parcel.county_code = place->county;
        parcel.locality = place->name;
        parcel.postal_code = place->postal_code;
    }
    const auto packed = pricing::pack(items, pricing::parcel_limit(method.formula));
    parcel.parcels = packed ? static_cast<std::int64_t>(packed->size()) : 1;
    parcel.siruta = siruta;
    if (const auto* installation = pricing::nearest_warehouse(*scope.shop, siruta))
        parcel.warehouse = installation->name;
    parcel.recipient = parcel.contact = "-";
    parcel.phone = "0700000000";
    parcel.street = "-";
    parcel.declared_value = {0, scope.currency()};
    parcel.cash = {0, scope.currency()};
    for (const auto& each : *pricing::payment_methods(scope))
        if (each.kind == pricing::PaymentKind::cash_on_delivery &&
            (each.code == request.payment_method || to_text(each.id) == request.payment_method))
            parcel.cash = pricing::goods_value(request.lines, scope.currency());
    question.key = method.courier + "|" + std::to_string(siruta) + "|" +
                   std::to_string((parcel.weight_g + 999) / 1'000) + "|" +
                   std::to_string(parcel.parcels) + "|" + std::to_string(parcel.cash.minor);
    if (!parcel.warehouse.empty()) question.key += "|" + parcel.warehouse;
    return question;
}

/// With VAT, whichever way the courier says it.
Money gross_of(const shop::Scope& scope, const CourierPrice& price) {
    if (price.vat.minor > 0) return price.gross;
    const Rate rate = pricing::taxes(scope)->vat("standard", scope.today());
    return price.net + scaled(price.net, rate.basis_points, 10'000);
}

std::optional<Money> ask(const shop::Scope& scope, const pricing::DeliveryMethod& method,
                         const Question& question) {
    const auto courier =
        courier_of(scope, method.courier, question.parcel.warehouse, checkout_patience);
    const auto price = courier ? (*courier)->price(question.parcel)
                               : Result<CourierPrice>(Failure(courier.error()));
    if (!price)
        log::warn("no_courier_price", {{"courier", method.courier}, {"code", price.error().code}});
    const auto gross = price ? std::optional(gross_of(scope, *price)) : std::nullopt;
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_price_sql, {scope.id(), question.key, gross, scope.now});
        return true;
    });
    return gross;
}

} // namespace

std::map<std::string, Money> courier_prices(const shop::Scope& scope,
                                            const pricing::QuoteRequest& request, bool may_ask) {
    std::map<std::string, Money> prices;
    if (request.siruta == 0 && request.point_siruta == 0) return prices;
    for (const auto& method : *pricing::delivery_methods(scope)) {
        if (!method.active || !method.formula.ask_courier) continue;
        const auto question = question_of(scope, method, request);
        const auto kept = scope.read([&](db::Transaction& tx) {
            return tx.find<KeptPrice>(find_sql, {scope.id(), question.key});
        });
        const auto age = kept ? scope.now - kept->asked_at : Millis::max();
        std::optional<Money> price;
        if (kept && kept->price && age < answer_life)
            price = kept->price;
        else if (may_ask && !(kept && !kept->price && age < silence_life))
            price = ask(scope, method, question);
        if (price) prices[method.code] = *price;
    }
    return prices;
}

} // namespace taraba::shipping
