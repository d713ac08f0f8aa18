#pragma once

#include "shop/catalog/product.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/discount.hpp"
#include "shop/pricing/payment_method.hpp"
#include "shop/pricing/vat.hpp"

namespace taraba::pricing {

/// What a buyer wants, with the products looked up.
struct Wanted {
    catalog::StockedProduct product;
    Quantity quantity;
    std::optional<Money> unit_price; ///< frozen already, as on an order being edited
};

struct QuoteLine {
    ProductId product_id;
    std::string sku;
    std::string name;
    Quantity quantity;
    Money unit_price;
    Money total;
    Rate vat_rate;
    std::optional<Quantity> available; ///< free stock now; missing on an order
};
BOOST_DESCRIBE_STRUCT(QuoteLine, (),
                      (product_id, sku, name, quantity, unit_price, total, vat_rate, available))

struct DeliveryOption {
    DeliveryMethodId id;
    std::string code;
    std::string name;
    DeliveryKind kind = DeliveryKind::courier;
    bool to_points = false; ///< the buyer chooses a locker
    Money cost;
    bool available = true;
    std::optional<std::string> why; ///< why it cannot be chosen
    std::optional<Money> missing_for_free;
    std::vector<Part> parts;
    std::optional<Date> delivered_on; ///< estimated, if it is ordered now
    std::int64_t parcels = 1;
};
BOOST_DESCRIBE_STRUCT(DeliveryOption, (),
                      (id, code, name, kind, to_points, cost, available, why, missing_for_free,
                       parts, delivered_on, parcels))

struct PaymentOption {
    PaymentMethodId id;
    std::string code;
    std::string name;
    PaymentKind kind = PaymentKind::bank_transfer;
    std::vector<CardBrand> icons;
    Money cost;
    bool available = true;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(PaymentOption, (), (id, code, name, kind, icons, cost, available, why))

/// Every cost of an order before the buyer commits, and what each other method would cost.
struct Quote {
    std::vector<QuoteLine> lines;
    Money goods;
    Money discount;            ///< taken off the goods
    std::string discount_name; ///< in the language of the request
    Money delivery;
    Money fees;
    std::vector<VatGroup> vat;
    Money total;
    std::string delivery_method; ///< code
    std::string payment_method;  ///< code
    std::vector<DeliveryOption> delivery_methods;
    std::vector<PaymentOption> payment_methods;
};
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (lines, goods, discount, discount_name, delivery, fees, vat, total,
                       delivery_method, payment_method, delivery_methods, payment_methods))

struct QuoteRequest {
    std::vector<Wanted> lines;
    std::int64_t siruta = 0; ///< 0 while the buyer has not said where to
    std::string county;
    bool company = false;
    std::string delivery_method; ///< id or code; empty takes the first that is available
    std::string payment_method;
    std::optional<Discount> discount;
    std::int64_t point_siruta = 0; ///< where the chosen pick-up point is; 0: near the buyer
    std::string point_county;
    std::string no_credit;                 ///< why the company may not pay on invoice
    std::optional<Money> credit_left = {}; ///< the most that it may owe
    std::string postal_code{};
    std::string customer_group{};
    std::map<std::string, Money> courier_prices{}; ///< with VAT, by code of method, where asked
    std::map<std::string, std::int64_t> far_km{};  ///< on couriers' lists, by code of method
};

/// Every payment method that the shop offers with a delivery method, what it costs and, where it is
/// not available, why. `to_pay` is the goods' value after discounts.
std::vector<PaymentOption> payment_options(const shop::Scope& scope, const DeliveryMethod& delivery,
                                           const QuoteRequest& request, Money to_pay,
                                           Money delivery_price);

/// A line as it is packed; of what is sold by the metre, each started one is a piece.
PackedItem packed(const catalog::Product& product, Quantity quantity);

/// The goods alone: what discounts are measured by.
Money goods_value(const std::vector<Wanted>& lines, Currency currency);

/// A quote with the methods it chose; what placement and order editing build on.
struct Priced {
    Quote quote;
    DeliveryMethod delivery_method;
    PaymentMethod payment_method;
    Money delivery_full_price; ///< with VAT, as if delivery were not free
    std::int64_t weight_g = 0;
};

/// The parcel leaves from the warehouse that is nearest to where it goes, by the road that the shop
/// knows, if it does.
void leave_from_nearest(const shop::Scope& scope, Load& load);

/// What a method asks for these goods, `to_pay` being their value after discounts. Refuses like
/// delivery_price().
Result<DeliveryPrice> delivery_price(const shop::Scope& scope, const DeliveryMethod& method,
                                     const QuoteRequest& request, Money to_pay);

/// quantity × unit price, rounded half up to the ban.
Money line_total(Money unit_price, Quantity quantity);

/// Refuses with `invalid_field` for an unknown method, `method_not_available` for one that can't
/// be chosen here.
Result<Priced> price(const shop::Scope& scope, const QuoteRequest& request);

} // namespace taraba::pricing
