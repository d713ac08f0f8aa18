#include "shop/pricing/quote.hpp"

#include "shop/places/places.hpp"
#include "shop/pricing/roads.hpp"
#include "texts/pricing.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

/// The name in the language of the request.
const std::string& named(const shop::Scope& scope, const std::string& ro, const std::string& en) {
    return scope.language == "en" && !en.empty() ? en : ro;
}

namespace words = texts::pricing::why_not;

} // namespace

void leave_from_nearest(const shop::Scope& scope, Load& load) {
    const auto* warehouse = nearest_warehouse(*scope.shop, load.to_siruta);
    load.from_siruta = warehouse ? warehouse->siruta : scope.shop->settings.seller.address.siruta;
    const auto way = way_between(scope, load.from_siruta, load.to_siruta, load.county);
    load.road_m = way.road_m;
    load.road_factor_percent = way.road_factor_percent;
}

PackedItem packed(const catalog::Product& product, Quantity quantity) {
    return {product.weight_g, (quantity.thousandths + 999) / 1'000,
            product.length_mm * product.width_mm * product.height_mm / 1'000,
            std::max({product.length_mm, product.width_mm, product.height_mm})};
}

namespace {

Load load_of(const shop::Scope& scope, const QuoteRequest& request, Money goods) {
    Load load;
    load.goods = goods;
    load.county = request.county;
    load.to_siruta = request.siruta;
    leave_from_nearest(scope, load);
    load.postal_code = request.postal_code;
    load.customer_group = request.customer_group;
    load.bulky = {0, goods.currency};
    for (const auto& line : request.lines) {
        const std::int64_t thousandths = line.quantity.thousandths;
        const auto& product = line.product;
        load.weight_g += divide_half_up(Wide{product.weight_g} * thousandths, 1'000);
        const std::int64_t mm3 = product.length_mm * product.width_mm * product.height_mm;
        // What no courier takes is cut off here and refused by the formula's own limit.
        constexpr Wide volume_max = 1'000'000'000'000;
        load.volume_cm3 +=
            static_cast<std::int64_t>(std::min(Wide{mm3} * thousandths / 1'000'000, volume_max));
        load.pieces += (thousandths + 999) / 1'000;
        load.items.push_back(packed(product, line.quantity));
        load.bulky += scaled(product.delivery_surcharge, thousandths, 1'000);
    }
    return load;
}

/// A parcel for a pick-up point goes there, whatever the buyer's own address.
Result<DeliveryPrice> price_of(const shop::Scope& scope, const DeliveryMethod& method, Load load,
                               const QuoteRequest& request) {
    if (method.formula.to_points && request.point_siruta != 0) {
        load.to_siruta = request.point_siruta;
        load.county = request.point_county;
        load.postal_code.clear();
        leave_from_nearest(scope, load);
    }
    if (const auto asked = request.courier_prices.find(method.code);
        asked != request.courier_prices.end())
        load.courier_price = asked->second;
    if (const auto far = request.far_km.find(method.code); far != request.far_km.end())
        load.far_km = far->second;
    return delivery_price(method, load);
}

std::vector<DeliveryOption> delivery_options(const shop::Scope& scope, const Load& load,
                                             const QuoteRequest& request) {
    std::vector<DeliveryOption> options;
    for (const auto& method : *delivery_methods(scope)) {
        if (!method.active) continue;
        DeliveryOption option{method.id,
                              method.code,
                              named(scope, method.name, method.name_en),
                              method.kind,
                              method.formula.to_points,
                              {0, scope.currency()},
                              true,
                              {},
                              {},
                              {},
                              {},
                              1};
        if (const auto price = price_of(scope, method, load, request)) {
            option.cost = price->price;
            option.missing_for_free = price->missing_for_free;
            option.parts = price->parts;
            option.parcels = price->parcels;
            option.delivered_on = delivered_on(scope, method);
        } else {
            option.available = false;
            option.why = words::too_large(scope.language);
        }
        options.push_back(std::move(option));
    }
    return options;
}

/// The merchant's own conditions on a method.
std::optional<std::string> condition_not_met(const shop::Scope& scope, const PaymentMethod& method,
                                             const DeliveryMethod& delivery,
                                             const QuoteRequest& request, Money to_pay) {
    const std::string& language = scope.language;
    const auto& conditions = method.conditions;
    const auto lists = [](const std::vector<std::string>& list, const std::string& word) {
        return std::ranges::find(list, word) != list.end();
    };
    if (conditions.min_total && to_pay < *conditions.min_total)
        return words::only_from(language, to_people(*conditions.min_total, language));
    if (conditions.persons_only && request.company)
        return std::string(words::persons_only(language));
    if (!conditions.counties.empty() && !request.county.empty() &&
        !lists(conditions.counties, request.county))
        return std::string(words::county(language));
    if (!conditions.delivery_methods.empty() && !lists(conditions.delivery_methods, delivery.code))
        return std::string(words::delivery(language));
    for (const auto& line : request.lines)
        if (lists(conditions.without_skus, line.product.sku) ||
            lists(conditions.without_categories, line.product.category))
            return words::product(language, named(scope, line.product.name, line.product.name_en));
    return std::nullopt;
}

std::optional<std::string> why_not(const shop::Scope& scope, const PaymentMethod& method,
                                   const DeliveryMethod& delivery, const QuoteRequest& request,
                                   Money goods, Money to_pay) {
    const std::string& language = scope.language;
    const bool pickup = delivery.kind == DeliveryKind::pickup;
    if (method.kind == PaymentKind::cash_at_pickup && !pickup)
        return std::string(words::pick_up_only(language));
    if (method.kind == PaymentKind::cash_on_delivery && pickup)
        return std::string(words::courier_only(language));
    if (method.kind == PaymentKind::cash_on_delivery && delivery.formula.to_points)
        return std::string(words::locker(language));
    if (method.companies_only && !request.company)
        return std::string(words::companies_only(language));
    if (method.kind == PaymentKind::on_invoice) {
        if (!request.no_credit.empty()) return request.no_credit;
        if (request.credit_left && *request.credit_left < to_pay)
            return words::credit_left(language, to_people(*request.credit_left, language));
    }
    if (method.max_total && *method.max_total < goods)
        return words::only_up_to(language, to_people(*method.max_total, language));
    return condition_not_met(scope, method, delivery, request, to_pay);
}

/// The method that was asked for, or the first that is available when none was.
template <class Option>
Result<Option*> choose(std::vector<Option>& options, const std::string& wanted, const char* field) {
    for (auto& option : options) {
        const bool named = option.code == wanted || to_text(option.id) == wanted;
        if (!wanted.empty() && !named) continue;
        if (option.available) return &option;
        if (named)
            return refuse(RefusalKind::conflict, "method_not_available", as_said(*option.why),
                          field);
    }
    if (wanted.empty())
        return refuse(RefusalKind::conflict, "method_not_available",
                      "The shop offers no method for this.", field);
    return invalid_field(field, "There is no such method.");
}

} // namespace

Result<DeliveryPrice> delivery_price(const shop::Scope& scope, const DeliveryMethod& method,
                                     const QuoteRequest& request, Money to_pay) {
    return price_of(scope, method, load_of(scope, request, to_pay), request);
}

Money line_total(Money unit_price, Quantity quantity) {
    return scaled(unit_price, quantity.thousandths, 1'000);
}

Money goods_value(const std::vector<Wanted>& lines, Currency currency) {
    Money sum{0, currency};
    for (const auto& line : lines)
        sum += line_total(line.unit_price.value_or(line.product.price), line.quantity);
    return sum;
}

std::vector<PaymentOption> payment_options(const shop::Scope& scope, const DeliveryMethod& delivery,
                                           const QuoteRequest& request, Money to_pay,
                                           Money delivery_price) {
    std::vector<PaymentOption> options;
    const Money all = to_pay + delivery_price;
    for (const auto& method : *payment_methods(scope)) {
        if (!method.active) continue;
        const auto why = why_not(scope, method, delivery, request, to_pay, all);
        options.push_back({method.id, method.code, named(scope, method.name, method.name_en),
                           method.kind, method.icons, payment_fee(method, all), !why, why});
    }
    return options;
}

Result<Priced> price(const shop::Scope& scope, const QuoteRequest& request) {
    const auto calendar = taxes(scope);
    const Date today = scope.today();
    Priced priced;
    Quote& quote = priced.quote;
    quote.goods = {0, scope.currency()};
    std::vector<Taxable> taxables;
    for (const auto& line : request.lines) {
        const auto& product = line.product;
        const Money unit_price = line.unit_price.value_or(product.price);
        const Money total = line_total(unit_price, line.quantity);
        const Rate rate = calendar->vat(product.vat_class, today);
        quote.goods += total;
        taxables.push_back({total, rate});
        quote.lines.push_back({product.id, product.sku, named(scope, product.name, product.name_en),
                               line.quantity, unit_price, total, rate,
                               product.stock - product.reserved});
    }

    quote.discount = {0, scope.currency()};
    if (request.discount) {
        quote.discount = off(*request.discount, quote.goods);
        quote.discount_name = named(scope, request.discount->name, request.discount->name_en);
    }
    const Money to_pay = quote.goods - quote.discount;
    const Load load = load_of(scope, request, to_pay);
    priced.weight_g = load.weight_g;
    quote.delivery_methods = delivery_options(scope, load, request);
    TRY(delivery, choose(quote.delivery_methods, request.delivery_method, "delivery_method"));
    quote.delivery = delivery->cost;
    quote.delivery_method = delivery->code;
    for (const auto& method : *delivery_methods(scope))
        if (method.id == delivery->id) priced.delivery_method = method;
    priced.delivery_full_price = price_of(scope, priced.delivery_method, load, request)->full_price;

    quote.payment_methods =
        payment_options(scope, priced.delivery_method, request, to_pay, quote.delivery);
    TRY(payment, choose(quote.payment_methods, request.payment_method, "payment_method"));
    quote.fees = payment->cost;
    quote.payment_method = payment->code;
    for (const auto& method : *payment_methods(scope))
        if (method.id == payment->id) priced.payment_method = method;

    quote.vat = vat_groups(taxables, quote.delivery + quote.fees - quote.discount,
                           calendar->vat("standard", today));
    quote.total = to_pay + quote.delivery + quote.fees;
    return priced;
}

} // namespace taraba::pricing
